import assert from "node:assert/strict";
import { isObject } from "../../../src/core/log/json";
import { parseToPage, type ToPage } from "../../../src/core/protocol";
import type { SessionReplay } from "../../../src/core/replay/model";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { Mismatch } from "../../../src/core/shape";
import { SessionReceiver, type Receipt } from "../../../src/core/wire/sessionReceiver";
import { SessionSender } from "../../../src/core/wire/sessionSender";
import { fixture, fixtureNames } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";
import { onlySegmentLog } from "../../support/logFiles";
import { openFixture } from "../../support/openFixture";
import { readFile } from "node:fs/promises";
import { plain } from "../../support/plain";

/** What becomes of a message between two processes: JSON, with the buffers beside it, parsed at the other end. */
function travel(message: ToPage): ToPage {
  const buffers: ArrayBuffer[] = [];
  const json = JSON.stringify(message, (_, value: unknown) => {
    if (!(value instanceof ArrayBuffer)) return value;
    buffers.push(value.slice(0));
    return { buffer: buffers.length - 1 };
  });
  const arrived: unknown = JSON.parse(json, (_, value: unknown) => {
    const buffer = isObject(value) ? value["buffer"] : undefined;
    return typeof buffer === "number" ? buffers[buffer] : value;
  });
  const parsed = parseToPage(arrived);
  if (parsed instanceof Mismatch) throw new Error(parsed.toString());
  return parsed;
}

function take(receiver: SessionReceiver, message: ToPage): Receipt {
  assert.ok(message.type === "outline" || message.type === "columns" || message.type === "loaded");
  return receiver.take(message);
}

function sizeOf(message: ToPage): number {
  return message.type === "columns"
    ? message.parts.reduce((sum, { data }) => sum + data.byteLength, 0)
    : 0;
}

function deliver(receiver: SessionReceiver, messages: Iterable<ToPage>): Receipt {
  let last: Receipt | undefined;
  for (const message of messages) last = take(receiver, travel(message));
  assert.ok(last !== undefined);
  return last;
}

function received(receipt: Receipt): Extract<Receipt, { kind: "received" }> {
  if (receipt.kind !== "received") throw new Error(JSON.stringify(receipt));
  return receipt;
}

/** Replay as its type has it: the inherited records are whole requests in memory, of which two fields are promised. */
function asTyped(replay: SessionReplay): SessionReplay {
  return {
    ...replay,
    segments: replay.segments.map((segment) => ({
      ...segment,
      lineage: {
        ...segment.lineage,
        records: segment.lineage.records.map(({ historyLength, inputTokens }) => ({
          historyLength,
          inputTokens,
        })),
      },
    })),
  };
}

describe("a session in messages", () => {
  for (const name of fixtureNames())
    it(`${name} arrives as it was sent`, async () => {
      const { session, replay } = await openFixture(name);
      const messages = [...new SessionSender().messages(session, replay)];
      for (const message of messages) {
        assert.ok(sizeOf(message) <= 1 << 20);
        // VS Code takes 255 buffers a message.
        assert.ok(message.type !== "columns" || message.parts.length <= 255);
      }
      const { session: arrived, replay: arrivedReplay } = received(
        deliver(new SessionReceiver(), messages),
      );
      assert.deepEqual(arrived, plain(session));
      assert.deepEqual(arrivedReplay, asTyped(replay));
    });

  it("splits what is larger than a message", async () => {
    const { session, replay } = await openFixture("first");
    const [segment] = session.segments;
    assert.ok(segment !== undefined);
    const reason = "x".repeat(700_000);
    const place = {
      line: 1,
      offset: 0,
      byteLength: 1,
    } as Session["segments"][0]["unread"][0]["place"];
    const unread = [
      { place, what: "line" as const, reason, lost: "unknown" as const },
      { place, what: "metric" as const, reason, lost: "evaluation" as const },
    ];
    const large = { ...session, segments: [{ ...segment, unread }] };
    const messages = [...new SessionSender().messages(large, replay)];
    assert.ok(messages.filter(({ type }) => type === "columns").length > 2);
    for (const message of messages) assert.ok(sizeOf(message) <= 1 << 20);
    const { session: arrived } = received(deliver(new SessionReceiver(), messages));
    assert.deepEqual(arrived.segments[0]?.unread, unread);
  });
});

