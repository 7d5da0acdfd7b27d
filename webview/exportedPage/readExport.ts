import { dataElement } from "../../src/core/export/dataElement";
import { decodeExport } from "../../src/core/export/frames";
import type { ItemText, PriceSetting } from "../../src/core/protocol";
import * as s from "../../src/core/shape";
import { exportedPage as words } from "../strings/exportedPage";

/** What the file holds, its messages not yet parsed. */
export interface FoundExport {
  readonly name: string;
  readonly includesTexts: boolean;
  readonly state: unknown;
  readonly prices: PriceSetting | undefined;
  readonly messages: readonly unknown[];
  readonly texts: readonly ItemText[];
}

const unknownValue: s.Shape<unknown> = (value) => value;

const shape: s.Shape<FoundExport> = s.object({
  name: s.text,
  includesTexts: s.flag,
  state: unknownValue,
  prices: s.maybe(s.object({ cacheRead: s.number, cacheWrite: s.number, cacheMinutes: s.number })),
  messages: s.list(unknownValue),
  texts: s.list(s.object({ segment: s.count, item: s.count, brief: s.text })),
});

/** Unpacks the session that the document holds; a sentence's part where it holds none. */
export async function readExport(): Promise<FoundExport | string> {
  const text = document.getElementById(dataElement)?.textContent ?? "";
  if (text === "") return words.missing;
  if (!("DecompressionStream" in window)) return words.old;
  try {
    const decoded = decodeExport(await unpack(text));
    if (typeof decoded === "string") return decoded;
    const found = shape(decoded.value);
    return found instanceof s.Mismatch ? found.toString() : found;
  } catch {
    return words.damaged;
  }
}

async function unpack(base64: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
