import assert from "node:assert/strict";
import * as fc from "fast-check";
import { countOfCode } from "../../../src/core/timeline/codeCounts";
import { contentLooks } from "../../../src/core/timeline/contentLooks";
import { extremesOf } from "../../../src/core/timeline/extremes";
import { cellFlags, moreSevere } from "../../../src/core/timeline/looks";
import { lowerBound } from "../../../src/core/timeline/ranges";
import { models } from "./arbitrarySketch";

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -50, max: 50 }) },
  {
    weight: 1,
    arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e9, max: 1e9 }),
  },
  { weight: 1, arbitrary: fc.constant(NaN) },
);

describe("what is kept about spans", () => {
  it("equals a look at every row: least, greatest, the first that has them, sum and number", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 400 }), fc.nat(), fc.nat(), (values, a, b) => {
        const column = Float64Array.from(values);
        const from = a % (values.length + 1);
        const to = from + (b % (values.length - from + 1));
        const rows = values.map((_, row) => row).slice(from, to);
        const known = rows.filter((row) => !Number.isNaN(values[row]));
        const found = extremesOf(column, { from, to });
        assert.equal(found.count, known.length);
        if (known.length === 0) return;
        const of = (row: number) => values[row] ?? NaN;
        const least = Math.min(...known.map(of));
        const greatest = Math.max(...known.map(of));
        assert.ok(found.least === least && found.greatest === greatest);
        assert.equal(
          found.leastAt,
          known.find((row) => of(row) === least),
        );
        assert.equal(
          found.greatestAt,
          known.find((row) => of(row) === greatest),
        );
        const sum = known.reduce((total, row) => total + of(row), 0);
        const size = known.reduce((total, row) => total + Math.abs(of(row)), 0);
        assert.ok(Math.abs(found.sum - sum) <= 1e-12 * size);
      }),
      { numRuns: 1000 },
    );
  });

  it("counts the codes of a span", () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 3, maxLength: 300 }), fc.nat(), fc.nat(), (codes, a, b) => {
        const from = a % (codes.length + 1);
        const to = from + (b % (codes.length - from + 1));
        for (let code = 0; code < 4; code++)
          assert.equal(
            countOfCode(codes, code, 4, { from, to }),
            codes.subarray(from, to).filter((each) => each === code).length,
          );
      }),
    );
  });

  it("shows of merged requests the severest look of each, whichever spans were asked for before", () => {
    fc.assert(
      fc.property(
        models,
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }),
        (model, spans) => {
          for (const [a, b] of spans) {
            const from = a % model.length;
            const to = from + 1 + (b % (model.length - from));
            const merged = contentLooks(model, { from, to }, undefined);
            const alone = Array.from({ length: to - from }, (_, at) =>
              contentLooks(model, { from: from + at, to: from + at + 1 }, undefined),
            );
            for (let position = 0; position < 40; position++) {
              const each = alone.map((looks) => lookAt(looks, position));
              const worst = each.reduce(moreSevere);
              const differs = each.some((look) => look !== each[0]);
              assert.equal(lookAt(merged, position), worst | (differs ? cellFlags.partial : 0));
            }
          }
        },
      ),
    );
  });
});

function lookAt({ bounds, looks }: ReturnType<typeof contentLooks>, position: number): number {
  return looks[lowerBound(bounds, position + 1) - 1] ?? -1;
}
