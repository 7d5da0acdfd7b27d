import assert from "node:assert/strict";
import { requestLanes } from "../../../src/core/whatif/lanes";
import { recordedSets } from "../../../src/core/whatif/recordedSets";
import { syntheticSession } from "./syntheticSession";

describe("recorded sets", () => {
  const { session, replay } = syntheticSession({
    requests: 120,
    settings: { protectedTokens: 3000, minSavings: 500 },
    seed: 4,
    deviation: 0.03,
  });
  const lanes = requestLanes(session, replay);

  it("are the same whether requests name what they left out or how many", () => {
    const named = {
      ...replay,
      requests: replay.requests.map((request) => ({ ...request, prunedLeading: undefined })),
    };
    const counted = {
      ...replay,
      requests: replay.requests.map((request) => ({
        ...request,
        prunedLeading: request.pruned.length,
        get pruned(): never {
          throw new Error("the list was made");
        },
      })),
    };
    const sets = recordedSets(session, named, lanes);
    assert.ok(new Set(sets).size > 10);
    assert.deepEqual(recordedSets(session, counted, lanes), sets);
  });

  it("are not known where more is left out than there is", () => {
    const [first] = replay.requests;
    assert.ok(first !== undefined);
    const beyond = { ...replay, requests: [{ ...first, prunedLeading: 100_000 }] };
    assert.deepEqual(Array.from(recordedSets(session, beyond, lanes)), [-1]);
  });
});
