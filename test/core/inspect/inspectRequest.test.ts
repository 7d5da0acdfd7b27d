import assert from "node:assert/strict";
import { inspectRequest, type Inspection } from "../../../src/core/inspect/inspectRequest";
import { inspectionJson } from "../../../src/core/inspect/inspectionJson";
import { requestLanes } from "../../../src/core/whatif/lanes";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { rowAt } from "../../../src/core/session/rows";

function inspections({ session, replay }: OpenedFixture): readonly Inspection[] {
  const lanes = requestLanes(session, replay);
  return replay.requests.map((_, index) => {
    const inspection = inspectRequest(session, replay, lanes, index);
    assert.ok(inspection !== undefined);
    return inspection;
  });
}

/** The chain done by hand, with whole numbers of any size. */
function check(inspection: Inspection): void {
  const { evaluation, historyLength } = inspection;
  const replayed = evaluation?.replay.replayed;
  const chain = evaluation?.chain;
  if (evaluation === undefined || replayed === undefined || chain === undefined) return;
  assert.equal(chain.total.tokens, replayed.total.tokens);
  const { tail, rate, protectedTokens } = chain;
  const start = chain.boundary.replayed;
  if (tail !== undefined && start !== undefined) {
    assert.equal(tail.beforeStart.tokens, replayed.beforeStart?.tokens);
    assert.equal(tail.tokens, Math.max(0, chain.total.tokens - tail.beforeStart.tokens));
    if (!tail.exhausted) assert.ok(tail.tokens >= protectedTokens);
    if (start < historyLength) assert.ok((tail.nextTokens ?? Infinity) < protectedTokens);
  }
  const savings =
    rate === undefined
      ? 0
      : Number((BigInt(chain.removedBytes) * BigInt(rate.tokens)) / BigInt(rate.bytes));
  assert.equal(chain.savings.replayed, savings);
  const candidates = chain.candidates.replayed ?? 0;
  const decision =
    candidates === 0
      ? "no_candidates"
      : savings >= chain.minSavings
        ? "fired"
        : "below_min_savings";
  assert.equal(evaluation.decision.replayed, decision);
}

describe("the inspected request", () => {
  for (const name of fixtureNames())
    it(`${name}: the chain can be done by hand, and agrees with the record where replay is exact`, async () => {
      const opened = await openFixture(name);
      const all = inspections(opened);
      for (const inspection of all) {
        check(inspection);
        const { evaluation } = inspection;
        if (evaluation?.replay.agreement !== "exact") continue;
        assert.equal(evaluation.decision.verdict, "agrees");
        assert.equal(evaluation.chain?.candidates.verdict, "agrees");
        if (evaluation.recorded.decision === "no_candidates") continue;
        assert.equal(evaluation.chain.boundary.verdict, "agrees");
        assert.equal(evaluation.chain.savings.verdict, "agrees");
      }
      const sent = truth(name).evaluations.filter((evaluation) => evaluation.sent);
      assert.equal(all.filter(({ evaluation }) => evaluation !== undefined).length, sent.length);
    });

  it("says what differs where the record holds something else", async () => {
    const opened = await openFixture("first");
    const segments = opened.session.segments.map((segment) => ({
      ...segment,
      evaluations: segment.evaluations.map((evaluation) =>
        evaluation.decision === "fired"
          ? {
              ...evaluation,
              candidateCount: (evaluation.candidateCount ?? 0) + 2,
              estimatedSavingsTokens: undefined,
            }
          : evaluation,
      ),
    }));
    const fires = inspections({ ...opened, session: { ...opened.session, segments } }).filter(
      ({ evaluation }) => evaluation?.recorded.decision === "fired",
    );
    assert.ok(fires.length > 0);
    for (const { evaluation } of fires) {
      const { candidates, savings, boundary } = evaluation?.chain ?? {};
      assert.equal(candidates?.verdict, "differs");
      assert.equal((candidates.recorded ?? 0) - (candidates.replayed ?? 0), 2);
      assert.equal(savings?.verdict, "not recorded");
      assert.equal(boundary?.verdict, "agrees");
    }
  });

  it("joins each fire with its own request's cache figures", async () => {
    let joined = 0;
    for (const name of fixtureNames()) {
      for (const { evaluation, measured } of inspections(await openFixture(name))) {
        const join = evaluation?.join;
        if (join?.ownRequest !== true) continue;
        joined++;
        assert.equal(join.post.cacheReadTokens, measured?.cacheReadTokens);
        assert.deepEqual(join.measured, measured);
      }
    }
    assert.ok(joined > 1000);
  });

  it("says which request carries the id of a fire that was never sent", async () => {
    for (const name of ["compacted-midway", "new-compacted"]) {
      const opened = await openFixture(name);
      const unsent = truth(name).evaluations.filter((row) => !row.sent && row.decision === "fired");
      const carrying = inspections(opened).filter(({ carries }) => carries !== undefined);
      assert.deepEqual(
        carrying.map(({ carries }) => [
          opened.session.segments[carries?.segment ?? -1]?.id,
          carries?.evaluation,
          carries?.sent,
        ]),
        unsent.map((row) => [row.segment, row.index, false]),
      );
      for (const { carries, segment, measured } of carrying) {
        assert.equal(segment, (carries?.segment ?? 0) + 1);
        assert.deepEqual(measured, rowAt(opened.session.segments[segment]?.requests, 0));
      }
    }
  });

  it("is undefined for a request that does not exist", async () => {
    const { session, replay } = await openFixture("first");
    const lanes = requestLanes(session, replay);
    for (const index of [-1, replay.requests.length, NaN])
      assert.equal(inspectRequest(session, replay, lanes, index), undefined);
  });

  it("is copied as JSON with everything that is shown", async () => {
    const all = inspections(await openFixture("many-default"));
    const fire = all.find(({ evaluation }) => evaluation?.recorded.decision === "fired");
    assert.ok(fire !== undefined);
    const copied: unknown = JSON.parse(inspectionJson(fire, [], "segment-name"));
    const { evaluation, ...place } = fire;
    const expected: unknown = JSON.parse(
      JSON.stringify({
        ...place,
        segmentId: "segment-name",
        decision: evaluation?.decision,
        agreement: "exact",
        differences: [],
        settings: evaluation?.settings,
        chain: evaluation?.chain,
        recorded: evaluation?.recorded,
        join: evaluation?.join,
        candidates: [],
      }),
    );
    assert.deepEqual(copied, expected);
  });
});
