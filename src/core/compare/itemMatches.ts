import { alignSequences } from "./alignSequences";
import type { SegmentPrints } from "./itemPrints";

/** For an item of one segment the same, or an alike one, of another; −1 for none. */
export type ItemMatch = Int32Array;

/** Matches items of pairs of segments, each pair once, when it is asked for. */
export class ItemMatches {
  readonly #printsA: readonly SegmentPrints[];
  readonly #printsB: readonly SegmentPrints[];
  readonly #known = new Map<string, ItemMatch>();

  constructor(printsA: readonly SegmentPrints[], printsB: readonly SegmentPrints[]) {
    this.#printsA = printsA;
    this.#printsB = printsB;
  }

  /** Items of a segment of A in a segment of B. */
  between(segmentA: number, segmentB: number): ItemMatch {
    const name = `${segmentA} ${segmentB}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const [a, b] = [this.#printsA[segmentA], this.#printsB[segmentB]];
    const match = a === undefined || b === undefined ? new Int32Array(0) : matched(a, b);
    this.#known.set(name, match);
    return match;
  }
}

function matched(a: SegmentPrints, b: SegmentPrints): ItemMatch {
  return alignSequences({
    keysA: a.same,
    keysB: b.same,
    worth: (atA, atB) => (a.same[atA] === b.same[atB] ? 4 : a.alike[atA] === b.alike[atB] ? 1 : 0),
  });
}
