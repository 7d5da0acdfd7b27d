import assert from "node:assert/strict";
import fc from "fast-check";
import { protectedStart } from "../../../src/core/prune/boundary";
import type { PrefixEstimates } from "../../../src/core/prune/estimates";
import { evaluate } from "../../../src/core/prune/evaluate";
import { MeasuredLengths } from "../../../src/core/prune/measuredLengths";
import { MinTree } from "../../../src/core/prune/minTree";
import { recordedEstimates } from "../../../src/core/prune/prefixEstimates";
import { pruneHistory, type ItemSizes } from "../../../src/core/prune/pruneHistory";
import { UsageRecords, type UsageRecord } from "../../../src/core/prune/usageRecords";
import { recordsOf, usageRecord } from "./histories";
import { listedEstimates } from "./listedEstimates";
import { ceiling, twinEstimate, twinProtectedStart, type TwinEstimate } from "./twin";

/** Numbers from 0 to 1 in a fixed order: for scenes too large for fast-check to shrink. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function prefixesOf(sizes: readonly number[]): number[] {
  const prefix = [0];
  let sum = 0;
  for (const size of sizes) prefix.push((sum += size));
  return prefix;
}

function listed(estimates: PrefixEstimates): TwinEstimate[] {
  return Array.from({ length: estimates.length }, (_, i) => {
    const { tokens, source } = estimates.at(i);
    return { tokens: BigInt(tokens), source };
  });
}

/** Every answer of the search against looking at each index in turn. */
function searchAgrees(estimates: PrefixEstimates, limits: readonly number[]): void {
  const values = Array.from({ length: estimates.length }, (_, i) => estimates.at(i));
  const scanned = listedEstimates(values);
  for (const limit of limits)
    for (let until = -1; until < values.length; until++) {
      assert.equal(
        estimates.lastAtMost(limit, until),
        scanned.lastAtMost(limit, until),
        `last at most ${String(limit)} up to ${String(until)}`,
      );
      assert.equal(estimates.lastWithoutData(until), scanned.lastWithoutData(until));
    }
}

/** Limits at, just below and just above each estimate, and at the ends of the range. */
function tellingLimits(estimates: PrefixEstimates): number[] {
  const limits = new Set([0, Number.MAX_SAFE_INTEGER]);
  for (let i = 0; i < estimates.length; i++)
    for (const by of [-1, 0, 1]) limits.add(Math.max(0, estimates.at(i).tokens + by));
  return [...limits];
}

const scene = fc.record({
  sizes: fc.array(fc.oneof(fc.nat(400), fc.constant(0)), { maxLength: 30, size: "max" }),
  records: fc.array(
    fc.record({
      place: fc.nat(1000),
      tokens: fc.oneof(fc.nat(300), fc.nat(8), fc.nat(100_000)),
    }),
    { maxLength: 30, size: "max" },
  ),
});

