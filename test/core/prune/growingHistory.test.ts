import assert from "node:assert/strict";
import fc from "fast-check";
import { protectedStart } from "../../../src/core/prune/boundary";
import { recordedEstimates } from "../../../src/core/prune/prefixEstimates";
import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import { estimateSavings } from "../../../src/core/prune/savings";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";
import { growingBoundary, growingSavings } from "../../../src/core/prune/growingHistory";
import { GrowingRecords } from "../../../src/core/prune/growingRecords";

interface Scene {
  readonly sizes: readonly number[];
  readonly records: readonly { readonly length: number; readonly tokens: number }[];
  readonly budget: number;
  readonly spare: number;
}

/** Histories with growing records; some sizes and tokens so large that their products pass 2^53. */
const scenes: fc.Arbitrary<Scene> = fc
  .record({
    sizes: fc.array(fc.oneof(fc.nat(300), fc.nat(4_000_000), fc.constant(0)), { minLength: 1 }),
    steps: fc.array(
      fc.record({
        step: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(6)),
        tokens: fc.oneof(fc.nat(2000), fc.nat(4_000_000_000), fc.constant(0)),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    budget: fc.oneof(fc.constant(0), fc.nat(3000), fc.nat(4_000_000_000)),
    spare: fc.nat(5),
  })
  .map(({ sizes, steps, budget, spare }) => {
    let length = 1;
    const records = steps.map((step) => {
      length += step.step;
      return { length, tokens: step.tokens };
    });
    return { sizes, records, budget, spare };
  });

describe("what-if: the core without objects", () => {
  it("finds the core's boundary and savings, for any number of records known", () => {
    fc.assert(
      fc.property(scenes, ({ sizes, records, budget, spare }) => {
        const reach = (records[records.length - 1]?.length ?? 0) + spare;
        const wholeBytes = Array.from(
          { length: reach },
          (_, index) => sizes[index % sizes.length] ?? 0,
        );
        const history = pruneHistory({
          length: reach,
          wholeBytes,
          contentBytes: wholeBytes.map((size) => Math.floor(size / 2)),
          projectable: wholeBytes.map((_, index) => index % 2),
        });
        const growing = new GrowingRecords(records.length);
        const slow = new UsageRecords();
        for (const record of records) {
          growing.append(record.length, record.tokens);
          slow.append({
            historyLength: itemCount(record.length),
            inputTokens: tokens(record.tokens),
          });
          for (const length of [record.length, record.length + 1, reach]) {
            if (length > reach || length < record.length) continue;
            const estimates = recordedEstimates(length, history.prefixBytes, slow);
            // One after the other, so that each search begins where another budget's ended.
            for (const tried of [budget, Math.floor(budget / 3), 3 * budget, budget + 1]) {
              const expected = protectedStart(length, tried, estimates);
              const start = growingBoundary(history.prefixBytes, length, growing, tried);
              assert.equal(start, expected);
              assert.equal(
                growingSavings(history, start, growing),
                estimateSavings(history.removedBytes[start] ?? 0, length, history.prefixBytes, slow)
                  .tokens,
              );
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("appends in place of what was cleared as if it were new", () => {
    const records = new GrowingRecords(3);
    for (const [length, tokens] of [5, 3, 9].entries()) records.append(length + 1, tokens);
    assert.equal(records.lastShorterWithin(4), 2);
    records.clear();
    records.append(2, 7);
    records.append(4, 6);
    records.append(5, 8);
    assert.equal(records.lastShorterWithin(9), 2);
    assert.equal(records.lastShorterWithin(5), 0);
  });
});
