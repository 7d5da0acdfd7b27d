import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, everything, intersection, type Range } from "../../../src/core/replay/range";
import { commonRanges } from "../../../src/core/replay/settingSpans";

/** Few values, so that ends coincide; some ranges are empty, some open. */
const range = fc
  .record({ from: fc.nat(9), to: fc.oneof(fc.nat(9), fc.constant(Infinity)) })
  .map((of): Range => of);

/** The sets of ranges that share a value and that no further range could join, by trying every value. */
function literally(ranges: readonly Range[]): readonly Range[] {
  const sets = Array.from({ length: 11 }, (_, value) =>
    ranges.filter((each) => contains(each, value)),
  );
  const largest = sets.filter(
    (set, at) =>
      set.length > 0 &&
      sets.every(
        (other, position) =>
          position === at ||
          set.some((member) => !other.includes(member)) ||
          (other.length === set.length && position > at),
      ),
  );
  const common = largest
    .sort((a, b) => b.length - a.length)
    .map((set) => set.reduce(intersection, everything));
  return common.length > 0 ? common : [everything];
}

describe("what ranges have in common", () => {
  it("is what trying every value finds, the most members first", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        assert.deepEqual(commonRanges(ranges), literally(ranges));
      }),
      { numRuns: 2000 },
    );
  });
});
