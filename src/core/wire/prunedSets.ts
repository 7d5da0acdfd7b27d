import { itemIndex, type ItemIndex } from "../units";
import type { TableReader } from "./tableReader";
import type { TableWriter } from "./tableWriter";

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

/**
 * The results that rows leave out, where those are the first so many. A list is made anew each time it is asked for: kept for
 * every row, they would outgrow the session many times over.
 */
class LeadingSets {
  readonly projectable: Uint32Array;
  #last: readonly ItemIndex[] = [];

  constructor(projectable: Uint32Array) {
    this.projectable = projectable;
  }

  of(count: number): readonly ItemIndex[] {
    // Rows are mostly read in order, and neighbours mostly leave out the same.
    if (this.#last.length !== count) this.#last = copied(this.projectable.subarray(0, count));
    return this.#last;
  }
}

/** What a row leaves out. */
export interface PrunedSet {
  /** How many of the first projectable items; undefined where the set is any other. */
  readonly leading: number | undefined;
  readonly items: () => readonly ItemIndex[];
}

/** Reads what rows leave out, from row `first` on. */
export function prunedReader(
  from: TableReader,
  name: string,
  projectable: Uint32Array,
  first: number,
): (row: number) => PrunedSet {
  const leading = from.number(name);
  const listed = from.lists(`${name}.listed`, first);
  const sets = new LeadingSets(projectable);
  return (row) => {
    const count = leading(row);
    return count < 0 ? listedSet(listed(row)) : leadingSet(sets, count);
  };
}

// Rows outlive the state that they came with: each holds on to no more than it needs, which is why these stand outside.

function listedSet(list: ArrayLike<number> = []): PrunedSet {
  return { leading: undefined, items: () => copied(list) };
}

function leadingSet(sets: LeadingSets, count: number): PrunedSet {
  const leading = Math.min(count, sets.projectable.length);
  return { leading, items: () => sets.of(leading) };
}

/** A row that makes the list of what it leaves out when asked. */
export function withPruned<Row extends object>(
  row: Row,
  { leading, items }: PrunedSet,
): Row & {
  readonly prunedLeading: number | undefined;
  readonly pruned: readonly ItemIndex[];
} {
  return {
    ...row,
    prunedLeading: leading,
    get pruned() {
      return items();
    },
  };
}

/** A plain loop: `Array.from` takes fifty times as long on a typed array. */
function copied(items: ArrayLike<number>): readonly ItemIndex[] {
  const copy = new Array<ItemIndex>(items.length);
  for (let at = 0; at < items.length; at++) copy[at] = itemIndex(items[at] ?? 0);
  return copy;
}
