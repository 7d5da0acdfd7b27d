import { itemBrief } from "../core/itemBrief";
import type { LoggedItem } from "../core/log/item";
import { parseLine } from "../core/log/parseLine";
import { itemsOfRecord } from "../core/log/recordItems";
import type { ItemText } from "../core/protocol";
import type { Session } from "../core/session/session";
import { byteOffset, lineNumber } from "../core/units";
import { readRecord } from "./readRecord";
import type { SessionRef } from "./sessionRef";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Short texts of items of a session on disk; items whose record cannot be read any more are left out. */
export async function itemBriefs(
  { segmentFiles }: SessionRef,
  session: Session,
  segment: number,
  items: readonly number[],
): Promise<readonly ItemText[]> {
  const whole = session.segments[segment];
  const file = segmentFiles.find(({ id }) => id === whole?.id)?.path;
  if (whole === undefined || file === undefined) return [];
  const { lineOffset, lineBytes, ordinal } = whole.items;
  const texts: ItemText[] = [];
  let offset = -1;
  let record: readonly LoggedItem[] = [];
  for (const item of items) {
    const itemOffset = lineOffset[item] ?? 0;
    if (itemOffset !== offset) {
      offset = itemOffset;
      record = await itemsAt(file, offset, lineBytes[item] ?? 0);
    }
    const logged = record[ordinal[item] ?? 0];
    if (logged !== undefined) texts.push({ segment, item, brief: itemBrief(logged) });
  }
  return texts;
}

async function itemsAt(
  file: string,
  offset: number,
  byteLength: number,
): Promise<readonly LoggedItem[]> {
  const record = await readRecord(file, offset, byteLength);
  if (record.kind === "failed") return [];
  const { bytes } = record;
  const line = { number: lineNumber(1), offset: byteOffset(offset), bytes, byteLength };
  return itemsOfRecord(parseLine(line, (part) => decoder.decode(part)));
}
