import assert from "node:assert/strict";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import { recordedOutcome } from "../../../src/core/inspect/recordedOutcome";
import {
  changedRequests,
  comparedFigures,
  figuresOfMode,
  outcomeOff,
  runFigures,
} from "../../../src/core/inspect/whatIfComparison";
import { asRecorded } from "../../../src/core/whatif/asRecorded";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

describe("recorded and what-if side by side", () => {
  for (const name of fixtureNames())
    it(`${name}: the recorded settings change nothing where replay is exact`, async () => {
      const { session, replay } = await openFixture(name);
      const { settings } = truth(name);
      const recorded = recordedOutcome(
        session,
        replay,
        new ResultSets(session).recorded(replay).sets,
      );
      const inexact = replay.requests.some(
        (request) =>
          request.evaluation === undefined ||
          replay.segments[request.segment]?.evaluations[request.evaluation]?.agreement !== "exact",
      );
      if (settings === null || inexact) return;
      const again = asRecorded(session, replay, {
        protectedTokens: settings.protected_tokens,
        minSavings: settings.min_savings,
      });
      assert.equal(changedRequests(replay, new ResultSets(session), recorded, again), 0);
      assert.deepEqual(
        runFigures(replay, new ResultSets(session), again),
        runFigures(replay, new ResultSets(session), recorded),
      );
    });

  it("counts what the model's side saw", async () => {
    const { session, replay } = await openFixture("many-default");
    const recorded = recordedOutcome(
      session,
      replay,
      new ResultSets(session).recorded(replay).sets,
    );
    const figures = runFigures(replay, new ResultSets(session), recorded);
    const sets = truth("many-default").evaluations.map((row) => row.pruned ?? []);
    const bytes = session.segments[0]?.items.contentBytes;
    const sum = (items: readonly number[]) =>
      items.reduce((total, item) => total + (bytes?.[item] ?? 0), 0);
    const back = sets.map((set, at) => (sets[at - 1] ?? []).filter((item) => !set.includes(item)));
    assert.equal(figures.bytesLeftOut, sum(sets.flat()));
    assert.equal(figures.bytesSentAgain, sum(back.flat()));
    assert.equal(figures.resultsSentAgain, back.flat().length);
    assert.equal(figures.requestsSendingAgain, back.filter((set) => set.length > 0).length);
  });

  it("off leaves nothing out and sends nothing again", async () => {
    const { session, replay } = await openFixture("many-default");
    const recorded = recordedOutcome(
      session,
      replay,
      new ResultSets(session).recorded(replay).sets,
    );
    const off = outcomeOff(recorded);
    const figures = runFigures(replay, new ResultSets(session), off);
    for (const figure of ["fires", "requestsLeavingOut", "bytesLeftOut", "bytesSentAgain"] as const)
      assert.equal(figures[figure], 0);
    assert.equal(
      changedRequests(replay, new ResultSets(session), recorded, off),
      runFigures(replay, new ResultSets(session), recorded).requestsLeavingOut,
    );
  });

  it("shows measured tokens only where the mode predicts them", () => {
    assert.ok(!figuresOfMode("as recorded").includes("cost"));
    assert.deepEqual(figuresOfMode("re-simulated"), comparedFigures);
  });
});
