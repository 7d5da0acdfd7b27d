import type { LoggedItem } from "../../core/log/item";
import { parseLine } from "../../core/log/parseLine";
import { itemsOfRecord } from "../../core/log/recordItems";
import { byteOffset, lineNumber } from "../../core/units";
import type { RawRecord } from "../../platform/readRecord";
import type { RecordPlace } from "../../platform/readRecords";
import type { SessionSource } from "./sessionSource";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The items that one record of a log holds, or a sentence saying why it cannot be read. */
export async function recordItems(
  source: SessionSource,
  file: string,
  offset: number,
  byteLength: number,
): Promise<readonly LoggedItem[] | string> {
  return itemsIn(await source.record(file, offset, byteLength), { offset, byteLength });
}

/** The same of a record that was read. */
export function itemsIn(
  record: RawRecord,
  { offset, byteLength }: RecordPlace,
): readonly LoggedItem[] | string {
  if (record.kind === "failed") return record.what;
  const entry = parseLine(
    { number: lineNumber(1), offset: byteOffset(offset), bytes: record.bytes, byteLength },
    (bytes) => decoder.decode(bytes),
  );
  return entry.kind === "unreadable" ? entry.reason : itemsOfRecord(entry);
}
