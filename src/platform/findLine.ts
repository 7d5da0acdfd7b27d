import { open } from "node:fs/promises";
import type { LinePlace } from "../core/session/segment";
import { byteOffset, lineNumber } from "../core/units";

const blockBytes = 1024 * 1024;
const newline = 0x0a;

/**
 * Where a line, from 1, stands in a file: newlines are counted in blocks, nothing is decoded. Undefined where the file
 * has no such line, or the line is not ended by a newline. Rejects with the file system's error or the signal's reason.
 */
export async function findLine(
  file: string,
  line: number,
  signal?: AbortSignal,
): Promise<LinePlace | undefined> {
  const handle = await open(file, "r");
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    let current = 1;
    let start = 0;
    let position = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(block, 0, block.length, position);
      if (bytesRead === 0) return undefined;
      const chunk = block.subarray(0, bytesRead);
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
        const end = position + at;
        if (current === line)
          return {
            line: lineNumber(line),
            offset: byteOffset(start),
            byteLength: end - start,
          };
        current += 1;
        start = end + 1;
      }
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
