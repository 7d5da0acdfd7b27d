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

  const cautious = { protectedTokens: 30_000, minSavings: 20_000 };

  it("where texts in a row are off alike, that is seen, and what is called certain is right", () => {
    let certain = 0;
    let certainWrong = 0;
    let seen = 0;
    for (let seed = 1; seed <= 16; seed++) {
      const options = { requests: 150, seed, deviation: 0.3, alike: 20 };
      const { session, replay } = syntheticSession({ ...options, settings: cautious });
      const truth = syntheticSession({ ...options, settings });
      const resimulation = runToEnd(prepareResimulation(session, replay));
      const outcome = resimulation.underSettings(settings);
      if (resimulation.fit.likeness > 0) seen++;
      for (const [request, { pruned }] of truth.replay.requests.entries()) {
        if (outcome.certain[request] !== 1) continue;
        certain++;
        if (outcome.pruned[request]?.length !== pruned.length) certainWrong++;
      }
    }
    assert.ok(seen >= 12, `seen in ${seen} of 16`);
    assert.ok(certain > 100);
    assert.ok(certainWrong <= 0.005 * certain, `${certainWrong} of ${certain} wrong`);
  });

  it("sees no likeness among texts that are off each for itself", () => {
    for (let seed = 1; seed <= 16; seed++)
      for (const recorded of [undefined, cautious]) {
        const options = { requests: 150, seed, deviation: 0.3, settings: recorded };
        const { session, replay } = syntheticSession(options);
        const { likeness } = runToEnd(prepareResimulation(session, replay)).fit;
        assert.ok(likeness < 0.1, `${likeness} with seed ${seed}`);
      }
  });
});
