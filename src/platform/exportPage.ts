import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { exportHtml, type PageCode } from "../core/export/exportHtml";
import { encodeExport } from "../core/export/frames";
import { itemsWithShownTexts } from "../core/export/shownTexts";
import { withoutTexts, type ReplayedSession } from "../core/export/withoutTexts";
import { currentTranslation } from "../core/l10n/translation";
import type { ItemText, PriceSetting, ToPage } from "../core/protocol";
import type { Session } from "../core/session/session";
import type { ItemColumns } from "../core/session/itemColumns";
import { SessionSender } from "../core/wire/sessionSender";
import type { Progress } from "./loadSession";
import { packBytes } from "./packBytes";

export interface ExportPageOptions extends ReplayedSession {
  /** Folder with the built `page.js` and `page.css` of exported pages. */
  readonly codeFolder: string;
  readonly name: string;
  /** What the page kept of itself; undefined for one that begins anew. */
  readonly state: unknown;
  /** The user's prices, where there are any. */
  readonly prices?: PriceSetting | undefined;
  /** Reads short texts of items, by segment; undefined for an export without texts. */
  readonly texts: ReadTexts | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears how many bytes, of the lines with texts and of the session itself, have gone into the file. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Short texts of some items of a segment, by its position; those that cannot be read are left out. */
export type ReadTexts = (
  segment: number,
  items: readonly number[],
  signal: AbortSignal | undefined,
) => Promise<readonly ItemText[]>;

/** The session as one HTML file, in UTF-8. Rejects where the page's code cannot be read, or with the signal's reason. */
export async function exportPage(options: ExportPageOptions): Promise<Uint8Array> {
  const { texts, name, state, signal } = options;
  const code = await pageCode(options.codeFolder);
  const { session, replay } = texts === undefined ? withoutTexts(options) : options;
  const messages = Array.from(new SessionSender().messages(session, replay));
  const wanted = texts === undefined ? [] : shownTexts(options.session);
  const textBytes = sum(wanted.map(({ byteLength }) => byteLength));
  const totalBytes = textBytes + sum(messages.map(bytesOfMessage));
  const tell = (readBytes: number) => {
    options.onProgress?.({ readBytes: Math.min(readBytes, totalBytes), totalBytes });
  };
  await othersTurn();
  signal?.throwIfAborted();
  const read = texts === undefined ? [] : await readTexts(wanted, texts, tell, signal);
  const encoded = encodeExport({
    name,
    includesTexts: texts !== undefined,
    state,
    prices: options.prices,
    messages,
    texts: read,
  });
  await othersTurn();
  const packed = await packBytes(
    encoded,
    (packedBytes) => {
      tell(textBytes + packedBytes);
    },
    signal,
  );
  const translation = currentTranslation();
  const document = exportHtml(
    {
      name,
      includesTexts: texts !== undefined,
      code,
      data: packed.toString("base64"),
      translation,
    },
    (text) => createHash("sha256").update(text, "utf8").digest("base64"),
  );
  return new TextEncoder().encode(document);
}

/** A cancellation that came during a long step is heard before the next. */
async function othersTurn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function bytesOfMessage(message: ToPage): number {
  return message.type === "columns" ? sum(message.parts.map(({ data }) => data.byteLength)) : 0;
}

async function pageCode(folder: string): Promise<PageCode> {
  const [script, style] = await Promise.all([
    readFile(path.join(folder, "page.js"), "utf8"),
    readFile(path.join(folder, "page.css"), "utf8"),
  ]);
  return { script, style };
}

/** Items asked for at once, and the bytes of the lines that they stand in. */
interface TextBatch {
  readonly segment: number;
  readonly items: readonly number[];
  readonly byteLength: number;
}

const batch = 500;

function shownTexts({ segments }: Session): readonly TextBatch[] {
  return segments.flatMap(({ items }, segment) => {
    const shown = itemsWithShownTexts(items);
    const batches: TextBatch[] = [];
    for (let first = 0; first < shown.length; first += batch) {
      const part = shown.slice(first, first + batch);
      batches.push({ segment, items: part, byteLength: bytesOfLines(items, part) });
    }
    return batches;
  });
}

function bytesOfLines({ lineOffset, lineBytes }: ItemColumns, items: readonly number[]): number {
  const lines = items.filter(
    (item, at) => at === 0 || lineOffset[item] !== lineOffset[items[at - 1] ?? -1],
  );
  return sum(lines.map((item) => lineBytes[item] ?? 0));
}

async function readTexts(
  batches: readonly TextBatch[],
  read: ReadTexts,
  tell: (readBytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly ItemText[]> {
  const texts: ItemText[] = [];
  let readBytes = 0;
  for (const { segment, items, byteLength } of batches) {
    signal?.throwIfAborted();
    texts.push(...(await read(segment, items, signal)));
    readBytes += byteLength;
    tell(readBytes);
  }
  return texts;
}
