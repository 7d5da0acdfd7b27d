import assert from "node:assert/strict";
import { milliseconds } from "../../../src/core/units";
import type { Resimulation } from "../../../src/core/whatif/resimulate";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";
import { resimulated } from "./pairs";
import { rowAt } from "../../../src/core/session/rows";

/** What two prompts have in common, item by item in the form sent, counted literally. */
function literalCommon(
  { scenario, fit }: Resimulation,
  outcome: WhatIfOutcome,
  before: number,
  request: number,
): number {
  const segment = scenario.segment[request] ?? 0;
  const tokens = fit.segments[segment];
  assert.ok(tokens !== undefined);
  const formOf = (which: number) => {
    const out = new Set(outcome.pruned[which]);
    return (item: number) => (out.has(item) ? "left out" : "sent");
  };
  const then = formOf(before);
  const now = formOf(request);
  let sum = tokens.overheadTokens;
  for (let item = 0; item < (scenario.sentLength[before] ?? 0); item++) {
    if (then(item) !== now(item)) break;
    sum += (tokens.rest[item] ?? 0) + (now(item) === "sent" ? (tokens.content[item] ?? 0) : 0);
  }
  return sum;
}

describe("what-if: the prompt cache", () => {
  for (const name of ["many-default", "thinking-wide", "new-images-default", "rewound"]) {
    it(`${name}: reads what the prompt has in common with the one before, while warm`, async () => {
      const resimulation = await resimulated(name);
      const warmth = { kind: "lifetime", lifetime: milliseconds(Infinity) } as const;
      const { before } = resimulation.cacheState(warmth);
      for (const settings of [
        { protectedTokens: 8000, minSavings: 4096 },
        { protectedTokens: 1000, minSavings: 1 },
      ]) {
        const outcome = resimulation.underSettings(settings, warmth);
        for (let request = 0; request < resimulation.scenario.count; request++) {
          const earlier = before[request] ?? -1;
          const prompt = outcome.inputTokens[request] ?? NaN;
          const read = outcome.cacheReadTokens[request] ?? NaN;
          assert.equal(read + (outcome.cacheWriteTokens[request] ?? NaN), prompt);
          const expected =
            earlier < 0
              ? 0
              : Math.min(prompt, literalCommon(resimulation, outcome, earlier, request));
          assert.ok(
            Math.abs(read - expected) <= 12 + 0.002 * expected,
            `request ${request}: ${read} and ${expected}`,
          );
        }
      }
    });
  }

  it("is cold as the log shows it, or where the gap is longer than the lifetime", async () => {
    const resimulation = await resimulated("restarted");
    const { session, replay, ts } = resimulation.scenario;
    const recorded = resimulation.cacheState();
    const byTime = resimulation.cacheState({
      kind: "lifetime",
      lifetime: milliseconds(60_000),
    });
    let cold = 0;
    for (const [index, { segment, measured }] of replay.requests.entries()) {
      const read = rowAt(session.segments[segment]?.requests, measured)?.cacheReadTokens;
      if (read === 0) cold++;
      if (read !== undefined) assert.equal(recorded.warm[index], read > 0 ? 1 : 0);
      const earlier = byTime.before[index] ?? -1;
      assert.equal(
        byTime.warm[index],
        earlier >= 0 && (ts[index] ?? 0) - (ts[earlier] ?? 0) <= 60_000 ? 1 : 0,
      );
    }
    assert.ok(cold > 1, "the fixture has pauses that outlive the cache");
  });

  it("a cold cache reads nothing and writes everything", async () => {
    const resimulation = await resimulated("many-off");
    const outcome = resimulation.underSettings(
      { protectedTokens: 1e9, minSavings: 0 },
      { kind: "lifetime", lifetime: milliseconds(0) },
    );
    assert.ok(outcome.cacheReadTokens.every((read) => read === 0));
    assert.deepEqual(outcome.cacheWriteTokens, outcome.inputTokens);
  });
});
