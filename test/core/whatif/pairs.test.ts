import assert from "node:assert/strict";
import { comparePair, scriptPairs, type PairResult } from "./pairs";

/** The same conversation under other settings, as the real agent had it. */
describe("what-if, re-simulated: sessions with one script predict each other", () => {
  const results: PairResult[] = [];
  before(async function () {
    this.timeout(240_000);
    for (const [from, to] of scriptPairs()) results.push(await comparePair(from, to));
  });

  it("there are pairs to compare", () => {
    assert.ok(results.length >= 16);
  });

  it("takes at least 98 % of the agent's decisions, for every pair", () => {
    for (const { from, to, requests, sameDecision } of results)
      assert.ok(sameDecision >= 0.98 * requests, `${from} → ${to}: ${sameDecision}/${requests}`);
  });

  it("leaves out the same set in at least 95 % of the requests, for every pair", () => {
    for (const { from, to, requests, sameSet } of results)
      assert.ok(sameSet >= 0.95 * requests, `${from} → ${to}: ${sameSet}/${requests}`);
  });

  it("gets the total of tokens within 1 %, for every pair", () => {
    for (const { from, to, tokens, trueTokens } of results)
      assert.ok(
        Math.abs(tokens / trueTokens - 1) < 0.01,
        `${from} → ${to}: ${tokens / trueTokens}`,
      );
  });

  it("calls at least 80 % of the requests certain, and at most 0.5 % of those wrongly", () => {
    const sum = (figure: "requests" | "certain" | "certainWrong") =>
      results.reduce((total, result) => total + result[figure], 0);
    assert.ok(sum("certain") >= 0.8 * sum("requests"));
    assert.ok(sum("certainWrong") <= 0.005 * sum("certain"));
  });

  it("says of many-default with pruning off what many-off cost, within 0.1 %", () => {
    const off = results.find(({ from, to }) => from === "many-default" && to === "many-off");
    assert.ok(off !== undefined && Math.abs(off.cost / off.trueCost - 1) < 0.001);
  });
});
