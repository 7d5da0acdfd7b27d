import { itemIndex, type ItemIndex } from "../units";
import type { TableReader, TableWriter } from "./tables";

interface WithPruned {
  readonly pruned: readonly ItemIndex[];
}

/**
 * Writes the set of pruned items of each row. What the agent leaves out are all projectable items up to some point, so
 * such a set travels as their number; any other travels item by item.
 */
export function writePruned(
  to: TableWriter,
  name: string,
  rows: readonly WithPruned[],
  projectable: Uint32Array,
): void {
  // Rows share their arrays where they can: an array is looked through once.
  const known = new Map<readonly ItemIndex[], boolean>();
  const isLeading = ({ pruned }: WithPruned): boolean => {
    const before = known.get(pruned);
    if (before !== undefined) return before;
    const leading = pruned.every((item, position) => projectable[position] === item);
    known.set(pruned, leading);
    return leading;
  };
  to.numbers(name, "i32", rows, (row) => (isLeading(row) ? row.pruned.length : -1));
  to.lists(`${name}.listed`, rows, (row) => (isLeading(row) ? undefined : row.pruned));
}

/** Gives the set of a row anew each time: kept for every row, they would outgrow the session many times over. */
export function prunedReader(
  from: TableReader,
  name: string,
  projectable: Uint32Array,
): (row: number) => readonly ItemIndex[] {
  const leading = from.number(name);
  const listed = from.lists(`${name}.listed`);
  return (row) => {
    const count = leading(row);
    const items = count >= 0 ? projectable.subarray(0, count) : (listed[row] ?? []);
    return Array.from(items, itemIndex);
  };
}
