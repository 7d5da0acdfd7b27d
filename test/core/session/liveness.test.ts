import assert from "node:assert/strict";
import { hasEnded } from "../../../src/core/session/liveness";
import { epochMs } from "../../../src/core/units";
import { fixtureNames } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

describe("whether a session has ended", () => {
  for (const name of fixtureNames())
    it(`${name}: the recorded session has; without its last run's end it has not`, async () => {
      const { session } = await openFixture(name);
      assert.equal(hasEnded(session), true);
      const segments = session.segments.map((segment) => ({
        ...segment,
        runs: segment.runs.map((run) => ({ ...run, end: undefined })),
      }));
      assert.equal(hasEnded({ ...session, segments }), false);
    });

  it("goes by the segment that was written last, wherever it stands", async () => {
    const { session } = await openFixture("forked");
    const [first] = session.segments;
    assert.ok(first !== undefined && session.segments.length === 3);
    const broken = first.runs.map((run) => ({ ...run, end: undefined }));
    const withFirst = (endTs: number) => ({
      ...session,
      segments: [{ ...first, runs: broken, endTs: epochMs(endTs) }, ...session.segments.slice(1)],
    });
    assert.equal(hasEnded(withFirst(Number.MAX_SAFE_INTEGER)), false);
    assert.equal(hasEnded(withFirst(0)), true);
  });
});
