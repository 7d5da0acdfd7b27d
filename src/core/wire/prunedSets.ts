import { itemIndex, type ItemIndex } from "../units";
import type { TableReader, TableWriter } from "./tables";

interface WithPruned {
  readonly pruned: readonly ItemIndex[];
  readonly prunedLeading?: number | undefined;
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
  // A row may make its set when it is asked, and all of them would take much memory: each is asked for once at most.
  const sets = rows.map((row) => {
    if (row.prunedLeading !== undefined) return row.prunedLeading;
    const { pruned } = row;
    // Ascending, with as many elements as there are results up to its last: such a set holds each of them.
    const isLeading = pruned.length === 0 || pruned.at(-1) === projectable[pruned.length - 1];
    return isLeading ? pruned.length : pruned;
  });
  to.numbers(name, "i32", sets, (set) => (typeof set === "number" ? set : -1));
  to.lists(`${name}.listed`, sets, (set) => (typeof set === "number" ? undefined : set));
}

/** Reads the sets of rows. */
export interface PrunedReader {
  /** How many of the first projectable items a row leaves out; undefined where its set is any other. */
  readonly leading: (row: number) => number | undefined;
  /** The set of a row, made anew each time: kept for every row, they would outgrow the session many times over. */
  readonly set: (row: number) => readonly ItemIndex[];
}

export function prunedReader(
  from: TableReader,
  name: string,
  projectable: Uint32Array,
): PrunedReader {
  const leading = from.number(name);
  const listed = from.lists(`${name}.listed`);
  let last: { readonly count: number; readonly items: readonly ItemIndex[] } | undefined;
  return {
    leading: (row) => {
      const count = leading(row);
      return count < 0 ? undefined : Math.min(count, projectable.length);
    },
    set: (row) => {
      const count = leading(row);
      if (count < 0) return copied(listed[row] ?? []);
      // Rows are mostly read in order, and neighbours mostly leave out the same.
      if (last?.count !== count) last = { count, items: copied(projectable.subarray(0, count)) };
      return last.items;
    },
  };
}

/** A plain loop: `Array.from` takes fifty times as long on a typed array. */
function copied(items: ArrayLike<number>): readonly ItemIndex[] {
  const copy = new Array<ItemIndex>(items.length);
  for (let at = 0; at < items.length; at++) copy[at] = itemIndex(items[at] ?? 0);
  return copy;
}
