import assert from "node:assert/strict";
import fc from "fast-check";
import { protectedStart } from "../../../src/core/prune/boundary";
import { recordedEstimates } from "../../../src/core/prune/prefixEstimates";
import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import { estimateSavings } from "../../../src/core/prune/savings";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";
import { chainBoundary, chainSavings } from "../../../src/core/prune/growingHistory";
import { RecordChain } from "../../../src/core/prune/recordChain";

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
        const chain = new RecordChain(records.length);
        for (const record of records) chain.append(record.length, record.tokens);
        const slow = new UsageRecords();
        for (const [index, record] of records.entries()) {
          slow.append({
            historyLength: itemCount(record.length),
            inputTokens: tokens(record.tokens),
          });
          for (const length of [record.length, record.length + 1, reach]) {
            if (length > reach || length < record.length) continue;
            const estimates = recordedEstimates(length, history.prefixBytes, slow);
            const expected = protectedStart(length, budget, estimates);
            const start = chainBoundary(history.prefixBytes, length, chain, index + 1, budget);
            assert.equal(start, expected);
            assert.equal(
              chainSavings(history, start, chain, index + 1),
              estimateSavings(history.removedBytes[start] ?? 0, length, history.prefixBytes, slow)
                .tokens,
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("appends in place of what was cleared as if it were new", () => {
    const chain = new RecordChain(3);
    for (const tokens of [5, 3, 9]) chain.append(1, tokens);
    chain.clear();
    chain.append(2, 7);
    chain.append(4, 6);
    assert.equal(chain.lastAtMost(2, 6), 2);
    assert.equal(chain.lastAtMost(2, 5), 0);
  });
});