describe("the searches behind the boundary", function () {
  this.timeout(120_000);

  it("find what looking at every index finds", () => {
    fc.assert(
      fc.property(scene, ({ sizes, records }) => {
        const prefixBytes = prefixesOf(sizes);
        const known = recordsOf(
          records.map(({ place, tokens }) => usageRecord(place % (sizes.length + 3), tokens)),
        );
        const estimates = recordedEstimates(sizes.length, prefixBytes, known);
        searchAgrees(estimates, tellingLimits(estimates));
      }),
      { numRuns: 1000, seed: 20260804 },
    );
  });

  it("give the boundary of the walk at every length, while records are appended one by one", () => {
    fc.assert(
      fc.property(scene, ({ sizes, records }) => {
        const prefixBytes = prefixesOf(sizes);
        const growing = new UsageRecords();
        const soFar: UsageRecord[] = [];
        for (const { place, tokens } of records) {
          const record = usageRecord(place % (sizes.length + 3), tokens);
          growing.append(record);
          soFar.push(record);
          const twinRecords = soFar.map(({ historyLength, inputTokens }) => ({
            historyLength,
            inputTokens: BigInt(inputTokens),
          }));
          const n = place % (sizes.length + 1);
          const prefix = prefixBytes.slice(0, n + 1).map(BigInt);
          const expected = prefix.map((_, i) => twinEstimate(prefix, twinRecords, i));
          const estimates = recordedEstimates(n, prefixBytes, growing);
          assert.deepEqual(listed(estimates), expected);
          assert.deepEqual(
            listed(recordedEstimates(n, prefixBytes, recordsOf(soFar))),
            expected,
            "appended between queries or all at once, the records answer the same",
          );
          const total = estimates.at(n).tokens;
          for (const budget of [0, 1, tokens, total - tokens, total, total + 1, total >> 1])
            if (budget >= 0)
              assert.equal(
                protectedStart(n, budget, estimates),
                twinProtectedStart(n, BigInt(budget), expected),
                `budget ${String(budget)} of ${String(total)}`,
              );
        }
      }),
      { numRuns: 2000, seed: 20260805 },
    );
  });

  it("are as if they had never known the records that are taken back", () => {
    const move = fc.record({
      place: fc.nat(1000),
      tokens: fc.oneof(fc.nat(300), fc.nat(8), fc.nat(100_000)),
      // How many of the records known by then are taken back first.
      back: fc.oneof(fc.constant(0), fc.constant(0), fc.nat(30)),
    });
    const moves = fc.array(move, { maxLength: 30, size: "max" });
    fc.assert(
      fc.property(scene, moves, ({ sizes }, all) => {
        const prefixBytes = prefixesOf(sizes);
        const known = new UsageRecords();
        const list: UsageRecord[] = [];
        for (const { place, tokens, back } of all) {
          list.length = Math.max(0, list.length - back);
          known.takeBack(list.length);
          const record = usageRecord(place % (sizes.length + 3), tokens);
          list.push(record);
          known.append(record);
        }
        const estimates = recordedEstimates(sizes.length, prefixBytes, known);
        const records = list.map(({ historyLength, inputTokens }) => ({
          historyLength,
          inputTokens: BigInt(inputTokens),
        }));
        const prefix = prefixBytes.map(BigInt);
        assert.equal(known.count, list.length);
        assert.deepEqual(
          listed(estimates),
          prefix.map((_, i) => twinEstimate(prefix, records, i)),
        );
        searchAgrees(estimates, tellingLimits(estimates));
      }),
      { numRuns: 1000, seed: 20260807 },
    );
  });

  for (const order of ["ascending", "repeated", "falling", "shuffled", "two interleaved"] as const)
    it(`agree with the walk where hundreds of records are ${order}`, () => {
      const random = sequence(order.length);
      const n = 500;
      const sizes = Array.from({ length: n }, () =>
        random() < 0.2 ? 0 : Math.floor(random() ** 4 * 20_000),
      );
      const prefixBytes = prefixesOf(sizes);
      const lengths = Array.from({ length: 400 }, (_, at) => {
        switch (order) {
          case "ascending":
            return at;
          case "repeated":
            return 5 * Math.floor(at / 5);
          case "falling":
            return n + 10 - at;
          case "shuffled":
            return Math.floor(random() * (n + 10));
          case "two interleaved":
            return at % 2 === 0 ? at : n - at;
        }
      });
      const records = new UsageRecords();
      const soFar: { historyLength: number; inputTokens: bigint }[] = [];
      for (const [at, length] of lengths.entries()) {
        // A pruned request measures less than the one before it: the series rises and drops.
        const inputTokens = Math.floor((length * 40 + 500) * (random() < 0.3 ? 0.4 : 1));
        records.append(usageRecord(length, inputTokens));
        soFar.push({ historyLength: length, inputTokens: BigInt(inputTokens) });
        if (at % 37 !== 0) continue;
        const length_ = Math.floor(random() * (n + 1));
        const prefix = prefixBytes.slice(0, length_ + 1).map(BigInt);
        const expected = prefix.map((_, i) => twinEstimate(prefix, soFar, i));
        const estimates = recordedEstimates(length_, prefixBytes, records);
        assert.deepEqual(listed(estimates), expected);
        for (let step = 0; step < 60; step++) {
          const budget = Math.floor(random() ** 3 * 30_000);
          assert.equal(
            protectedStart(length_, budget, estimates),
            twinProtectedStart(length_, BigInt(budget), expected),
          );
        }
      }
    });

  it("stay at 2^53 − 1 where the agent's 64 bits go on, and are exact just below", () => {
    const prefixBytes = [0, 400, 800, 1200];
    const at = (tokens: number, i: number) =>
      recordedEstimates(3, prefixBytes, recordsOf([usageRecord(1, tokens)])).at(i).tokens;
    const top = Number.MAX_SAFE_INTEGER;
    assert.equal(at(top - 100, 2), top);
    assert.equal(at(top - 101, 2), top - 1);
    assert.equal(at(top - 99, 2), top);
    assert.equal(at(top, 3), top);
    assert.equal(BigInt(top), ceiling);
  });

  it("keep every digit of products beyond 2^53", () => {
    const prefixBytes = [0, 1_000_003, 3_000_011];
    const tokens = 9_007_199_254_740_881;
    const estimates = recordedEstimates(2, prefixBytes, recordsOf([usageRecord(2, tokens)]));
    assert.equal(
      BigInt(estimates.at(1).tokens),
      (1_000_003n * 9_007_199_254_740_881n) / 3_000_011n,
    );
  });

  it("take a history that is longer than the evaluation sees as if it ended there", () => {
    const items: ItemSizes = {
      length: 6,
      wholeBytes: [40, 900, 40, 900, 40, 900],
      contentBytes: [0, 800, 0, 800, 0, 800],
      projectable: [0, 1, 0, 1, 0, 1],
    };
    const records = recordsOf([usageRecord(1, 30), usageRecord(5, 700), usageRecord(6, 900)]);
    const cut: ItemSizes = { ...items, length: 4 };
    for (const protectedTokens of [0, 1, 100, 400, 10_000])
      assert.deepEqual(
        evaluate(pruneHistory(items), 4, records, { protectedTokens, minSavings: 1 }),
        evaluate(pruneHistory(cut), 4, records, { protectedTokens, minSavings: 1 }),
      );
  });
});

