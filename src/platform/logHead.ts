import { open } from "node:fs/promises";

/** What the beginning of a file tells without reading the file. */
export interface LogHead {
  /** False where it begins with something that no segment log begins with. */
  readonly looksLikeLog: boolean;
  readonly sessionId: string | undefined;
}

const headBytes = 4096;

/**
 * Looks at the first bytes of a file: whether a segment log may follow, and the session it names. A first line may
 * carry a whole history, so it is matched, not parsed. Throws the file system's error.
 */
export async function readLogHead(file: string): Promise<LogHead> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const text = buffer.toString("utf8", 0, bytesRead);
    const end = text.indexOf("\n");
    const line = end === -1 ? text : text.slice(0, end);
    return {
      looksLikeLog: /^\s*\{/.test(line) && /"kind"\s*:\s*"/.test(line),
      sessionId: /"session_id"\s*:\s*"([^"\\]{1,64})"/.exec(line)?.[1],
    };
  } finally {
    await handle.close();
  }
}
