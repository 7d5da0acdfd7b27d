import type { LoggedItem } from "../../core/log/item";
import { parseLine } from "../../core/log/parseLine";
import { itemsOfRecord } from "../../core/log/recordItems";
import { byteOffset, lineNumber } from "../../core/units";
import type { OpenSession } from "./openSession";

/** Path of a segment's log; undefined where the session has no such segment. */
export function segmentFile(session: OpenSession, segmentPosition: number): string | undefined {
  const id = session.read?.loaded.session.segments[segmentPosition]?.id;
  return session.source.ref.segmentFiles.find((file) => file.id === id)?.path;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The items that one record of a segment's log holds, or a sentence saying why it cannot be read. */
export async function recordItems(
  session: OpenSession,
  segmentPosition: number,
  place: { readonly offset: number; readonly byteLength: number },
): Promise<readonly LoggedItem[] | string> {
  const file = segmentFile(session, segmentPosition);
  if (file === undefined) return "its log is gone";
  const record = await session.source.record(file, place.offset, place.byteLength);
  if (record.kind === "failed") return record.what;
  const entry = parseLine(
    {
      number: lineNumber(1),
      offset: byteOffset(place.offset),
      bytes: record.bytes,
      byteLength: place.byteLength,
    },
    (bytes) => decoder.decode(bytes),
  );
  return entry.kind === "unreadable" ? entry.reason : itemsOfRecord(entry);
}
