import assert from "node:assert/strict";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { fireVerdicts } from "../../../src/core/whatif/verdicts";
import { resimulated } from "./pairs";

describe("a verdict's formula", () => {
  it("gives the balance of a measured session whose cache stays warm", async () => {
    const { cacheRead: r, cacheWrite: w } = defaultPrices;
    const resimulation = await resimulated("many-default");
    const { warm } = resimulation.cacheState();
    let compared = 0;
    for (const fire of fireVerdicts(resimulation, defaultPrices)) {
      const { verdict, rewrittenTokens: d, newlyLeftOutTokens: left } = fire;
      if (verdict.kind !== "never" || warm[fire.request] !== 1 || d === 0) continue;
      const net = r * left * verdict.afterRequests - (w - r) * d;
      assert.ok(
        Math.abs(net - fire.savedCost) < 0.02 * (w - r) * d + 50,
        `request ${String(fire.request)}`,
      );
      assert.ok((fire.neededRequests ?? Infinity) >= verdict.afterRequests - 0.5);
      compared++;
    }
    assert.ok(compared >= 10);
  });
});
