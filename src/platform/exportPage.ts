import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { exportHtml, type PageCode } from "../core/export/exportHtml";
import { encodeExport } from "../core/export/frames";
import { itemsWithShownTexts } from "../core/export/shownTexts";
import { withoutTexts, type ReplayedSession } from "../core/export/withoutTexts";
import { currentTranslation } from "../core/l10n/translation";
import type { ItemText, PriceSetting } from "../core/protocol";
import type { Session } from "../core/session/session";
import { SessionSender } from "../core/wire/sessionSender";

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
}

/** Short texts of some items of a segment, by its position; those that cannot be read are left out. */
export type ReadTexts = (segment: number, items: readonly number[]) => Promise<readonly ItemText[]>;

const compress = promisify(gzip);

/** The session as one HTML file, in UTF-8. Rejects where the page's code cannot be read, or with the signal's reason. */
export async function exportPage(options: ExportPageOptions): Promise<Uint8Array> {
  const { texts, name, state, signal } = options;
  const code = await pageCode(options.codeFolder);
  const { session, replay } = texts === undefined ? withoutTexts(options) : options;
  const encoded = encodeExport({
    name,
    includesTexts: texts !== undefined,
    state,
    prices: options.prices,
    messages: Array.from(new SessionSender().messages(session, replay)),
    texts: texts === undefined ? [] : await shownTexts(options.session, texts, signal),
  });
  signal?.throwIfAborted();
  const data = (await compress(encoded, { level: 9 })).toString("base64");
  signal?.throwIfAborted();
  const translation = currentTranslation();
  const document = exportHtml(
    { name, includesTexts: texts !== undefined, code, data, translation },
    (text) => createHash("sha256").update(text, "utf8").digest("base64"),
  );
  return new TextEncoder().encode(document);
}

async function pageCode(folder: string): Promise<PageCode> {
  const [script, style] = await Promise.all([
    readFile(path.join(folder, "page.js"), "utf8"),
    readFile(path.join(folder, "page.css"), "utf8"),
  ]);
  return { script, style };
}

/** Items asked for at once. */
const batch = 500;

async function shownTexts(
  { segments }: Session,
  read: ReadTexts,
  signal: AbortSignal | undefined,
): Promise<readonly ItemText[]> {
  const texts: ItemText[] = [];
  for (const [position, { items }] of segments.entries()) {
    const shown = itemsWithShownTexts(items);
    for (let first = 0; first < shown.length; first += batch) {
      signal?.throwIfAborted();
      texts.push(...(await read(position, shown.slice(first, first + batch))));
    }
  }
  return texts;
}