describe("a session that grows", () => {
  const states = async (): Promise<readonly Session[]> => {
    const bytes = await readFile(await onlySegmentLog(await fixture("long-loop")));
    const cuts = [0.3, 0.31, 1, 0.5].map((share) => bytes.subarray(0, bytes.length * share));
    return cuts.map((part) => assembleSession("s", [foldLog(part)], undefined));
  };

  it("sends what is new, and arrives whole, longer and shorter", async () => {
    const sender = new SessionSender();
    const receiver = new SessionReceiver();
    const sent: number[] = [];
    const earlier: { readonly arrived: Session; readonly session: Session }[] = [];
    for (const session of await states()) {
      const replay = replaySession(session);
      const messages = [...sender.messages(session, replay)];
      sent.push(messages.reduce((sum, message) => sum + sizeOf(message), 0));
      const { session: arrived, replay: arrivedReplay } = received(deliver(receiver, messages));
      assert.deepEqual(arrived, plain(session));
      assert.deepEqual(arrivedReplay, replay);
      // What was shown before must not change under whoever still holds it.
      earlier.push({ arrived, session });
      for (const state of earlier) assert.deepEqual(state.arrived, plain(state.session));
    }
    const [first, little, much] = sent;
    assert.ok(first !== undefined && little !== undefined && much !== undefined);
    assert.ok(little < first / 4, `${String(little)} of ${String(first)} bytes were sent again`);
    assert.ok(much > little);
  });

  it("sends everything to a page that was loaded anew", async () => {
    const [session] = await states();
    assert.ok(session !== undefined);
    const replay = replaySession(session);
    const sender = new SessionSender();
    deliver(new SessionReceiver(), sender.messages(session, replay));
    sender.reset();
    assert.deepEqual(
      received(deliver(new SessionReceiver(), sender.messages(session, replay))).session,
      plain(session),
    );
  });
});

describe("messages that do not fit together", () => {
  const messages = async (): Promise<readonly ToPage[]> => {
    const { session, replay } = await openFixture("first");
    return [...new SessionSender().messages(session, replay)];
  };

  it("a missing part is noticed", async () => {
    const all = await messages();
    const without = all.filter(({ type }) => type !== "columns");
    assert.equal(deliver(new SessionReceiver(), without).kind, "unusable");
  });

  it("parts of another generation are left alone", async () => {
    const receiver = new SessionReceiver();
    const [outline, ...rest] = await messages();
    assert.ok(outline !== undefined);
    take(receiver, outline);
    for (const message of rest) {
      assert.ok("generation" in message);
      assert.equal(take(receiver, { ...message, generation: 7 }).kind, "stale");
    }
    assert.equal(deliver(receiver, rest).kind, "received");
  });

  it("an outline that builds on what never came is refused", async () => {
    const [outline] = await messages();
    assert.ok(outline?.type === "outline");
    const arrays = outline.arrays.map((array) => ({ ...array, keep: array.length }));
    assert.equal(take(new SessionReceiver(), { ...outline, arrays }).kind, "unusable");
  });

  it("arrays of another kind, of another length or left out make the session unusable, without an exception", async () => {
    const all = await messages();
    const outline = all.find((message) => message.type === "outline");
    assert.ok(outline?.type === "outline");
    for (const [position, described] of outline.arrays.entries()) {
      const changes = [
        { ...described, name: `${described.name}?` },
        { ...described, length: described.length + 1 },
        ...(described.kind === "f64" && described.length > 0
          ? [{ ...described, kind: "u16" as const }]
          : []),
      ];
      for (const changed of changes) {
        const arrays = outline.arrays.with(position, changed);
        const receiver = new SessionReceiver();
        const receipts = all.map((message) =>
          take(receiver, message.type === "outline" ? { ...message, arrays } : message),
        );
        assert.notEqual(receipts.at(-1)?.kind, "received", changed.name);
      }
    }
  });

  it("words and numbers out of range are refused", async () => {
    const all = await messages();
    const outline = all.find((message) => message.type === "outline");
    assert.ok(outline?.type === "outline");
    const position = outline.arrays.findIndex(({ name }) => name.endsWith("evaluations.decision"));
    const damaged = all.map((message): ToPage => {
      if (message.type !== "columns") return message;
      const parts = message.parts.map((part) =>
        part.array === position
          ? { ...part, data: new Uint8Array(part.data.byteLength).fill(17).buffer }
          : part,
      );
      return { ...message, parts };
    });
    const receipt = deliver(new SessionReceiver(), damaged);
    assert.ok(receipt.kind === "unusable");
    assert.match(receipt.problem, /unknown word/);
  });
});
