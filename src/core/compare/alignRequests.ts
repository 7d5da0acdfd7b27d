import { alignInSteps } from "./alignSequences";
import type { PreparedSide } from "./preparedSide";
import type { RequestKeys } from "./requestKeys";
import type { Steps } from "./steps";

/**
 * Why two requests stand side by side. `same`: what came since the request before is the same; `same end`: the
 * histories end with the same item, as behind a compaction or a failure; `alike`: kinds and tools of what came are the same, its texts are not.
 */
export type PairBasis = "same" | "same end" | "alike";

/** One place of the common axis: a request of A and one of B, by their positions in the replays, or one alone. */
export type AlignedRow =
  | { readonly kind: "pair"; readonly a: number; readonly b: number; readonly basis: PairBasis }
  | { readonly kind: "only a"; readonly a: number }
  | { readonly kind: "only b"; readonly b: number };

/** Worth of a pair: three that are merely alike do not outweigh one that is the same. */
const worths: Readonly<Record<PairBasis, number>> = { same: 25, "same end": 20, alike: 3 };
/** More for two that were both measured, less for both not: of a request and its repetition the one that succeeded. */
const measuredPair = 6;
const unmeasuredPair = 3;

/**
 * Aligns the requests of two sessions by what they add to the history, in steps. Swapping the sessions swaps the sides, no
 * more.
 */
export function* alignRequests(
  a: PreparedSide,
  b: PreparedSide,
  steps: Steps,
): Generator<number, readonly AlignedRow[]> {
  // Where several alignments are equally good, the same one is found whichever session is A.
  const pairs = isBefore(b, a)
    ? inverted(yield* pairsOf(b.keys, a.keys, steps), a.keys.whole.length)
    : yield* pairsOf(a.keys, b.keys, steps);
  return rowsOf(pairs, a.keys, b.keys);
}

function pairsOf(
  keysA: RequestKeys,
  keysB: RequestKeys,
  steps: Steps,
): Generator<number, Int32Array> {
  const worth = (a: number, b: number) => {
    const basis = basisOf(keysA, keysB, a, b);
    if (basis === undefined) return 0;
    const measured = (keysA.measured[a] ?? 0) + (keysB.measured[b] ?? 0);
    return worths[basis] + (measured === 2 ? measuredPair : measured === 0 ? unmeasuredPair : 0);
  };
  return alignInSteps({ keysA: keysA.whole, keysB: keysB.whole, worth }, steps);
}

function basisOf(
  keysA: RequestKeys,
  keysB: RequestKeys,
  a: number,
  b: number,
): PairBasis | undefined {
  if (keysA.added[a] === keysB.added[b]) return "same";
  if (keysA.last[a] === keysB.last[b]) return "same end";
  return keysA.look[a] === keysB.look[b] ? "alike" : undefined;
}

function inverted(pairs: Int32Array, length: number): Int32Array {
  const result = new Int32Array(length).fill(-1);
  for (const [from, to] of pairs.entries()) if (to >= 0) result[to] = from;
  return result;
}

/** The pairs in order, and between them first what A has alone, then what B has alone. */
function rowsOf(pairs: Int32Array, keysA: RequestKeys, keysB: RequestKeys): readonly AlignedRow[] {
  const rows: AlignedRow[] = [];
  let nextB = 0;
  const addB = (until: number) => {
    for (; nextB < until; nextB++) rows.push({ kind: "only b", b: nextB });
  };
  for (const [a, b] of pairs.entries()) {
    if (b < 0) {
      rows.push({ kind: "only a", a });
      continue;
    }
    addB(b);
    rows.push({ kind: "pair", a, b, basis: basisOf(keysA, keysB, a, b) ?? "alike" });
    nextB = b + 1;
  }
  addB(keysB.whole.length);
  return rows;
}

/** An order of sessions: by number of requests, then by id, then by when they were sent. */
function isBefore(a: PreparedSide, b: PreparedSide): boolean {
  const [ofA, ofB] = [a.replay.requests, b.replay.requests];
  if (ofA.length !== ofB.length) return ofA.length < ofB.length;
  if (a.session.id !== b.session.id) return a.session.id < b.session.id;
  for (const [index, request] of ofA.entries()) {
    const other = ofB[index]?.ts ?? 0;
    if (request.ts !== other) return request.ts < other;
  }
  return false;
}
