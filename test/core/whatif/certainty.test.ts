import assert from "node:assert/strict";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { runToEnd } from "../../../src/core/work";
import { syntheticSession } from "./syntheticSession";

/** Sessions whose tokens lie far from their weights: much is uncertain, and is to be called so. */
describe("what-if: certain and uncertain", () => {
  const settings = { protectedTokens: 8000, minSavings: 4096 };
  for (const recorded of [undefined, { protectedTokens: 30_000, minSavings: 20_000 }]) {
    const how = recorded === undefined ? "pruning off" : "cautious settings";
    it(`recorded with ${how}: what is called certain is right, and not all is called certain`, () => {
      let requests = 0;
      let right = 0;
      let certain = 0;
      let certainWrong = 0;
      for (let seed = 1; seed <= 8; seed++) {
        const options = { requests: 150, seed, deviation: 0.3 };
        const { session, replay } = syntheticSession({ ...options, settings: recorded });
        const truth = syntheticSession({ ...options, settings });
        const outcome = runToEnd(prepareResimulation(session, replay)).underSettings(settings);
        for (const [request, { pruned }] of truth.replay.requests.entries()) {
          const isRight = outcome.pruned[request]?.length === pruned.length;
          requests++;
          if (isRight) right++;
          if (outcome.certain[request] !== 1) continue;
          certain++;
          if (!isRight) certainWrong++;
        }
      }
      assert.ok(right > 0.8 * requests, `${right} of ${requests} right`);
      assert.ok(certain > 0.15 * requests, `${certain} of ${requests} certain`);
      assert.ok(certain < right, `${certain} certain, ${right} right`);
      assert.ok(certainWrong <= 0.005 * certain, `${certainWrong} of ${certain} wrong`);
    });
  }
});
