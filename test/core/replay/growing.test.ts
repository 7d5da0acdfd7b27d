import assert from "node:assert/strict";
import type { ReplayedEvaluation } from "../../../src/core/replay/model";
import { replaySession, SessionReplayer } from "../../../src/core/replay/replaySession";
import { growingFixture } from "../../support/growingFixture";
import { growingSession, kinds } from "./growingSession";

function evaluationsOf(replay: ReturnType<typeof replaySession>): readonly ReplayedEvaluation[] {
  return replay.segments.flatMap(({ evaluations }) => evaluations);
}

describe("replay of a session that grows", function () {
  this.timeout(240_000);

  for (const [name, kind] of Object.entries(kinds))
    for (const damage of [0, 0.01])
      it(`is that of its newest state, ${name}${damage > 0 ? " and unreadable lines" : ""}`, () => {
        let all = 0;
        let kept = 0;
        for (let seed = 1; seed <= 8; seed++) {
          const replayer = new SessionReplayer();
          let before: ReadonlySet<ReplayedEvaluation> = new Set();
          for (const session of growingSession(seed, kind, damage)) {
            const replay = replayer.replay(session);
            assert.deepEqual(replay, replaySession(session), `seed ${String(seed)}`);
            const evaluations = evaluationsOf(replay);
            all += evaluations.length;
            kept += evaluations.filter((evaluation) => before.has(evaluation)).length;
            before = new Set(evaluations);
          }
        }
        assert.ok(all > 500);
        // Else nothing was tried. Logs that are mended are replayed anew.
        const least = name === "without any trouble" && damage === 0 ? all / 2 : all / 10;
        assert.ok(kept > least, `${String(kept)} of ${String(all)} kept`);
      });

  for (const name of ["many-default", "compacted-midway"])
    it(`${name}: is that of its newest state, with the settings that metadata claims and without`, async () => {
      const claimed = new SessionReplayer();
      const inferred = new SessionReplayer();
      for await (const session of growingFixture(name, 40)) {
        assert.deepEqual(claimed.replay(session), replaySession(session));
        const bare = { ...session, metadata: undefined };
        assert.deepEqual(inferred.replay(bare), replaySession(bare));
      }
    });

  it("begins anew where another log stands under the same name", () => {
    const replayer = new SessionReplayer();
    for (const seed of [3, 4, 3])
      for (const session of growingSession(seed, kinds["without any trouble"] ?? missing(), 0)) {
        const named = { ...session, id: "one" };
        assert.deepEqual(replayer.replay(named), replaySession(named));
      }
  });

  it("takes other settings from metadata that changes", async () => {
    const replayer = new SessionReplayer();
    let turn = 0;
    for await (const session of growingFixture("many-default", 60)) {
      turn += 1;
      const seen = turn % 3 === 0 ? { ...session, metadata: undefined } : session;
      assert.deepEqual(replayer.replay(seen), replaySession(seen));
    }
  });
});

function missing(): never {
  throw new Error("no such kind");
}
