import assert from "node:assert/strict";
import { inspectRequest, type CarriedFire } from "../../../src/core/inspect/inspectRequest";
import { requestLanes } from "../../../src/core/whatif/lanes";
import { fixtureNames } from "../../support/fixtures";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { rowAt } from "../../../src/core/session/rows";

/** The first evaluation whose id a measurement took that is not its own, by looking at all of them. */
function literally(
  { session, replay }: OpenedFixture,
  segment: number,
  measured: number,
): CarriedFire | undefined {
  for (const [position, { evaluations }] of replay.segments.entries())
    for (const [evaluation, { join, sent }] of evaluations.entries())
      if (
        join?.ownRequest === false &&
        join.segment === segment &&
        rowAt(session.segments[segment]?.joins, join.join)?.request === measured
      )
        return { segment: position, evaluation, sent };
  return undefined;
}

describe("a fire whose id another request's record took", () => {
  it("is what looking at every evaluation finds, in all recorded sessions", async () => {
    let carried = 0;
    for (const name of fixtureNames()) {
      const opened = await openFixture(name);
      const { session, replay } = opened;
      const lanes = requestLanes(session, replay);
      for (const [at, { segment, measured }] of replay.requests.entries()) {
        const carries = inspectRequest(session, replay, lanes, at)?.carries;
        const expected = measured === undefined ? undefined : literally(opened, segment, measured);
        assert.deepEqual(carries, expected, `${name}, request ${String(at)}`);
        if (carries !== undefined) carried += 1;
      }
    }
    assert.ok(carried > 0);
  });
});
