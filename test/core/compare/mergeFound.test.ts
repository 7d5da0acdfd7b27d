import assert from "node:assert/strict";
import fc from "fast-check";
import { sides, type Side } from "../../../src/core/compare/comparedSession";
import { mergeFound, placeOfMatch, type FoundInSide } from "../../../src/core/compare/mergeFound";

/** Matches of one segment, items counted up, by the rows that sent them first. */
function foundAt(rows: readonly number[]): FoundInSide {
  return {
    segments: Uint32Array.from(rows, () => 0),
    items: Uint32Array.from(rows, (_, item) => item),
    rows: Int32Array.from(rows),
  };
}

const merged = (a: readonly number[], b: readonly number[]) =>
  mergeFound({ a: foundAt(a), b: foundAt(b) });

describe("matches of two sessions", () => {
  it("are walked by row, A's before B's in the same one", () => {
    assert.deepEqual(
      merged([0, 3, 3], [1, 3, 9]).map(({ side, item, row }) => [side, item, row]),
      [
        ["a", 0, 0],
        ["b", 0, 1],
        ["a", 1, 3],
        ["a", 2, 3],
        ["b", 1, 3],
        ["b", 2, 9],
      ],
    );
    assert.deepEqual(merged([], []), []);
    assert.deepEqual(
      merged([], [4]).map(({ side }) => side),
      ["b"],
    );
  });

  it("stand behind the match before them where no request sent them", () => {
    assert.deepEqual(
      merged([2, -1], [3]).map(({ side, row }) => [side, row]),
      [
        ["a", 2],
        ["a", undefined],
        ["b", 3],
      ],
    );
  });

  it("are all there once, each session's in its own order", () => {
    const rows = fc.array(fc.integer({ min: -1, max: 50 }), { maxLength: 40 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const matches = merged(a, b);
        const given: Readonly<Record<Side, readonly number[]>> = { a, b };
        for (const side of sides)
          assert.deepEqual(
            matches
              .filter((match) => match.side === side)
              .map(({ item, row }) => [item, row ?? -1]),
            given[side].map((row, item) => [item, row]),
          );
        for (const [at, match] of matches.entries())
          assert.equal(placeOfMatch(matches, { ...match }), at);
      }),
    );
  });

  it("are no longer there when they are not found again", () => {
    const [first] = merged([5], []);
    assert.equal(placeOfMatch(merged([], [5]), first), undefined);
    assert.equal(placeOfMatch([], undefined), undefined);
  });
});
