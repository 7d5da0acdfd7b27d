import assert from "node:assert/strict";
import { withoutTexts } from "../../../src/core/export/withoutTexts";
import { fatesOfRequests, type RequestFate } from "../../../src/core/replay/requestFates";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession } from "../../../src/core/session/session";
import { foldLog } from "../../support/foldLog";
import { fixtureNames, truth, type Truth } from "../../support/fixtures";
import { call, LogBuilder } from "../../support/logBuilder";
import { fixtureCopy, logLines, onlySegmentLog } from "../../support/logFiles";
import { openFixture } from "../../support/openFixture";

const fateOfAnswer: Readonly<
  Record<NonNullable<Truth["evaluations"][number]["answered"]>, RequestFate | undefined>
> = { ok: undefined, fail: "failed", cancel: "cancelled", cut: "cut" };

describe("fates of requests", () => {
  for (const name of fixtureNames())
    it(`${name}: are what the model's side saw, with texts and without`, async () => {
      const { session, replay } = await openFixture(name);
      const expected = new Map<string, RequestFate>();
      for (const { segment, index, sent, answered } of truth(name).evaluations) {
        const fate = fateOfAnswer[answered ?? "ok"];
        if (sent && fate !== undefined) expected.set(`${segment} ${String(index)}`, fate);
      }
      for (const state of [{ session, replay }, withoutTexts({ session, replay })]) {
        const found = new Map<string, RequestFate>();
        for (const [at, fate] of fatesOfRequests(state.session, state.replay).entries()) {
          const { segment, evaluation } = replay.requests[at] ?? { segment: -1 };
          if (fate !== undefined)
            found.set(`${String(session.segments[segment]?.id)} ${String(evaluation)}`, fate);
        }
        assert.deepEqual(found, expected);
      }
    });

  it("are not taken for cut where a tool's result could not be read", async () => {
    const data = await fixtureCopy("long-loop");
    const lines = await logLines(await onlySegmentLog(data));
    const results = lines.flatMap((line, at) =>
      line.startsWith('{"kind":"tool_result"') ? [at] : [],
    );
    assert.ok(results.length > 60);
    for (const broken of [0, 1, 30, 60].map((at) => results[at] ?? -1)) {
      const bytes = Buffer.from(
        lines.map((line, at) => `${at === broken ? line.slice(0, 40) : line}\n`).join(""),
      );
      const session = assembleSession("session", [foldLog(bytes)], undefined);
      assert.ok((session.segments[0]?.unread.length ?? 0) > 0);
      const fates = fatesOfRequests(session, replaySession(session));
      assert.ok(fates.length > 60);
      assert.deepEqual(
        fates.filter((fate) => fate !== undefined),
        [],
      );
    }
  });

  it("tell a failure where no request was ever measured, and none where a measured request's tool was stopped", () => {
    const asked = call("c1", "read_file", "{}");
    const never = new LogBuilder().start().invoke().userInput("hello");
    never.metric("prune.skip", never.ts, { dimensions: { reason: "no_candidates" } });
    never.runErrored("no route to host");
    const stopped = new LogBuilder().start().invoke().userInput("hello").item(asked);
    stopped.metric("prune.skip", stopped.ts - 150, { dimensions: { reason: "no_candidates" } });
    stopped.usage(1, 100).runErrored("Cancelled");
    const fates = [never, stopped].map((log) => {
      const session = assembleSession("session", [foldLog(log.bytes())], undefined);
      return fatesOfRequests(session, replaySession(session));
    });
    assert.deepEqual(fates, [["failed"], [undefined]]);
  });
});
