import assert from "node:assert/strict";
import fc from "fast-check";
import { estimateBasis } from "../../../src/core/inspect/estimateBasis";
import type { EstimateSource } from "../../../src/core/prune/estimates";
import { recordedEstimates } from "../../../src/core/prune/prefixEstimates";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";

const sources: Readonly<Record<ReturnType<typeof estimateBasis>["kind"], EstimateSource>> = {
  start: "measured",
  measured: "measured",
  after: "extrapolated",
  between: "interpolated",
  flat: "interpolated",
  before: "interpolated",
  "no data": "no data",
};

const record = (historyLength: number, inputTokens: number) => ({
  historyLength: itemCount(historyLength),
  inputTokens: tokens(inputTokens),
});

describe("the basis of an estimate", () => {
  it("gives the core's tokens and source, whatever the order and lengths of the records", () => {
    const scene = fc.record({
      sizes: fc.array(fc.oneof(fc.nat(200), fc.constant(0), fc.nat(2 ** 31)), { maxLength: 30 }),
      records: fc.array(
        fc.record({ length: fc.nat(36), tokens: fc.oneof(fc.nat(5000), fc.nat(2 ** 40)) }),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(scene, ({ sizes, records: given }) => {
        const prefixBytes = [0];
        for (const size of sizes) prefixBytes.push((prefixBytes.at(-1) ?? 0) + size);
        const list = given.map(({ length, tokens: count }) => record(length, count));
        const records = new UsageRecords();
        for (const one of list) records.append(one);
        const estimates = recordedEstimates(sizes.length, prefixBytes, records);
        for (let index = 0; index <= sizes.length; index++) {
          const basis = estimateBasis(index, sizes.length, prefixBytes, list);
          const { tokens: expected, source } = estimates.at(index);
          assert.equal(basis.tokens, expected);
          assert.equal(sources[basis.kind], source);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("names what a reader needs to do it again", () => {
    const prefixBytes = [0, 100, 300, 700];
    const between = estimateBasis(2, 3, prefixBytes, [record(1, 50), record(3, 170)]);
    assert.deepEqual(between, {
      kind: "between",
      tokens: 50 + Math.floor((200 * 120) / 600),
      lower: { historyLength: 1, tokens: 50, bytes: 100 },
      upper: { historyLength: 3, tokens: 170, bytes: 700 },
      bytesSince: 200,
    });
    assert.deepEqual(estimateBasis(3, 3, prefixBytes, [record(2, 60)]), {
      kind: "after",
      tokens: 160,
      lower: { historyLength: 2, tokens: 60, bytes: 300 },
      bytesSince: 400,
    });
  });
});
