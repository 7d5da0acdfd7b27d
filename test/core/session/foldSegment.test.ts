import assert from "node:assert/strict";
import fc from "fast-check";
import { SegmentFold } from "../../../src/core/session/foldSegment";
import { itemFlags } from "../../../src/core/session/itemColumns";
import type { Segment } from "../../../src/core/session/segment";
import { decodeUtf8, foldLog } from "../../support/foldLog";
import { assistant, call, LogBuilder, result, user } from "../../support/logBuilder";
import { plain } from "../../support/plain";

/** A log that has everything: both dialects' kinds, multibyte text, torn lines, an unfinished last line. */
function everything(): LogBuilder {
  return new LogBuilder()
    .start([user("日本語"), call("c0"), result("c0", "s", "old")])
    .invoke()
    .userInput("look: 😀 \u2028 \u0001")
    .item(call("c1", "read", '{"path":"a"}'))
    .item(result("c1", "s", "é".repeat(40)))
    .raw('{"kind":"turn_end","ts":1}{"kind":"turn_end","ts":2}\n')
    .raw(Buffer.from([0x7b, 0xff, 0xfe, 0x0a]))
    .raw("\n\r\n")
    .systemItem("a note")
    .line("assistant_items", {
      items: [
        { kind: "reasoning", text: "…" },
        { kind: "tool_call", call_id: "c2", name: "read", arguments: '{"path":"a"}' },
      ],
    })
    .turnEnd(1)
    .metric("prune.skip", 5, { dimensions: { reason: "no_candidates" } })
    .metric("prune.fire", 6, {
      dimensions: { candidate_count: "1", protected_start_index: "4" },
      value: 9,
      correlation_id: "f",
    })
    .usage(4, 100)
    .usage(6, 120)
    .metric("prune.post_request", 7, {
      dimensions: { cache_write_tokens: "2", history_len: "6" },
      value: 3,
      correlation_id: "f",
    })
    .metric("prune.fire", 8)
    .extension("metrics", 7)
    .extension("memory.extract", {})
    .line("hologram")
    .runCompleted()
    .raw('{"kind":"invoke","ts":1,"trig');
}

const places = (segment: Segment) =>
  segment.unread.map(({ place, what, reason }) => ({
    line: Number(place.line),
    offset: Number(place.offset),
    byteLength: place.byteLength,
    what,
    reason,
  }));

