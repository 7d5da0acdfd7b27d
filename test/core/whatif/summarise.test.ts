import assert from "node:assert/strict";
import { off } from "../../../src/core/whatif/policies/off";
import { yoi } from "../../../src/core/whatif/policies/yoi";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { summarise } from "../../../src/core/whatif/summarise";
import { truth } from "../../support/fixtures";
import { resimulated } from "./pairs";

describe("what-if: summary", () => {
  it("counts what the truth shows", async () => {
    const resimulation = await resimulated("many-eager");
    const { replay } = resimulation.scenario;
    const outcome = resimulation.recordedSets();
    const summary = summarise(outcome, replay, defaultPrices, resimulation.contentTokens);
    const rows = truth("many-eager").evaluations;
    const sum = (value: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + value(row), 0);
    assert.equal(summary.requests, rows.length);
    assert.equal(
      summary.requestsLeavingOut,
      sum(({ pruned = [] }) => Number(pruned.length > 0)),
    );
    assert.equal(
      summary.prompt.total,
      sum(({ inputTokens = 0 }) => inputTokens),
    );
    assert.equal(summary.prompt.peak, Math.max(...rows.map(({ inputTokens = 0 }) => inputTokens)));
    let again = 0;
    let changes = 0;
    for (const [at, { pruned = [] }] of rows.entries()) {
      const before = rows[at - 1]?.pruned ?? [];
      const missing = before.filter((item) => !pruned.includes(item)).length;
      again += missing;
      if (missing > 0 || pruned.length !== before.length) changes++;
    }
    assert.equal(summary.resultsSentAgain, again);
    assert.equal(summary.setChanges, changes);
    assert.ok((summary.tokensSentAgain ?? 0) > 0 && (summary.tokensLeftOut ?? 0) > 0);
  });

  it("counts results that the model never saw", async () => {
    const resimulation = await resimulated("many-default");
    const { replay } = resimulation.scenario;
    const under = (protectedTokens: number) =>
      summarise(resimulation.mostLikely(yoi, [protectedTokens, 0]), replay).resultsNeverSeen;
    assert.ok(under(0) > 100);
    assert.equal(under(60_000), 0);
    assert.equal(summarise(resimulation.mostLikely(off, []), replay).resultsNeverSeen, 0);
  });
});
