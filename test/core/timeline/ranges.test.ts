import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  contains,
  difference,
  intersection,
  lowerBound,
  positionsOf,
  rangeColumn,
  rangesAt,
  sizeOf,
  sumOver,
  union,
  type Ranges,
} from "../../../src/core/timeline/ranges";

const sets = fc.uniqueArray(fc.nat({ max: 40 })).map((values) => values.sort((a, b) => a - b));
const everything = Uint32Array.from({ length: 41 }, (_, value) => value);
const rangesOf = (values: readonly number[]): Ranges => positionsOf(values, everything);

function listed(ranges: Ranges): readonly number[] {
  return Array.from(everything).filter((value) => contains(ranges, value));
}

describe("ranges of positions", () => {
  it("hold what they were made of, in as few ranges as can be", () => {
    fc.assert(
      fc.property(sets, (values) => {
        const ranges = rangesOf(values);
        assert.deepEqual(listed(ranges), values);
        assert.equal(sizeOf(ranges), values.length);
        for (let at = 1; at < ranges.length; at++)
          assert.ok((ranges[at - 1] ?? 0) < (ranges[at] ?? 0), "ranges ascend and do not touch");
      }),
    );
  });

  it("combine as sets do", () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [first, second] = [rangesOf(a), rangesOf(b)];
        const both = [...new Set([...a, ...b])].sort((x, y) => x - y);
        assert.deepEqual(union(first, second), rangesOf(both));
        assert.deepEqual(
          difference(first, second),
          rangesOf(a.filter((each) => !b.includes(each))),
        );
        assert.deepEqual(
          intersection(first, second),
          rangesOf(a.filter((each) => b.includes(each))),
        );
      }),
    );
  });

  it("sum a quantity by its running sums", () => {
    fc.assert(
      fc.property(sets, (values) => {
        const prefix = Float64Array.from({ length: 42 }, (_, count) => (count * (count - 1)) / 2);
        const expected = values.reduce((sum, value) => sum + value, 0);
        assert.equal(sumOver(rangesOf(values), prefix), expected);
      }),
    );
  });

  it("pass over items that are not among the listed ones", () => {
    assert.deepEqual(positionsOf([1, 4, 6, 7, 9], Uint32Array.of(4, 7, 9, 12)), [0, 3]);
    assert.deepEqual(positionsOf([2, 3], Uint32Array.of(4, 7)), []);
    assert.deepEqual(positionsOf([4, 9], Uint32Array.of(4, 7, 9)), [0, 1, 2, 3]);
  });

  it("come back from a column, row by row", () => {
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 6 }), (rows) => {
        const column = rangeColumn(rows.map(rangesOf));
        for (const [row, values] of rows.entries())
          assert.deepEqual(listed(rangesAt(column, row)), values);
      }),
    );
  });

  it("find the first value that is not below another", () => {
    fc.assert(
      fc.property(sets, fc.nat({ max: 45 }), (values, wanted) => {
        const found = values.findIndex((value) => value >= wanted);
        assert.equal(lowerBound(values, wanted), found < 0 ? values.length : found);
      }),
    );
  });
});
