import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import { itemCount, tokens } from "../../../src/core/units";
import { asRecorded } from "../../../src/core/whatif/asRecorded";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { openFixture } from "../../support/openFixture";

describe("replay of a log with prompts as large as numbers go", () => {
  for (const small of [3410, 3411, 3412, 3413])
    it(`comes to an end where prompts of ${String(small)} tokens stand beside them`, async () => {
      const { session } = await openFixture("first");
      const segments = session.segments.map((segment) => ({
        ...segment,
        requests: segment.requests.map((request, index) => ({
          ...request,
          inputTokens: tokens(index < 2 ? small + index : Number.MAX_SAFE_INTEGER),
        })),
        // Nothing was far enough back: the least budget for which that holds lies near the end of numbers.
        evaluations: segment.evaluations.map((evaluation) => ({
          ...evaluation,
          decision: "no_candidates" as const,
          candidateCount: undefined,
          protectedStart: undefined,
          estimatedSavingsTokens: undefined,
        })),
      }));
      const replay = replaySession({ ...session, metadata: undefined, segments });
      assert.equal(replay.agreement.evaluations, 5);
    });

  for (const where of [2, 4, undefined])
    it(`takes a length beyond 32 bits as one beyond the history, ${where === undefined ? "at the end" : `at request ${String(where)}`}`, async () => {
      const { session } = await openFixture("first");
      const [segment] = session.segments;
      assert.ok(segment !== undefined);
      const outcomes = [2 ** 30, 2 ** 31 + 3, 2 ** 32 + 3, Number.MAX_SAFE_INTEGER].map(
        (length) => {
          const at = where ?? segment.requests.length - 1;
          const requests = segment.requests.map((request, index) =>
            index === at ? { ...request, historyLength: itemCount(length) } : request,
          );
          const hostile = { ...session, segments: [{ ...segment, requests }] };
          const replay = replaySession(hostile);
          const settings = { protectedTokens: 500, minSavings: 100 };
          const { decision, protectedStart, candidateCount } = asRecorded(
            hostile,
            replay,
            settings,
          );
          const closed = resimulationOf(hostile, replay).underSettings(settings);
          return {
            open: { decision, protectedStart, candidateCount },
            closed: [closed.decision, closed.protectedStart, closed.candidateCount],
            agreement: replay.agreement,
          };
        },
      );
      for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    });
});
