import { itemIndex, type ItemIndex } from "../units";

/** The sizes that the core needs of a history, item by item. Columns may be longer than the history. */
export interface ItemSizes {
  readonly length: number;
  /** Size of each item as the agent counts it. */
  readonly wholeBytes: ArrayLike<number>;
  /** What leaves with an item's content; 0 where it has none. */
  readonly contentBytes: ArrayLike<number>;
  /** 1 where the item is a tool result that the projection changes: it has content, or attachments. */
  readonly projectable: ArrayLike<number>;
}

/**
 * Running sums over a history, made once, from which each evaluation takes what it needs in constant time.
 * `prefixBytes`, `removedBytes` and `candidates` have one value more than there are items: the sums over the first i.
 */
export interface PruneHistory {
  readonly length: number;
  readonly prefixBytes: Float64Array;
  /** Content bytes of the tool results among the first i items. */
  readonly removedBytes: Float64Array;
  /** Number of projectable tool results among the first i items. */
  readonly candidates: Uint32Array;
  /** Indices of the projectable tool results, ascending. */
  readonly projectableItems: Uint32Array;
}

/**
 * Sums up a history. `extraBytes` gives bytes that an item has in memory but not in the log: the id of a reasoning
 * item.
 */
export function pruneHistory(
  items: ItemSizes,
  extraBytes?: (index: number) => number,
): PruneHistory {
  return new GrowingSums().upTo(items, extraBytes);
}

/** The sums of a history that grows: each look costs as much as what was added, and what was given before stays. */
export class GrowingSums {
  #length = 0;
  #count = 0;
  #prefixBytes = new Float64Array(1);
  #removedBytes = new Float64Array(1);
  #candidates = new Uint32Array(1);
  #projectableItems = new Uint32Array(0);

  /** Items and extra bytes must begin with what they were at the last call, and be no fewer. */
  upTo(items: ItemSizes, extraBytes?: (index: number) => number): PruneHistory {
    const { length } = items;
    this.#reserve(length, items.projectable);
    const [prefixBytes, removedBytes] = [this.#prefixBytes, this.#removedBytes];
    const [candidates, projectableItems] = [this.#candidates, this.#projectableItems];
    let count = this.#count;
    for (let index = this.#length; index < length; index++) {
      const extra = extraBytes === undefined ? 0 : extraBytes(index);
      const projectable = items.projectable[index] === 1;
      prefixBytes[index + 1] = (prefixBytes[index] ?? 0) + (items.wholeBytes[index] ?? 0) + extra;
      removedBytes[index + 1] =
        (removedBytes[index] ?? 0) + (projectable ? (items.contentBytes[index] ?? 0) : 0);
      candidates[index + 1] = (candidates[index] ?? 0) + (projectable ? 1 : 0);
      if (projectable) projectableItems[count++] = index;
    }
    this.#count = count;
    this.#length = length;
    return {
      length,
      prefixBytes: prefixBytes.subarray(0, length + 1),
      removedBytes: removedBytes.subarray(0, length + 1),
      candidates: candidates.subarray(0, length + 1),
      projectableItems: projectableItems.subarray(0, count),
    };
  }

  #reserve(length: number, projectable: ArrayLike<number>): void {
    if (this.#prefixBytes.length < length + 1) {
      // The first look takes what it needs: most histories never grow.
      const capacity = this.#length === 0 ? length + 1 : Math.ceil(1.5 * (length + 1));
      this.#prefixBytes = enlarged(this.#prefixBytes, new Float64Array(capacity));
      this.#removedBytes = enlarged(this.#removedBytes, new Float64Array(capacity));
      this.#candidates = enlarged(this.#candidates, new Uint32Array(capacity));
    }
    let count = this.#count;
    for (let index = this.#length; index < length; index++)
      if (projectable[index] === 1) count += 1;
    if (this.#projectableItems.length < count) {
      const capacity = this.#length === 0 ? count : Math.ceil(1.5 * count);
      this.#projectableItems = enlarged(this.#projectableItems, new Uint32Array(capacity));
    }
  }
}

function enlarged<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** The candidates before a protected start: projectable tool results, ascending. None without a boundary. */
export function candidatesBefore(
  history: PruneHistory,
  start: number | undefined,
): readonly ItemIndex[] {
  return leadingResults(history, start === undefined ? 0 : (history.candidates[start] ?? 0));
}

/** The first projectable tool results, so many, which there must be. */
export function leadingResults(
  { projectableItems }: Pick<PruneHistory, "projectableItems">,
  count: number,
): readonly ItemIndex[] {
  const first = new Array<ItemIndex>(count);
  // A plain loop: `Array.from` takes fifty times as long on a typed array.
  for (let at = 0; at < count; at++) first[at] = itemIndex(projectableItems[at] ?? 0);
  return first;
}
