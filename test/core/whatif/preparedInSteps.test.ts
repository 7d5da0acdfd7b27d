import assert from "node:assert/strict";
import type { FitOptions } from "../../../src/core/whatif/fit/fit";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { syntheticSession } from "./syntheticSession";

describe("what-if: preparing a session", function () {
  this.timeout(240_000);
  const options: FitOptions = { samples: 4, seed: 1 };

  /** The share done after each step. */
  function sharesFor(requests: number): readonly number[] {
    const settings = { protectedTokens: 8000, minSavings: 4096 };
    const { session, replay } = syntheticSession({ requests, settings, seed: 3, deviation: 0.03 });
    return [...prepareResimulation(session, replay, options)];
  }

  it("says how far it is, and is never further back", () => {
    const shares = sharesFor(400);
    assert.ok(shares.length > 40 && shares.every((share) => share >= 0 && share <= 1));
    assert.ok((shares[0] ?? 1) < 0.1 && (shares.at(-1) ?? 0) > 0.9);
    assert.deepEqual(
      shares,
      shares.slice().sort((a, b) => a - b),
    );
  });

  it("takes more steps for a longer session, so that each stays short", () => {
    const steps = sharesFor(2000).length;
    const ofLong = sharesFor(16_000).length;
    assert.ok(ofLong > 1.5 * steps, `${ofLong} steps, and ${steps} for an eighth of it`);
  });
});
