import assert from "node:assert/strict";
import { SessionReplayer } from "../../../src/core/replay/replaySession";
import { SessionReceiver, type Receipt } from "../../../src/core/wire/sessionReceiver";
import { SessionSender } from "../../../src/core/wire/sessionSender";
import { growingSession, kinds } from "../replay/growingSession";

type Received = Extract<Receipt, { kind: "received" }>;

function send(
  [sender, receiver]: readonly [SessionSender, SessionReceiver],
  ...state: Parameters<SessionSender["messages"]>
): Received {
  let last: Receipt | undefined;
  for (const message of sender.messages(...state))
    if (message.type === "outline" || message.type === "columns" || message.type === "loaded")
      last = receiver.take(message);
  if (last?.kind !== "received") throw new Error(JSON.stringify(last));
  return last;
}

describe("messages about a session that grows", function () {
  this.timeout(240_000);

  for (const [name, kind] of Object.entries(kinds))
    it(`bring a page to each state as they would bring a new one, ${name}`, () => {
      let states = 0;
      let kept = 0;
      for (let seed = 1; seed <= 4; seed++) {
        const replayer = new SessionReplayer();
        const page = [new SessionSender(), new SessionReceiver()] as const;
        let before: { readonly shown: Received; readonly expected: Received } | undefined;
        for (const session of growingSession(seed, kind, 0.004)) {
          const replay = replayer.replay(session);
          const shown = send(page, session, replay);
          const expected = send([new SessionSender(), new SessionReceiver()], session, replay);
          const where = `seed ${String(seed)}`;
          assert.deepEqual(shown.session, expected.session, where);
          assert.deepEqual(shown.replay, expected.replay, where);
          if (before !== undefined) {
            // What a page still shows is not written over.
            assert.deepEqual(before.shown.session, before.expected.session, where);
            assert.deepEqual(before.shown.replay, before.expected.replay, where);
            if (shown.replay.requests[0] === before.shown.replay.requests[0]) kept += 1;
          }
          before = { shown, expected };
          states += 1;
        }
      }
      assert.ok(states > 100);
      // Else nothing was tried. Logs that are mended are sent anew.
      assert.ok(kept > states / 10, `${String(kept)} of ${String(states)} states went on`);
    });

  it("send everything again after messages that were broken off", () => {
    const page = [new SessionSender(), new SessionReceiver()] as const;
    let turn = 0;
    const kind = kinds["without any trouble"];
    assert.ok(kind !== undefined);
    for (const session of growingSession(5, kind, 0)) {
      turn += 1;
      const replay = new SessionReplayer().replay(session);
      if (turn % 4 === 0) page[0].messages(session, replay).next();
      else {
        const fresh = send([new SessionSender(), new SessionReceiver()], session, replay);
        assert.deepEqual(send(page, session, replay).replay, fresh.replay);
      }
    }
    assert.ok(turn > 20);
  });
});
