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
  const { length } = items;
  const prefixBytes = new Float64Array(length + 1);
  const removedBytes = new Float64Array(length + 1);
  const candidates = new Uint32Array(length + 1);
  const projectableItems: number[] = [];
  for (let index = 0; index < length; index++) {
    const extra = extraBytes === undefined ? 0 : extraBytes(index);
    const projectable = items.projectable[index] === 1;
    prefixBytes[index + 1] = (prefixBytes[index] ?? 0) + (items.wholeBytes[index] ?? 0) + extra;
    removedBytes[index + 1] =
      (removedBytes[index] ?? 0) + (projectable ? (items.contentBytes[index] ?? 0) : 0);
    candidates[index + 1] = (candidates[index] ?? 0) + (projectable ? 1 : 0);
    if (projectable) projectableItems.push(index);
  }
  return {
    length,
    prefixBytes,
    removedBytes,
    candidates,
    projectableItems: Uint32Array.from(projectableItems),
  };
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
