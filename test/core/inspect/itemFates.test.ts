import assert from "node:assert/strict";
import fc from "fast-check";
import { itemFates } from "../../../src/core/inspect/itemFates";
import { syntheticSession } from "../whatif/syntheticSession";

const { session, replay } = syntheticSession({
  requests: 40,
  settings: undefined,
  seed: 2,
  deviation: 0,
});
const projectable = Array.from(session.segments[0]?.items.projectable ?? []).flatMap((can, item) =>
  can === 1 ? [item] : [],
);

/** What a request leaves out: the first so many results, or any of them. */
const leftOut = fc.oneof(
  fc.nat(projectable.length).map((count) => projectable.slice(0, count)),
  fc.subarray(projectable),
);

describe("the fates of results", () => {
  it("are what following each of them through every request gives", () => {
    fc.assert(
      fc.property(fc.array(leftOut, { minLength: 40, maxLength: 40 }), (sets) => {
        const columns = sets.map((set) => Uint32Array.from(set));
        const fates = itemFates(session, replay, columns, 0);
        for (const [at, item] of projectable.entries()) {
          const isOut = sets.map((set) => set.includes(item));
          assert.equal(fates.firstLeftOut[at], isOut.indexOf(true));
          const returns = isOut.filter((out, request) => !out && isOut[request - 1] === true);
          assert.equal(fates.cameBack[at], returns.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
