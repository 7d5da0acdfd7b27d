import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import { tokens } from "../../../src/core/units";
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
});
