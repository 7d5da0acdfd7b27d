import assert from "node:assert/strict";
import { recordedOutcome } from "../../../src/core/inspect/recordedOutcome";
import { requestRows, sameRequests, type RequestRow } from "../../../src/core/inspect/requestRows";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import type { SessionReplay } from "../../../src/core/replay/model";
import { SessionReplayer } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";
import { growingSession, kinds } from "../replay/growingSession";

interface Figures {
  readonly session: Session;
  readonly replay: SessionReplay;
  readonly results: ResultSets;
  readonly rows: readonly RequestRow[];
  readonly outcome: WhatIfOutcome;
}

function figuresOf(session: Session, replay: SessionReplay, before?: Figures): Figures {
  const results = new ResultSets(session, before?.results);
  const { sets } = results.recorded(replay);
  const same = before === undefined ? 0 : sameRequests({ session, replay }, before);
  const rows = requestRows(session, replay, results, before && { made: before.rows, same });
  const earlier = before && { made: before.outcome, same };
  return {
    session,
    replay,
    results,
    rows,
    outcome: recordedOutcome(session, replay, sets, earlier),
  };
}

describe("rows and figures of a session that grows", function () {
  this.timeout(120_000);

  for (const [name, kind] of Object.entries(kinds))
    it(`are those of its newest state, ${name}`, () => {
      let kept = 0;
      for (let seed = 21; seed <= 25; seed++) {
        const replayer = new SessionReplayer();
        let before: Figures | undefined;
        for (const session of growingSession(seed, kind, 0.004)) {
          const replay = replayer.replay(session);
          const figures = figuresOf(session, replay, before);
          const fresh = figuresOf(session, replay);
          assert.deepEqual(figures.rows, fresh.rows, `seed ${String(seed)}`);
          assert.deepEqual(figures.outcome, fresh.outcome, `seed ${String(seed)}`);
          if (before !== undefined && figures.rows[0] === before.rows[0]) kept += 1;
          before = figures;
        }
      }
      // Else nothing was tried.
      assert.ok(kept > 10, String(kept));
    });
});
