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
 * out (see ResultSets). Sets that are the first so many results cost nothing for each of these, however often they come
 * and go.
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
  const returns = new Returns(items);
  const requests: number[] = [];
  let sent = 0;
  let before = nothing;
  for (const [index, request] of replay.requests.entries()) {
    if (request.segment !== segment) continue;
    requests.push(index);
    while (sent < items.length && (items[sent] ?? 0) < request.historyLength)
      firstSent[sent++] = index;
    const now = sets[index] ?? nothing;
    returns.follow(before, now, index);
    before = now;
  }
  return {
    segment,
    items,
    firstSent,
    firstLeftOut: returns.firstLeftOut,
    cameBack: returns.cameBack(),
    requests: Uint32Array.from(requests),
  };
}

/** When results left, and how often they came back. */
class Returns {
  readonly firstLeftOut: Int32Array;
  readonly #items: Uint32Array;
  /** The results before this position have all been left out. */
  #reached = 0;
  /** How often a result came back, less how often the one before it did. */
  readonly #cameBack: Int32Array;

  constructor(items: Uint32Array) {
    this.#items = items;
    this.firstLeftOut = new Int32Array(items.length).fill(-1);
    this.#cameBack = new Int32Array(items.length + 1);
  }

  /** Takes in what a request left out and what the one before it did. */
  follow(before: Uint32Array, now: Uint32Array, request: number): void {
    if (!isBeginning(now, this.#items) || !isBeginning(before, this.#items)) {
      forEachMissing(now, before, (item) => {
        this.#left(positionOf(this.#items, item), request);
      });
      forEachMissing(before, now, (item) => {
        const position = positionOf(this.#items, item);
        if (position >= 0) this.#returned(position, position + 1);
      });
      return;
    }
    for (let at = Math.max(this.#reached, before.length); at < now.length; at++)
      this.#left(at, request);
    this.#reached = Math.max(this.#reached, now.length);
    if (now.length < before.length) this.#returned(now.length, before.length);
  }

  cameBack(): Uint32Array {
    let times = 0;
    return Uint32Array.from(this.firstLeftOut, (_, at) => (times += this.#cameBack[at] ?? 0));
  }

  #left(position: number, request: number): void {
    if (this.firstLeftOut[position] === -1) this.firstLeftOut[position] = request;
  }

  #returned(from: number, to: number): void {
    this.#cameBack[from] = (this.#cameBack[from] ?? 0) + 1;
    this.#cameBack[to] = (this.#cameBack[to] ?? 0) - 1;
  }
}

/** Whether an ascending set of results holds the first so many of them. */
export function isBeginning(set: Uint32Array, items: Uint32Array): boolean {
  // With as many elements as there are results up to its last, it holds each of them.
  return set.length === 0 || set[set.length - 1] === items[set.length - 1];
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
