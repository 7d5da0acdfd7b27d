import assert from "node:assert/strict";
import fc from "fast-check";
import { foldLog } from "../../support/foldLog";
import { LogBuilder } from "../../support/logBuilder";
import { parse } from "./parse";

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];

describe("hostile logs", () => {
  it("names that every object has are kinds, domains, metrics and dimensions like any other", () => {
    for (const name of names) {
      assert.deepEqual(parse(JSON.stringify({ kind: name, ts: 1 })), {
        kind: "note",
        ts: 1,
        name,
        known: false,
      });
      const segment = foldLog(
        new LogBuilder()
          .start()
          .line(name)
          .line(name)
          .extension(name, {})
          .metric(name, 1)
          .raw(
            `{"kind":"extension","ts":1,"domain":"metrics","payload":{"name":"prune.skip","ts":1,"dimensions":{"${name}":"x","reason":"no_candidates"}}}\n`,
          )
          .bytes(),
      );
      assert.deepEqual(segment.tally, {
        turns: undefined,
        unknownKinds: [{ name, count: 2 }],
        otherDomains: [{ name, count: 1 }],
        otherMetrics: [{ name, count: 1 }],
      });
      assert.equal(segment.evaluations.length, 1);
      assert.deepEqual(segment.unread, []);
    }
  });

  it("keep every dimension, and nothing reaches the prototypes", () => {
    const entry = parse(
      '{"__proto__":{"polluted":1},"kind":"extension","ts":1,"domain":"metrics","payload":{"__proto__":{"name":"no"},"name":"a.b","ts":1,"dimensions":{"__proto__":"x","y":"z"}}}',
    );
    assert.deepEqual(entry.kind === "metric" && Object.entries(entry.dimensions), [
      ["__proto__", "x"],
      ["y", "z"],
    ]);
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(parse('{"__proto__":{"kind":"invoke"},"ts":1}').kind, "unreadable");
  });

  it("as tool names and call ids they link calls and results like any other", () => {
    const log = new LogBuilder().start();
    for (const name of names) {
      log.line("assistant_item", {
        item: { kind: "tool_call", call_id: name, name, arguments: name },
      });
      log.line("tool_result", { item: { kind: "tool_result", call_id: name, summary: name } });
    }
    const { items, toolNames, callIds } = foldLog(log.bytes());
    assert.deepEqual(toolNames, names);
    assert.deepEqual(callIds, names);
    assert.deepEqual(
      Array.from(items.call).filter((index) => index >= 0),
      [0, 2, 4, 6, 8],
    );
  });

  it("deep nesting is opaque, or unreadable, but never a crash", () => {
    const depth = 50_000;
    const nested = "[".repeat(depth) + "]".repeat(depth);
    const objects = '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
    for (const value of [nested, objects]) {
      for (const line of [
        `{"kind":"extension","ts":1,"domain":"other","payload":${value}}`,
        `{"kind":"extension","ts":1,"domain":"metrics","payload":${value}}`,
        `{"kind":"assistant_item","ts":1,"item":${value}}`,
        `{"kind":"user_input","ts":1,"segments":${value}}`,
        `{"kind":"segment_start","ts":1,"history":${value}}`,
        value,
        value.slice(0, depth),
      ])
        parse(line);
    }
  });

  it("any bytes at all fold into a segment that accounts for each line", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom(
          "\n",
          "\r\n",
          "{",
          '{"kind":"',
          '{"kind":"turn_end","ts":1}',
          '{"kind":"x","ts":1}\n',
          '"\\',
        )
        .map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(`${text}\n`)),
      fc
        .record({
          kind: fc.constantFrom(
            "segment_start",
            "invoke",
            "user_input",
            "assistant_items",
            "llm_usage",
            "extension",
            "run_completed",
          ),
          ts: fc.jsonValue(),
          item: fc.jsonValue(),
          items: fc.jsonValue(),
          segments: fc.jsonValue(),
          history: fc.jsonValue(),
          domain: fc.constantFrom("metrics", "other"),
          payload: fc.jsonValue(),
        })
        .map((value) => Buffer.from(`${JSON.stringify(value)}\n`)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = Buffer.concat(pieces);
        const segment = foldLog(file);
        assert.equal(segment.file.byteLength, file.length);
        assert.equal(segment.file.lineCount, file.filter((byte) => byte === 0x0a).length);
        for (const { place } of segment.unread) {
          const end = place.offset + place.byteLength;
          assert.equal(file[end], 0x0a);
          assert.equal(
            file.subarray(0, place.offset).filter((byte) => byte === 0x0a).length,
            place.line - 1,
          );
        }
      }),
      { numRuns: 3000, seed: 20260811 },
    );
  });
});
