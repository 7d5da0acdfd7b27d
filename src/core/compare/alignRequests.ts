import { alignSequences } from "./alignSequences";
import type { ComparedSession } from "./comparedSession";
import { ItemPrints, type SegmentPrints } from "./itemPrints";
import { RequestKeyMaker, type RequestKeys } from "./requestKeys";

/**
 * Why two requests stand side by side. `same`: what came since the request before is the same; `same end`: the
 * histories end with the same item, as behind a compaction or a failure; `alike`: kinds and tools of what came are the same, its texts are not.
 */
export const pairBases = ["same", "same end", "alike"] as const;
export type PairBasis = (typeof pairBases)[number];

/** One place of the common axis: a request of A and one of B, by their positions in the replays, or one alone. */
export type AlignedRow =
  | { readonly kind: "pair"; readonly a: number; readonly b: number; readonly basis: PairBasis }
  | { readonly kind: "only a"; readonly a: number }
  | { readonly kind: "only b"; readonly b: number };

export interface AlignedRequests {
  readonly rows: readonly AlignedRow[];
  readonly printsA: readonly SegmentPrints[];
  readonly printsB: readonly SegmentPrints[];
}

/** Worth of a pair: three that are merely alike do not outweigh one that is the same. */
const worths: Readonly<Record<PairBasis, number>> = { same: 25, "same end": 20, alike: 3 };
/** More for two that were both measured, less for both not: of a request and its repetition the one that succeeded. */
const measuredPair = 6;
const unmeasuredPair = 3;

/** Aligns the requests of two sessions by what they add to the history. Swapping the sessions swaps the sides, no more. */
export function alignRequests(a: ComparedSession, b: ComparedSession): AlignedRequests {
  const prints = new ItemPrints();
  const printsA = a.session.segments.map((segment) => prints.of(segment));
  const printsB = b.session.segments.map((segment) => prints.of(segment));
  const maker = new RequestKeyMaker();
  const keysA = maker.of(a, printsA);
  const keysB = maker.of(b, printsB);
  // Where several alignments are equally good, the same one is found whichever session is A.
  const rows = isBefore(b, a)
    ? rowsOf(inverted(pairsOf(keysB, keysA), keysA.whole.length), keysA, keysB)
    : rowsOf(pairsOf(keysA, keysB), keysA, keysB);
  return { rows, printsA, printsB };
}

function pairsOf(keysA: RequestKeys, keysB: RequestKeys): Int32Array {
  return alignSequences({
    keysA: keysA.whole,
    keysB: keysB.whole,
    worth: (a, b) => {
      const basis = basisOf(keysA, keysB, a, b);
      if (basis === undefined) return 0;
      const measured = (keysA.measured[a] ?? 0) + (keysB.measured[b] ?? 0);
      return worths[basis] + (measured === 2 ? measuredPair : measured === 0 ? unmeasuredPair : 0);
    },
  });
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
function isBefore(a: ComparedSession, b: ComparedSession): boolean {
  const [ofA, ofB] = [a.replay.requests, b.replay.requests];
  if (ofA.length !== ofB.length) return ofA.length < ofB.length;
  if (a.session.id !== b.session.id) return a.session.id < b.session.id;
  for (const [index, request] of ofA.entries()) {
    const other = ofB[index]?.ts ?? 0;
    if (request.ts !== other) return request.ts < other;
  }
  return false;
}
