import assert from "node:assert/strict";
import * as fc from "fast-check";
import { alignSequences } from "../../../src/core/compare/alignSequences";
import { longestRising } from "../../../src/core/compare/longestRising";

const align = (a: readonly number[], b: readonly number[]) =>
  Array.from(
    alignSequences({
      keysA: Int32Array.from(a),
      keysB: Int32Array.from(b),
      worth: (at, other) => (a[at] === b[other] ? 1 : 0),
    }),
  );

/** Length of a longest common part, the slow and obvious way. */
function commonLength(a: readonly number[], b: readonly number[]): number {
  const lengths = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        a[i - 1] === b[j - 1]
          ? (lengths[i - 1]?.[j - 1] ?? 0) + 1
          : Math.max(lengths[i - 1]?.[j] ?? 0, row[j - 1] ?? 0);
    }
  return lengths[a.length]?.[b.length] ?? 0;
}

function checkOrder(pairs: readonly number[]): readonly number[] {
  const paired = pairs.filter((other) => other >= 0);
  for (const [at, other] of paired.entries())
    assert.ok(at === 0 || other > (paired[at - 1] ?? Infinity), "pairs keep the order");
  return paired;
}

describe("aligning two sequences", () => {
  const keys = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });

  it("pairs as many equal keys as a longest common part has, in order", () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const pairs = align(a, b);
        for (const [at, other] of pairs.entries()) if (other >= 0) assert.equal(a[at], b[other]);
        assert.equal(checkOrder(pairs).length, commonLength(a, b));
      }),
    );
  });

  it("pairs every element of a sequence with itself, and with what a part of it is", () => {
    fc.assert(
      fc.property(keys, fc.infiniteStream(fc.boolean()), (a, drops) => {
        assert.deepEqual(
          align(a, a),
          a.map((_, at) => at),
        );
        const part = a.filter(() => drops.next().value === true);
        assert.equal(checkOrder(align(a, part)).length, part.length);
      }),
    );
  });

  it("prefers what is worth more", () => {
    const pairs = alignSequences({
      keysA: Int32Array.of(1, 2),
      keysB: Int32Array.of(3, 4),
      worth: (a, b) => (a === 0 && b === 1 ? 5 : a === b ? 2 : 0),
    });
    assert.deepEqual(Array.from(pairs), [1, -1]);
  });

  it("stays exact in long sequences of which parts are lost on both sides", () => {
    const whole = Array.from({ length: 9000 }, (_, at) => (at % 7 === 0 ? -1 : at));
    const a = whole.filter((_, at) => at % 11 !== 3);
    const b = whole.filter((_, at) => at % 13 !== 5 && (at < 4000 || at > 4400));
    const inBoth = whole.filter(
      (_, at) => at % 11 !== 3 && at % 13 !== 5 && (at < 4000 || at > 4400),
    ).length;
    const paired = checkOrder(align(a, b));
    assert.ok(paired.length >= inBoth, `${String(paired.length)} of ${String(inBoth)}`);
  });

  it("comes to an end where long sequences have nothing that occurs once", () => {
    const a = Array.from({ length: 5000 }, (_, at) => at % 3);
    const b = Array.from({ length: 4000 }, (_, at) => (at + 1) % 3);
    assert.ok(checkOrder(align(a, b)).length > 3500);
    assert.ok(align(a, new Array<number>(3000).fill(9)).every((other) => other < 0));
  });
});

describe("the longest rising part", () => {
  it("is as long as any, and rises", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 40 }), (values) => {
        const chain = longestRising(values).map((position) => values[position] ?? NaN);
        for (const [at, value] of chain.entries())
          assert.ok(at === 0 || value > (chain[at - 1] ?? Infinity));
        const sorted = values.slice().sort((a, b) => a - b);
        assert.equal(chain.length, commonLength(values, sorted));
      }),
    );
  });
});
