import assert from "node:assert/strict";
import { extendOutcome } from "../../../src/core/lab/extendOutcome";
import { asRecorded } from "../../../src/core/whatif/asRecorded";
import { openFixture } from "../../support/openFixture";

describe("an outcome for a session that grew", () => {
  it("keeps what was predicted, and predicts nothing for what came since", async () => {
    const { session, replay } = await openFixture("many-default");
    const outcome = asRecorded(session, replay, { protectedTokens: 6000, minSavings: 2000 });
    const count = outcome.decision.length;
    const longer = extendOutcome(outcome, count + 2);
    for (const column of ["decision", "protectedStart", "inputTokens", "certain"] as const) {
      assert.equal(longer[column].length, count + 2);
      assert.deepEqual(longer[column].subarray(0, count), outcome[column]);
    }
    assert.deepEqual(longer.pruned.slice(0, count), outcome.pruned);
    for (const request of [count, count + 1]) {
      assert.equal(longer.decision[request], 0);
      assert.equal(longer.protectedStart[request], -1);
      assert.equal(longer.inputTokens[request], NaN);
      assert.equal(longer.certain[request], 0);
      assert.equal(longer.pruned[request]?.length, 0);
    }
    assert.deepEqual(extendOutcome(longer, count), outcome);
  });
});
