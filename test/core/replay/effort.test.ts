import assert from "node:assert/strict";
import { effortFor, replaySession } from "../../../src/core/replay/replaySession";
import { factsOf } from "../../../src/core/replay/segmentFacts";
import { settleSession } from "../../../src/core/replay/settleSession";
import { longLog, longSession, withoutResult } from "./longLog";

const evaluations = 1200;

/** Steps that it takes to place a log: requests weighed at places, records told, pairs of counts gone through. */
function stepsFor(bytes: Uint8Array): number {
  const session = longSession(bytes);
  const effort = effortFor(session);
  settleSession(factsOf(session), undefined, effort);
  return effort.steps;
}

/** The log without every n-th line that names one of these. */
function without(log: Uint8Array, names: readonly string[], every: number): Uint8Array {
  let seen = 0;
  const kept = Buffer.from(log)
    .toString()
    .split("\n")
    .filter((line) => !names.some((name) => line.includes(`"${name}"`)) || ++seen % every !== 0);
  return Buffer.from(kept.join("\n"));
}

describe("effort of a replay", function () {
  this.timeout(240_000);

  const logs = {
    "one run": longLog({ evaluations, runLength: evaluations, seed: 1 }),
    "many runs": longLog({ evaluations, runLength: 12, seed: 2 }),
  };

  for (const [name, log] of Object.entries(logs)) {
    it(`is a few steps for each request of ${name} that is whole`, () => {
      assert.ok(stepsFor(log) <= 8 * evaluations);
      const { agreement } = replaySession(longSession(log));
      assert.equal(agreement.exact, evaluations);
    });

    const damaged = {
      "a result missing": withoutResult(log, 120, "missing"),
      "a result unreadable": withoutResult(log, 120, "unreadable"),
      "every second result missing": without(log, ["tool_result"], 2),
      "every second measurement missing": without(log, ["llm_usage"], 2),
      "no measurements": without(log, ["llm_usage"], 1),
      "every second evaluation missing": without(log, ["prune.fire", "prune.skip"], 2),
      "every twentieth line missing": without(log, ["kind"], 20),
    };
    for (const [what, bytes] of Object.entries(damaged))
      it(`is bounded for ${name} with ${what}, and everything has its place`, () => {
        const session = longSession(bytes);
        const [segment] = session.segments;
        assert.ok(segment !== undefined);
        // Requests and measurements, whatever is lost of one of them.
        const size = segment.evaluations.length + segment.requests.length;
        const steps = stepsFor(bytes);
        assert.ok(steps <= 700_000 + 250 * size, `${String(steps)} steps for ${String(size)}`);
        const { requests, segments } = replaySession(session);
        assert.deepEqual(
          requests.flatMap(({ measured }) => measured ?? []),
          segment.requests.map((_, index) => index),
        );
        assert.equal(segments[0]?.evaluations.length, segment.evaluations.length);
      });
  }

  it("still finds every place where one evaluation in two of a long run is lost", () => {
    const log = without(logs["one run"], ["prune.fire", "prune.skip"], 2);
    assert.equal(replaySession(longSession(log)).agreement.exact, evaluations / 2);
  });
});
