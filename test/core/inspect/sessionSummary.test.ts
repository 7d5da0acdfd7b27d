import assert from "node:assert/strict";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import { nextFire, requestRows } from "../../../src/core/inspect/requestRows";
import { summariseSession } from "../../../src/core/inspect/sessionSummary";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture, type OpenedFixture } from "../../support/openFixture";

function rowsOf({ session, replay }: OpenedFixture) {
  return requestRows(session, replay, new ResultSets(session));
}

describe("the session's summary", () => {
  for (const name of fixtureNames())
    it(`${name}: decisions and content sent again as the model's side saw them`, async () => {
      const opened = await openFixture(name);
      const rows = rowsOf(opened);
      const summary = summariseSession(opened.session, opened.replay, rows);
      const { evaluations } = truth(name);
      const decided = (decision: string) =>
        evaluations.filter((row) => row.decision === decision).length;
      assert.equal(summary.fires, decided("fired"));
      assert.equal(summary.noCandidates, decided("no_candidates"));
      assert.equal(summary.belowMinSavings, decided("below_min_savings"));
      assert.equal(summary.notSent, evaluations.filter((row) => !row.sent).length);
      const sent = evaluations.filter((row) => row.sent);
      assert.equal(
        summary.fires - summary.firesNotSent,
        sent.filter((row) => row.decision === "fired").length,
      );
      const again = sent.filter((row, at) => {
        const before = sent[at - 1];
        return (
          before?.segment === row.segment &&
          (before.pruned ?? []).some((item) => !(row.pruned ?? []).includes(item))
        );
      });
      assert.equal(summary.requestsSendingAgain, again.length);
      assert.equal(
        summary.requestsLeavingOut,
        sent.filter((row) => (row.pruned ?? []).length > 0).length,
      );
    });

  it("adds up what was measured", async () => {
    const opened = await openFixture("many-default");
    const rows = rowsOf(opened);
    const summary = summariseSession(opened.session, opened.replay, rows);
    const requests = opened.session.segments.flatMap((segment) => [...segment.requests]);
    const sum = (numbers: readonly (number | undefined)[]) =>
      numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
    assert.equal(summary.peak?.tokens, Math.max(...requests.map((row) => row.inputTokens)));
    assert.equal(rows[summary.peak.request]?.inputTokens, summary.peak.tokens);
    assert.equal(summary.final?.tokens, requests.at(-1)?.inputTokens);
    assert.equal(summary.cache?.readTokens, sum(requests.map((row) => row.cacheReadTokens)));
    assert.equal(summary.cache.inputTokens, sum(requests.map((row) => row.inputTokens)));
    assert.equal(summary.measured, requests.length);
  });

  it("has no figure where nothing was measured", async () => {
    const opened = await openFixture("first");
    const segments = opened.session.segments.map((segment) => ({ ...segment, requests: [] }));
    const requests = opened.replay.requests.map((row) => ({ ...row, measured: undefined }));
    const session = { ...opened.session, segments };
    const replay = { ...opened.replay, requests };
    const rows = requestRows(session, replay, new ResultSets(session));
    const { peak, final, cache, measured } = summariseSession(session, replay, rows);
    assert.deepEqual(
      { peak, final, cache, measured },
      {
        peak: undefined,
        final: undefined,
        cache: undefined,
        measured: 0,
      },
    );
  });
});

describe("walking fires", () => {
  it("finds the next in each direction, from anywhere and from the ends", async () => {
    const rows = rowsOf(await openFixture("many-default"));
    const fires = rows.filter((row) => row.decision === "fired").map((row) => row.request);
    assert.equal(nextFire(rows, undefined, 1), fires[0]);
    assert.equal(nextFire(rows, undefined, -1), fires.at(-1));
    for (const { request } of rows) {
      assert.equal(
        nextFire(rows, request, 1),
        fires.find((fire) => fire > request),
      );
      assert.equal(nextFire(rows, request, -1), fires.filter((fire) => fire < request).at(-1));
    }
  });
});
