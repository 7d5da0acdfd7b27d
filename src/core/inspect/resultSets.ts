import { GrowingSums, type PruneHistory } from "../prune/pruneHistory";
import type { SessionReplay } from "../replay/model";
import type { ItemColumns } from "../session/itemColumns";
import type { Session } from "../session/session";
import { isBeginning } from "./itemFates";
import { forEachMissing, sameSet } from "../whatif/itemSets";

/**
 * What each request leaves out, parallel to a replay's requests: ascending item indices. Nearly every such set is the
 * first so many projectable results of its segment; `beginnings` has their number, −1 for any other set.
 */
export interface SetColumn {
  readonly sets: readonly Uint32Array[];
  readonly beginnings: Int32Array;
}

/** Results that one set has and another has not: how many, and the bytes of their content. */
export interface Missing {
  readonly results: number;
  readonly contentBytes: number;
}

/** What the requests of a state left out. */
interface KnownSets {
  readonly requests: SessionReplay["requests"];
  readonly sets: readonly Uint32Array[];
}

/** Compares sets of results of a session; two beginnings at the cost of a subtraction. */
export class ResultSets {
  readonly #items: readonly ItemColumns[];
  readonly #sums: readonly GrowingSums[];
  readonly #histories: readonly PruneHistory[];
  readonly #before: KnownSets | undefined;
  #last: (KnownSets & { readonly column: SetColumn }) | undefined;

  /** `before`: those of a state that the session may have grown from. */
  constructor(session: Session, before?: ResultSets) {
    this.#items = session.segments.map((segment) => segment.items);
    this.#sums = this.#items.map((items, segment) => {
      const known = before === undefined ? undefined : before.#sums[segment];
      const isGrown = before !== undefined && isContinued(items, before.#items[segment]);
      return known === undefined || !isGrown ? new GrowingSums() : known;
    });
    this.#histories = this.#items.map((items, segment) =>
      (this.#sums[segment] ?? new GrowingSums()).upTo(items),
    );
    this.#before = before === undefined ? undefined : before.#last;
  }

  /** What was left out, as recorded. */
  recorded(replay: SessionReplay): SetColumn {
    if (this.#last?.requests === replay.requests) return this.#last.column;
    const before = this.#before;
    const sets = replay.requests.map((request, index) => {
      // The same request, of the same history or one with more behind, leaves out the same.
      const known = before?.requests[index] === request ? before.sets[index] : undefined;
      if (known !== undefined) return known;
      const { segment, prunedLeading } = request;
      return prunedLeading === undefined
        ? Uint32Array.from(request.pruned)
        : (this.#histories[segment]?.projectableItems.subarray(0, prunedLeading) ?? nothing);
    });
    const column = this.column(replay, sets);
    this.#last = { requests: replay.requests, sets, column };
    return column;
  }

  column({ requests }: SessionReplay, sets: readonly Uint32Array[]): SetColumn {
    const beginnings = new Int32Array(requests.length);
    for (const [index, { segment }] of requests.entries()) {
      const set = sets[index] ?? nothing;
      const items = this.#histories[segment]?.projectableItems ?? nothing;
      beginnings[index] = isBeginning(set, items) ? set.length : -1;
    }
    return { sets, beginnings };
  }

  /** What request `from` leaves out in one column and request `other` of the same segment does not; −1: nothing. */
  missing(segment: number, a: SetColumn, from: number, b: SetColumn, other: number): Missing {
    const history = this.#histories[segment];
    const ofFrom = from < 0 ? 0 : (a.beginnings[from] ?? 0);
    const ofOther = other < 0 ? 0 : (b.beginnings[other] ?? 0);
    if (history === undefined || (ofOther >= 0 && ofFrom >= 0 && ofFrom <= ofOther)) return none;
    if (ofOther >= 0 && ofFrom >= 0)
      return {
        results: ofFrom - ofOther,
        contentBytes: bytesOfFirst(history, ofFrom) - bytesOfFirst(history, ofOther),
      };
    let results = 0;
    let contentBytes = 0;
    forEachMissing(a.sets[from] ?? nothing, b.sets[other] ?? nothing, (item) => {
      results++;
      contentBytes += (history.removedBytes[item + 1] ?? 0) - (history.removedBytes[item] ?? 0);
    });
    return { results, contentBytes };
  }
}

/** Whether a request leaves out the same in both columns. */
export function leavesOutSame(a: SetColumn, b: SetColumn, request: number): boolean {
  const [inA, inB] = [a.beginnings[request] ?? 0, b.beginnings[request] ?? 0];
  if (inA >= 0 || inB >= 0) return inA === inB;
  return sameSet(a.sets[request] ?? nothing, b.sets[request] ?? nothing);
}

function bytesOfFirst({ removedBytes, projectableItems }: PruneHistory, count: number): number {
  return count === 0 ? 0 : (removedBytes[(projectableItems[count - 1] ?? 0) + 1] ?? 0);
}

const nothing: Uint32Array = new Uint32Array(0);
const none: Missing = { results: 0, contentBytes: 0 };

/** Whether columns lie where they lay, with more behind: they are only added to. */
function isContinued(now: ItemColumns, before: ItemColumns | undefined): boolean {
  return (
    before !== undefined &&
    now.length >= before.length &&
    (["wholeBytes", "contentBytes", "projectable"] as const).every(
      (name) =>
        now[name].buffer === before[name].buffer &&
        now[name].byteOffset === before[name].byteOffset,
    )
  );
}
