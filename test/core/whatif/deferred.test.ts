import assert from "node:assert/strict";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { Session } from "../../../src/core/session/session";
import { certainty, certaintyOf } from "../../../src/core/whatif/outcome";
import { defaultValues, policies } from "../../../src/core/whatif/policies/all";
import { yoi } from "../../../src/core/whatif/policies/yoi";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { summarise } from "../../../src/core/whatif/summarise";
import { openFixture } from "../../support/openFixture";
import { syntheticSession } from "./syntheticSession";

/** More requests than run between two steps, and much that is uncertain. */
const synthetic = () =>
  syntheticSession({
    requests: 2500,
    settings: { protectedTokens: 30_000, minSavings: 20_000 },
    seed: 5,
    deviation: 0.3,
  });

function ended(work: Generator<number, Uint8Array>): {
  readonly shares: readonly number[];
  readonly certain: Uint8Array;
} {
  const shares: number[] = [];
  for (;;) {
    const next = work.next();
    if (next.done === true) return { shares, certain: next.value };
    shares.push(next.value);
  }
}

describe("what-if: certainty after the decisions", () => {
  const sessions: readonly [string, () => Promise<{ session: Session; replay: SessionReplay }>][] =
    [
      ["a long session", async () => await Promise.resolve(synthetic())],
      ["a session of many segments", async () => await openFixture("forked")],
      ["a session with pruning off", async () => await openFixture("many-off")],
    ];
  for (const [what, open] of sessions)
    it(`gives for ${what} what the whole answer has, whatever runs in between`, async () => {
      const { session, replay } = await open();
      const resimulation = resimulationOf(session, replay);
      for (const policy of policies) {
        const values = defaultValues(policy);
        const whole = resimulation.underPolicy(policy, values);
        const { outcome, certainty: work } = resimulation.underPolicyDeferred(policy, values);
        assert.ok(outcome.certain.every((value) => value === certainty.pending));
        assert.deepEqual({ ...outcome, certain: whole.certain }, whole);
        // A question that is dropped half-way, one that is answered meanwhile, and a run of the same rule.
        const dropped = resimulation.underPolicyDeferred(policy, values).certainty;
        work.next();
        dropped.next();
        work.next();
        resimulation.mostLikely(policy, values);
        resimulation.underSettings({ protectedTokens: 1000, minSavings: 0 });
        assert.deepEqual(ended(work).certain, whole.certain, policy.id);
      }
    });

  it("comes in many small steps", () => {
    const { session, replay } = synthetic();
    const resimulation = resimulationOf(session, replay);
    const { certainty: work, certaintyRequests } = resimulation.underPolicyDeferred(
      yoi,
      [8000, 4096],
    );
    const { shares, certain } = ended(work);
    const { samples } = resimulation.fit;
    assert.equal(certaintyRequests, 2500 * samples.length);
    assert.equal(shares.length, 3 * samples.length);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.ok(shares.every((share) => share >= 0 && share < 1));
    assert.ok(certain.includes(certainty.no) && certain.includes(certainty.yes));
  });

  it("is counted nowhere until it is there", async () => {
    const { session, replay } = await openFixture("many-off");
    const values = [8000, 4096];
    const resimulation = resimulationOf(session, replay);
    const { outcome, certainty: work } = resimulation.underPolicyDeferred(yoi, values);
    assert.equal(summarise(outcome, replay).uncertain, undefined);
    assert.equal(certaintyOf(outcome, 0), "pending");
    const whole = { ...outcome, certain: ended(work).certain };
    const uncertain = whole.certain.filter((value) => value === certainty.no).length;
    assert.deepEqual(summarise(whole, replay), { ...summarise(outcome, replay), uncertain });
    const counts = { yes: 0, no: 0, pending: 0 };
    for (let request = 0; request < whole.certain.length; request++)
      counts[certaintyOf(whole, request)]++;
    assert.deepEqual(counts, { yes: whole.certain.length - uncertain, no: uncertain, pending: 0 });
    assert.equal(certaintyOf(whole, whole.certain.length), "no");
  });
});
