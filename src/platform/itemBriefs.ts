import { itemBrief } from "../core/itemBrief";
import { parseLine } from "../core/log/parseLine";
import { itemsOfRecord } from "../core/log/recordItems";
import type { ItemText } from "../core/protocol";
import { byteOffset, lineNumber } from "../core/units";
import type { ItemColumns } from "../core/session/itemColumns";
import type { RawRecord } from "./readRecord";
import type { RecordPlace } from "./readRecords";

/** The bytes of lines of one log, at ascending places, each until the next is asked for; such as `readRecords`. */
export type ReadPlaces = (places: readonly RecordPlace[]) => AsyncIterable<RawRecord>;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Short texts of items of one segment, by ascending indices; each line is read once. Items whose record cannot be read
 * any more are left out.
 */
export async function itemBriefs(
  columns: ItemColumns,
  segment: number,
  items: readonly number[],
  read: ReadPlaces,
): Promise<readonly ItemText[]> {
  const lines = linesOf(columns, items);
  const texts: ItemText[] = [];
  let at = 0;
  for await (const record of read(lines)) {
    const line = lines[at];
    at += 1;
    if (line === undefined || record.kind === "failed") continue;
    const entry = parseLine(
      {
        number: lineNumber(1),
        offset: byteOffset(line.offset),
        bytes: record.bytes,
        byteLength: line.byteLength,
      },
      (bytes) => decoder.decode(bytes),
    );
    const logged = itemsOfRecord(entry);
    for (const item of line.items) {
      const found = logged[columns.ordinal[item] ?? 0];
      if (found !== undefined) texts.push({ segment, item, brief: itemBrief(found) });
    }
  }
  return texts;
}

interface LineOfItems extends RecordPlace {
  readonly items: number[];
}

/** Items of one line follow each other. */
function linesOf(
  { lineOffset, lineBytes }: ItemColumns,
  items: readonly number[],
): readonly LineOfItems[] {
  const lines: LineOfItems[] = [];
  for (const item of items) {
    const offset = lineOffset[item] ?? 0;
    const last = lines.at(-1);
    if (last?.offset === offset) last.items.push(item);
    else lines.push({ offset, byteLength: lineBytes[item] ?? 0, items: [item] });
  }
  return lines;
}
