import { pruneHistory, type PruneHistory } from "../prune/pruneHistory";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
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

/** Compares sets of results of a session; two beginnings at the cost of a subtraction. */
export class ResultSets {
  readonly #histories: readonly PruneHistory[];

  constructor(session: Session) {
    this.#histories = session.segments.map((segment) => pruneHistory(segment.items));
  }

  /** What was left out, as recorded. */
  recorded(replay: SessionReplay): SetColumn {
    const sets = replay.requests.map((request) => {
      const { segment, prunedLeading } = request;
      return prunedLeading === undefined
        ? Uint32Array.from(request.pruned)
        : (this.#histories[segment]?.projectableItems.subarray(0, prunedLeading) ?? nothing);
    });
    return this.column(replay, sets);
  }

  column({ requests }: SessionReplay, sets: readonly Uint32Array[]): SetColumn {
    const beginnings = new Int32Array(requests.length);
    for (const [index, { segment }] of requests.entries()) {
      const set = sets[index] ?? nothing;
      const items = this.#histories[segment]?.projectableItems ?? nothing;
      // Ascending, with as many elements as there are results up to its last: such a set holds each of them.
      const isBeginning = set.length === 0 || set[set.length - 1] === items[set.length - 1];
      beginnings[index] = isBeginning ? set.length : -1;
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
