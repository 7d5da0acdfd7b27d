import { pruneHistory } from "../prune/pruneHistory";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { forEachMissing } from "../whatif/itemSets";

/** What became of the projectable results of one segment; columns parallel to `items`. */
export interface ItemFates {
  readonly segment: number;
  /** Indices of the projectable results, ascending. */
  readonly items: Uint32Array;
  /** First request (of the replay) that sent the item, that left it out; −1 where none did. */
  readonly firstSent: Int32Array;
  readonly firstLeftOut: Int32Array;
  /** Number of requests that sent an item which the request before them had left out. */
  readonly cameBack: Uint32Array;
  /** The requests of the segment in order, as positions in the replay's. */
  readonly requests: Uint32Array;
}

/**
 * Follows every projectable result of a segment through its requests. `sets` holds what each request of the replay left
 * out (see ResultSets).
 */
export function itemFates(
  session: Session,
  replay: SessionReplay,
  sets: readonly Uint32Array[],
  segment: number,
): ItemFates {
  const columns = session.segments[segment]?.items;
  const items = columns === undefined ? nothing : pruneHistory(columns).projectableItems;
  const firstSent = new Int32Array(items.length).fill(-1);
  const firstLeftOut = new Int32Array(items.length).fill(-1);
  const cameBack = new Uint32Array(items.length);
  const requests: number[] = [];
  let sent = 0;
  let before = nothing;
  for (const [index, request] of replay.requests.entries()) {
    if (request.segment !== segment) continue;
    requests.push(index);
    while (sent < items.length && (items[sent] ?? 0) < request.historyLength)
      firstSent[sent++] = index;
    const now = sets[index] ?? nothing;
    forEachMissing(now, before, (item) => {
      const position = positionOf(items, item);
      if (firstLeftOut[position] === -1) firstLeftOut[position] = index;
    });
    forEachMissing(before, now, (item) => {
      const position = positionOf(items, item);
      if (position >= 0) cameBack[position] = (cameBack[position] ?? 0) + 1;
    });
    before = now;
  }
  return {
    segment,
    items,
    firstSent,
    firstLeftOut,
    cameBack,
    requests: Uint32Array.from(requests),
  };
}

const nothing: Uint32Array = new Uint32Array(0);

/** Position of a value in an ascending array, or −1. */
export function positionOf(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ascending[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