describe("folding a segment log", () => {
  it("gives the same segment however the file is cut into chunks", function () {
    this.timeout(60_000);
    const bytes = everything().bytes();
    const segment = foldLog(bytes);
    assert.ok(segment.unread.length > 4);
    const whole = plain(segment);
    assert.deepEqual(plain(foldLog(bytes, [1])), whole);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }),
        (sizes) => {
          assert.deepEqual(plain(foldLog(bytes, sizes)), whole);
        },
      ),
      { numRuns: 300, seed: 20260820 },
    );
  });

  it("names the place of everything it could not read, and reads the rest", () => {
    const log = new LogBuilder().start();
    const torn: { line: number; offset: number; byteLength: number }[] = [];
    const tear = (line: number, bytes: string | Uint8Array) => {
      torn.push({ line, offset: log.byteLength, byteLength: Buffer.from(bytes).length });
      log.raw(bytes).raw("\n");
    };
    tear(2, '{"kind":"invoke","ts":1}{"kind":"invoke","ts":2}');
    log.userInput("日本語");
    tear(4, Buffer.from([0xe6, 0x97]));
    tear(5, "");
    tear(6, "\r");
    log.item(assistant("ok"));
    tear(8, '{"kind":"tool_result","ts":1,"item":{"kind":"tool_result","call_id":"c"}}');
    log.userInput("still here").raw('{"kind":"user_input","ts":9,"segments":[');
    const segment = foldLog(log.bytes());
    assert.deepEqual(
      places(segment).map(({ line, offset, byteLength }) => ({ line, offset, byteLength })),
      torn,
    );
    assert.ok(segment.unread.every(({ what }) => what === "line"));
    // The torn result is one item of the history all the same.
    assert.deepEqual(
      Array.from(segment.items.flags, (flags) => (flags & itemFlags.lost) !== 0),
      [false, false, true, false],
    );
    assert.deepEqual(segment.file, {
      byteLength: log.byteLength,
      lineCount: 9,
      uncommittedBytes: 40,
    });
    const { line, lineOffset, lineBytes } = segment.items;
    assert.deepEqual(Array.from(line), [3, 7, 8, 9]);
    for (const [index, offset] of lineOffset.entries()) {
      const record = log.bytes().subarray(offset, offset + (lineBytes[index] ?? 0));
      assert.equal(typeof JSON.parse(record.toString()), "object");
    }
  });

  it("counts and locates metrics that cannot be used, and counts what is not ours", () => {
    const log = new LogBuilder()
      .start()
      .extension("metrics", { name: "prune.fire" })
      .metric("prune.fire", 1, { dimensions: { protected_start_index: "1" }, value: 1 })
      .metric("prune.fire", 1, { dimensions: { candidate_count: "1" }, value: 1 })
      .metric("prune.fire", 1, {
        dimensions: { candidate_count: "1", protected_start_index: "1" },
      })
      .metric("prune.fire", 1, {
        dimensions: { candidate_count: "1.5", protected_start_index: "1" },
        value: 1,
      })
      .metric("prune.skip", 1)
      .metric("prune.skip", 1, { dimensions: { reason: "tired" } })
      .metric("prune.skip", 1, { dimensions: { reason: "below_min_savings" }, value: 1 })
      .metric("prune.post_request", 1, { value: 5 })
      .metric("hook.duration", 1, { value: 5 })
      .metric("hook.duration", 2, { value: 6 })
      .extension("pod.scope", {})
      .line("flow_started")
      .line("paused_turn_abandoned")
      .line("config_changed", { config: {} });
    const segment = foldLog(log.bytes());
    assert.deepEqual(
      places(segment).map(({ line, what }) => [line, what]),
      [2, 3, 4, 5, 6, 7, 8, 9, 10].map((line) => [line, "metric"]),
    );
    for (const [at, why] of [
      /shape/,
      /candidate_count/,
      /protected_start_index/,
      /value/,
      /candidate_count/,
      /reason/,
      /tired/,
      /candidate_count/,
      /correlation_id/,
    ].entries())
      assert.match(segment.unread[at]?.reason ?? "", why);
    assert.equal(segment.evaluations.length, 0);
    assert.deepEqual(segment.tally, {
      turns: undefined,
      otherMetrics: [{ name: "hook.duration", count: 2 }],
      otherDomains: [{ name: "pod.scope", count: 1 }],
      unknownKinds: [{ name: "flow_started", count: 1 }],
    });
  });

  it("takes the turns from the last turn_end that tells them", () => {
    assert.equal(foldLog(new LogBuilder().start().bytes()).tally.turns, undefined);
    const log = new LogBuilder().start().turnEnd(3).turnEnd(7).raw('{"kind":"turn_end","ts":1}\n');
    assert.equal(foldLog(log.bytes()).tally.turns, 7);
    assert.equal(foldLog(log.turnEnd(2).bytes()).tally.turns, 2);
  });

  it("gives a join the usage record directly before it, and none where that was lost", () => {
    const join = (log: LogBuilder, id: string) =>
      log.metric("prune.post_request", 1, { value: 5, correlation_id: id });
    const log = new LogBuilder().start();
    join(log, "a");
    join(log.usage(1, 10), "b");
    join(log.usage(2, 20).raw('{"kind":"llm_usage","ts":1,"history_len":3,"inp\n'), "c");
    join(log.usage(4, 40), "d");
    assert.deepEqual(
      foldLog(log.bytes()).joins.map(({ correlationId, request }) => [correlationId, request]),
      [
        ["a", -1],
        ["b", 0],
        ["c", -1],
        ["d", 2],
      ],
    );
  });

  it("evaluations of the time when the budget was counted in turns keep that mark", () => {
    const log = new LogBuilder()
      .line("session_start", { history: [] })
      .metric("prune.fire", 1, {
        dimensions: { border_turn: "3", candidate_count: "2" },
        value: 4096,
        correlation_id: "f",
      })
      .metric("prune.skip", 2, {
        dimensions: { border_turn: "4", candidate_count: "2", reason: "below_min_savings" },
        value: 12,
      });
    const segment = foldLog(log.bytes());
    assert.deepEqual(segment.unread, []);
    assert.deepEqual(
      segment.evaluations.map(({ decision, borderTurn, protectedStart, candidateCount }) => [
        decision,
        borderTurn,
        protectedStart,
        candidateCount,
      ]),
      [
        ["fired", 3, undefined, 2],
        ["below_min_savings", 4, undefined, 2],
      ],
    );
  });

  it("gives a snapshot that later lines do not change", () => {
    const bytes = everything().bytes();
    for (const cut of [100, 900, 1600]) {
      const fold = new SegmentFold("segment", decodeUtf8);
      fold.push(bytes.subarray(0, cut));
      const before = fold.snapshot();
      const copy = structuredClone(plain(before));
      fold.push(bytes.subarray(cut));
      for (let more = 0; more < 200; more++)
        fold.push(Buffer.from(`\n{"kind":"user_input","ts":1,"segments":[]}\n`));
      assert.deepEqual(plain(before), copy);
      assert.deepEqual(plain(before), plain(foldLog(bytes.subarray(0, cut))));
    }
  });

  it("takes the history of one segment start only, the first", () => {
    for (const history of [[], [user("a")]]) {
      const log = new LogBuilder()
        .start(history)
        .start([user("b"), user("c")], { forked_from: { segment_id: "x" } }, "another")
        .userInput("d");
      const segment = foldLog(log.bytes());
      assert.deepEqual(
        places(segment).map(({ line }) => line),
        [2],
      );
      assert.match(segment.unread[0]?.reason ?? "", /second segment start/);
      assert.equal(segment.items.length, history.length + 1);
      assert.equal(segment.openingItems, history.length);
      assert.deepEqual(segment.origin, { kind: "new" });
      assert.notEqual(segment.sessionId, "another");
    }
  });

  it("a log without a readable start still has its lines", () => {
    const segment = foldLog(new LogBuilder().raw("garbage\n").invoke().userInput("hi").bytes());
    assert.equal(segment.sessionId, undefined);
    assert.equal(segment.items.length, 1);
    assert.equal(segment.runs.length, 1);
  });

  it("an empty file is an empty segment", () => {
    const segment = foldLog(new Uint8Array());
    assert.deepEqual(
      [segment.items.length, segment.runs, segment.unread, segment.startTs, segment.file],
      [0, [], [], undefined, { byteLength: 0, lineCount: 0, uncommittedBytes: 0 }],
    );
  });

  it("begins and ends where its lines' moments lie, though the clock went back", () => {
    const log = new LogBuilder(5000).start().userInput("a");
    log.raw(new LogBuilder(3000).userInput("b").bytes());
    const { startTs, endTs } = foldLog(log.bytes());
    assert.deepEqual([startTs, endTs], [3000, 5100]);
  });
});
