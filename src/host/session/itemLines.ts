import type { ItemColumns } from "../../core/session/itemColumns";

/** A line of a log with the items that stand in it, `from` up to `to`, exclusive. */
export interface ItemLine {
  readonly offset: number;
  readonly byteLength: number;
  readonly from: number;
  readonly to: number;
}

/** The lines that hold the first `end` items, in the order of the log. Items of one line follow each other. */
export function itemLines(
  { length, lineOffset, lineBytes }: ItemColumns,
  end = length,
): readonly ItemLine[] {
  const lines: ItemLine[] = [];
  for (let from = 0; from < end;) {
    const offset = lineOffset[from] ?? 0;
    let to = from + 1;
    while (to < end && lineOffset[to] === offset) to += 1;
    lines.push({ offset, byteLength: lineBytes[from] ?? 0, from, to });
    from = to;
  }
  return lines;
}
