import { alignInSteps } from "./alignSequences";
import type { SegmentPrints } from "./itemPrints";
import type { Steps } from "./steps";

/** For each item of one segment the same, or an alike one, of another; −1 for none. Keeps the order. */
export type ItemMatch = Int32Array;

/** Matches the items of two segments, in steps. */
export function* matchItems(
  a: SegmentPrints,
  b: SegmentPrints,
  steps: Steps,
): Generator<number, ItemMatch> {
  return yield* alignInSteps(
    {
      keysA: a.same,
      keysB: b.same,
      worth: (atA, atB) =>
        a.same[atA] === b.same[atB] ? 4 : a.alike[atA] === b.alike[atB] ? 1 : 0,
    },
    steps,
  );
}
