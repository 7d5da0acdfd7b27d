import assert from "node:assert/strict";
import * as v from "valibot";
import { policies } from "../../src/core/whatif/policies/all";
import { fixture, truth } from "../support/fixtures";
import { cliRows, runCli } from "../support/runCli";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The row as scripts know it: a field more, less or renamed fails. */
const row = v.strictObject({
  session: v.string(),
  policy: v.picklist(policies.map(({ id }) => id)),
  protectedTokens: v.nullable(count),
  minSavings: v.nullable(count),
  parameters: v.record(v.string(), count),
  requests: count,
  fires: count,
  inputTokens: count,
  peakInputTokens: v.nullable(count),
  cacheReadTokens: count,
  cacheWriteTokens: count,
  costInputTokens: v.nullable(count),
  timesSentAgain: count,
  requestsSendingAgain: count,
  setChanges: count,
  resultsNeverSeen: count,
});

describe("prunescope sweep", () => {
  let rows: readonly v.InferOutput<typeof row>[];
  before(async () => {
    rows = v.parse(v.array(row), await cliRows("sweep", await fixture("many-default")));
  });

  const point = (protectedTokens: number, minSavings: number) => {
    const found = rows.find(
      (one) =>
        one.policy === "yoi" &&
        one.protectedTokens === protectedTokens &&
        one.minSavings === minSavings,
    );
    assert.ok(found);
    return found;
  };

  it("has the recorded run among what it tries, as it was", () => {
    const { settings, evaluations } = truth("many-default");
    assert.ok(settings);
    const recorded = point(settings.protected_tokens, settings.min_savings);
    assert.equal(recorded.requests, evaluations.length);
    assert.equal(recorded.fires, evaluations.filter((one) => one.decision === "fired").length);
    assert.equal(
      recorded.inputTokens,
      evaluations.reduce((sum, one) => sum + (one.inputTokens ?? 0), 0),
    );
    let timesSentAgain = 0;
    for (const [at, { pruned = [] }] of evaluations.entries())
      for (const item of evaluations[at - 1]?.pruned ?? [])
        if (!pruned.includes(item)) timesSentAgain += 1;
    assert.equal(recorded.timesSentAgain, timesSentAgain);
  });

  it("comes close to what the same conversation measured without pruning", () => {
    const measured = truth("many-off").requests ?? [];
    const off = rows.find(({ policy }) => policy === "off");
    assert.ok(off);
    assert.equal(off.fires, 0);
    assert.equal(off.timesSentAgain, 0);
    const sum = (of: (request: (typeof measured)[number]) => number) =>
      measured.reduce((total, request) => total + of(request), 0);
    const near = (predicted: number, actual: number) => Math.abs(predicted / actual - 1) < 0.005;
    assert.ok(
      near(
        off.inputTokens,
        sum((one) => one.inputTokens),
      ),
    );
    assert.ok(
      near(
        off.cacheReadTokens,
        sum((one) => one.cacheReadTokens),
      ),
    );
  });

  it("tries every policy, and yoi's rule over both of its settings", () => {
    for (const { id } of policies)
      assert.ok(
        rows.some(({ policy }) => policy === id),
        id,
      );
    const yoi = rows.filter(({ policy }) => policy === "yoi");
    const distinct = (of: (one: (typeof yoi)[number]) => number | null) =>
      new Set(yoi.map(of)).size;
    assert.ok(distinct((one) => one.protectedTokens) > 5);
    assert.ok(distinct((one) => one.minSavings) > 5);
    assert.equal(
      new Set(rows.map((one) => JSON.stringify([one.policy, one.parameters]))).size,
      rows.length,
    );
  });

  it("tries one policy alone where a call names one, around the values that it sets", async () => {
    const target = await fixture("many-default");
    const args = ["--policy", "tool-budget", "--set", "user-turns=1", "--set", "min-prunable=700"];
    const own = v.parse(v.array(row), await cliRows("sweep", target, ...args));
    assert.ok(own.length > 5 && own.every(({ policy }) => policy === "tool-budget"));
    for (const { parameters } of own) {
      assert.equal(parameters["user-turns"], 1);
      assert.equal(parameters["min-prunable"], 700);
    }
    assert.ok(own.some(({ parameters }) => parameters["protected-output"] === 40_000));
    assert.ok(new Set(own.map(({ fires }) => fires)).size > 2, "the parameters have an effect");
    const yoi = ["--policy", "yoi", "--set", "protected-tokens=7777", "--set", "min-savings=555"];
    const ofAgent = v.parse(v.array(row), await cliRows("sweep", target, ...yoi));
    assert.ok(ofAgent.some((one) => one.protectedTokens === 7777 && one.minSavings === 555));
    const { stdout } = await runCli(["sweep", target, ...args]);
    assert.match(stdout, /The policy tool-budget alone\./);
  });

  it("names the best point and its reason to people", async () => {
    const { status, stdout } = await runCli(["sweep", await fixture("many-default")]);
    assert.equal(status, 0);
    assert.match(stdout, /^Mode: re-simulated/m);
    // What the model would never have been shown costs nothing to send: such points are no advice.
    const { settings } = truth("many-default");
    assert.ok(settings);
    const seen = point(settings.protected_tokens, settings.min_savings).resultsNeverSeen;
    const fair = rows.filter((one) => one.resultsNeverSeen <= seen);
    const cheapest = Math.min(...fair.map(({ costInputTokens }) => costInputTokens ?? Infinity));
    const best = /^Best: (\S+) .*costs [\d.]+ % less/m.exec(stdout)?.[1];
    assert.ok(fair.some((one) => one.policy === best && one.costInputTokens === cheapest));
  });
});
