import type { LinePlace, Segment } from "./segment";
import { byteOffset, lineNumber } from "../units";

/**
 * Where a line of a segment's log stands, as far as the segment knows: lines with items, measurements, evaluations and
 * joins, and those that could not be read. Undefined for other lines (ends of turns and runs, notes) and beyond the end.
 */
export function placeOfLine(segment: Segment, line: number): LinePlace | undefined {
  const { items } = segment;
  const item = items.line.indexOf(line);
  if (item !== -1)
    return {
      line: lineNumber(line),
      offset: byteOffset(items.lineOffset[item] ?? 0),
      byteLength: items.lineBytes[item] ?? 0,
    };
  for (const rows of [segment.requests, segment.evaluations, segment.joins, segment.unread]) {
    const row = rows.find(({ place }) => place.line === line);
    if (row !== undefined) return row.place;
  }
  return undefined;
}
