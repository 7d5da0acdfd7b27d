import assert from "node:assert/strict";
import { costTotals } from "../../../src/core/whatif/costTotals";
import { defaultPrices, pricePresets, promptCost } from "../../../src/core/whatif/prices";
import { fireSavings } from "../../../src/core/whatif/realisedSavings";
import { fireVerdicts } from "../../../src/core/whatif/verdicts";
import { resimulated } from "./pairs";

describe("what-if: cost and verdicts", () => {
  it("bills the three parts of a prompt", () => {
    const prices = { ...defaultPrices, cacheRead: 0.1, cacheWrite: 1.25 };
    assert.equal(promptCost(1000, 600, 300, prices), 100 + 60 + 375);
    assert.ok(Number.isNaN(promptCost(1000, NaN, 0, prices)));
    const noCache = pricePresets.find(({ id }) => id === "no-cache");
    assert.equal(noCache && promptCost(1000, 600, 300, noCache.prices), 1000);
  });

  it("each fire that leaves out more has a verdict, and the verdict follows from what came after", async () => {
    for (const name of ["many-default", "many-eager", "thinking-wide", "restarted-forked"]) {
      const resimulation = await resimulated(name);
      const { leftOut, segment, count } = resimulation.scenario;
      const verdicts = fireVerdicts(resimulation, defaultPrices);
      const grew: number[] = [];
      const before = new Map<number, number>();
      for (let request = 0; request < count; request++) {
        const now = leftOut[request] ?? 0;
        if (now > (before.get(segment[request] ?? 0) ?? 0)) grew.push(request);
        before.set(segment[request] ?? 0, now);
      }
      assert.deepEqual(
        verdicts.map(({ request }) => request),
        grew,
      );
      for (const { verdict, savedCost, newlyLeftOutTokens } of verdicts) {
        assert.ok(newlyLeftOutTokens > 0);
        if (verdict.kind === "never" || verdict.kind === "not yet") assert.ok(savedCost < 0);
        if (verdict.kind === "not yet" && verdict.moreRequests !== undefined)
          assert.ok(verdict.moreRequests > 0);
      }
    }
  });

  it("needs ((w − r) / r) · D / R requests by the formula, and none on a cold cache", async () => {
    const resimulation = await resimulated("restarted");
    const verdicts = fireVerdicts(resimulation, defaultPrices);
    const { warm } = resimulation.cacheState();
    const cold = verdicts.filter(({ request }) => warm[request] === 0);
    const others = verdicts.filter(({ request }) => warm[request] === 1);
    assert.ok(cold.length > 0 && others.length > 0);
    assert.ok(cold.every(({ neededRequests }) => neededRequests === 0));
    for (const { neededRequests, rewrittenTokens, newlyLeftOutTokens } of others)
      assert.ok(
        Math.abs((neededRequests ?? NaN) - (11.5 * rewrittenTokens) / newlyLeftOutTokens) < 1e-9,
      );
  });

  it("with reads that cost nothing, or prices without a cache, nothing breaks", async () => {
    const resimulation = await resimulated("many-default");
    for (const { prices } of pricePresets)
      assert.equal(fireVerdicts(resimulation, prices).length, 50);
    const free = fireVerdicts(resimulation, { ...defaultPrices, cacheRead: 0 });
    assert.ok(
      free.every(({ neededRequests }) => neededRequests === undefined || neededRequests === 0),
    );
  });

  it("many-default cost 3.4 times what it costs with pruning off", async () => {
    const totals = costTotals(await resimulated("many-default"), defaultPrices);
    assert.ok(totals.measured !== undefined);
    assert.equal((totals.measured / totals.pruningOff).toFixed(1), "3.4");
    assert.ok(Math.abs(totals.recorded / totals.measured - 1) < 0.001);
  });

  it("realised savings are the tokens that the fire really left out", async () => {
    const resimulation = await resimulated("many-default");
    const { leftOut, segment } = resimulation.scenario;
    const savings = fireSavings(resimulation);
    assert.equal(savings.length, 86);
    for (const { request, realisedTokens, estimatedTokens } of savings) {
      const removed = resimulation.removedTokens(segment[request] ?? 0);
      const fitted = removed?.[leftOut[request] ?? 0] ?? NaN;
      assert.ok(Math.abs(realisedTokens - fitted) < 5 + 0.01 * fitted);
      assert.ok(estimatedTokens > 0);
    }
  });
});