describe("the measured lengths", () => {
  it("give the last that a scan finds, measured and not, while lengths come and go", () => {
    const length = fc.oneof(
      fc.nat(70),
      fc.nat(5000),
      fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1),
    );
    const step = fc.record({ length, tokens: fc.oneof(fc.nat(20), fc.constant(Infinity)) });
    const untils = fc.array(fc.oneof(fc.nat(70), fc.nat(6000)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: "max" }), untils, (steps, given) => {
        const lengths = new MeasuredLengths();
        const tokensOf = new Map<number, number>();
        for (const { length, tokens } of steps) {
          lengths.set(length, tokens);
          if (tokens === Infinity) tokensOf.delete(length);
          else tokensOf.set(length, tokens);
        }
        for (const until of [-1, 0, 1, 63, 64, 128, 2 ** 31 - 1, ...given]) {
          let unmeasured = until;
          while (tokensOf.has(unmeasured)) unmeasured -= 1;
          assert.equal(lengths.lastUnmeasured(until), unmeasured);
          for (let limit = -1; limit <= 20; limit += 3) {
            const found = [...tokensOf].filter(([at, tokens]) => at <= until && tokens <= limit);
            assert.equal(
              lengths.lastAtMost(limit, until),
              Math.max(-1, ...found.map(([at]) => at)),
            );
          }
        }
      }),
      { numRuns: 500, seed: 20260808 },
    );
  });
});

describe("the tree of minima", () => {
  it("finds the last position that a scan finds, while values are set and set again", () => {
    const step = fc.record({ at: fc.nat(300), value: fc.oneof(fc.nat(20), fc.constant(Infinity)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
        const tree = new MinTree();
        const values = new Array<number>(301).fill(Infinity);
        for (const { at, value } of steps) {
          tree.set(at, value);
          values[at] = value;
        }
        for (let limit = -1; limit <= 20; limit += 3)
          for (const until of [-1, 0, 1, 62, 63, 64, 65, 127, 128, 200, 300, 5000])
            assert.equal(
              tree.lastAtMost(limit, until),
              values.findLastIndex((value, position) => position <= until && value <= limit),
            );
      }),
      { numRuns: 500, seed: 20260806 },
    );
  });
});
