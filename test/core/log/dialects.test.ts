import assert from "node:assert/strict";
import { flattenSegments } from "../../../src/core/log/userText";
import {
  assistant,
  call,
  loggedJson,
  result,
  system,
  user,
  type Json,
} from "../../support/logBuilder";
import { parse } from "./parse";

const ts = 1_780_000_000_000;
const entry = (kind: string, fields: Readonly<Record<string, Json>> = {}) =>
  parse(JSON.stringify({ kind, ts, ...fields }));
/** The same as the oldest dialect writes it: each line chained to the one before by hashes. */
const hashed = (kind: string, fields: Readonly<Record<string, Json>> = {}) =>
  parse(JSON.stringify({ hash: "ab12", prev_hash: "cd34", kind, ts, ...fields }));

const reasoning = {
  kind: "reasoning",
  text: "why",
  summary: ["a", "b"],
  encryptedContent: "e",
  signature: "s",
} as const;
const picture = {
  ...result("c", "s", "content"),
  isError: true,
  attachments: [{ mimeType: "image/png", data: "AAAA" }],
};

describe("lines of the singular dialect", () => {
  it("a segment start, new, forked or compacted", () => {
    const start = (fields: Readonly<Record<string, Json>>) =>
      entry("segment_start", { session_id: "s", system_prompt: null, config: {}, ...fields });
    assert.deepEqual(start({ history: [] }), {
      kind: "segment_start",
      ts,
      sessionId: "s",
      history: [],
      origin: { kind: "new" },
    });
    const origin = { segment_id: "parent", at_turn_index: 3 };
    assert.deepEqual(start({ history: [loggedJson(user("hi"))], forked_from: origin }), {
      kind: "segment_start",
      ts,
      sessionId: "s",
      history: [user("hi")],
      origin: { kind: "forked", segmentId: "parent", atTurnIndex: 3 },
    });
    assert.deepEqual(start({ history: [], compacted_from: origin, forked_from: null }), {
      kind: "segment_start",
      ts,
      sessionId: "s",
      history: [],
      origin: { kind: "compacted", segmentId: "parent", atTurnIndex: 3 },
    });
  });

  it("items of every kind, as the writer puts them", () => {
    for (const item of [assistant("hi"), call("c", "n", '{"a":1}'), reasoning])
      assert.deepEqual(entry("assistant_item", { item: loggedJson(item) }), {
        kind: "items",
        ts,
        source: "assistant",
        items: [item],
      });
    for (const item of [result("c", "s"), result("c", "s", ""), picture])
      assert.deepEqual(entry("tool_result", { item: loggedJson(item) }), {
        kind: "items",
        ts,
        source: "tool",
        items: [item],
      });
  });

  it("a refusal is a part of a message", () => {
    const item = {
      kind: "message",
      role: "assistant",
      content: [
        { kind: "text", text: "a" },
        { kind: "refusal", text: "no" },
      ],
    } as const;
    assert.deepEqual(entry("assistant_item", { item: loggedJson(item) }), {
      kind: "items",
      ts,
      source: "assistant",
      items: [item],
    });
  });

  it("null optional fields count as absent", () => {
    const item = {
      kind: "tool_result",
      call_id: "c",
      summary: "s",
      content: null,
      attachments: null,
      is_error: null,
    };
    assert.deepEqual(entry("tool_result", { item }), {
      kind: "items",
      ts,
      source: "tool",
      items: [result("c", "s")],
    });
    const thought = {
      kind: "reasoning",
      text: "t",
      summary: null,
      encrypted_content: null,
      signature: null,
    };
    assert.deepEqual(entry("assistant_item", { item: thought }), {
      kind: "items",
      ts,
      source: "assistant",
      items: [
        {
          kind: "reasoning",
          text: "t",
          summary: [],
          encryptedContent: undefined,
          signature: undefined,
        },
      ],
    });
    assert.deepEqual(
      entry("llm_usage", { history_len: 1, input_total_tokens: 2, cache_read_tokens: null }),
      {
        kind: "usage",
        ts,
        historyLength: 1,
        inputTokens: 2,
        cacheReadTokens: undefined,
        cacheWriteTokens: undefined,
        outputTokens: undefined,
      },
    );
  });

  it("a usage record, with what was read from the cache and written to it", () => {
    assert.deepEqual(
      entry("llm_usage", {
        history_len: 1,
        input_total_tokens: 2,
        cache_read_tokens: 3,
        cache_write_tokens: 4,
        output_tokens: 0,
      }),
      {
        kind: "usage",
        ts,
        historyLength: 1,
        inputTokens: 2,
        cacheReadTokens: 3,
        cacheWriteTokens: 4,
        outputTokens: 0,
      },
    );
  });

  it("a system item is a message of its body, whatever its kind", () => {
    for (const kind of [
      "notification",
      "pod_event",
      "worker_event",
      "file_attachment",
      "knowledge",
      "workflow",
      "skill_activation",
      "task_reminder",
      "interrupt",
      "one of tomorrow",
    ])
      assert.deepEqual(entry("system_item", { item: { kind, slug: "x", body: "the body" } }), {
        kind: "items",
        ts,
        source: "system",
        items: [system("the body")],
      });
    assert.equal(entry("system_item", { item: { kind: "notification" } }).kind, "unreadable");
    assert.equal(
      entry("system_item", { item: { kind: "notification", body: null } }).kind,
      "unreadable",
    );
  });

  it("the ends of runs", () => {
    for (const name of ["finished", "paused", "limit_reached", "yielded"])
      assert.deepEqual(entry("run_completed", { interrupted: false, result: name }), {
        kind: "run_end",
        ts,
        result: name,
        interrupted: false,
        message: undefined,
      });
    assert.deepEqual(entry("run_completed", { interrupted: true, result: "errored" }), {
      kind: "run_end",
      ts,
      result: "unknown",
      interrupted: true,
      message: undefined,
    });
    assert.deepEqual(entry("run_errored", { interrupted: true, message: "no network" }), {
      kind: "run_end",
      ts,
      result: "errored",
      interrupted: true,
      message: "no network",
    });
  });

  it("what has no effect is known by name, what is new is told apart from it", () => {
    assert.deepEqual(entry("turn_end", { turn_count: 2 }), { kind: "turn_end", ts, turnCount: 2 });
    assert.deepEqual(entry("invoke", { trigger: "wakeup" }), {
      kind: "invoke",
      ts,
      trigger: "wakeup",
    });
    for (const [kind, known] of [
      ["config_changed", true],
      ["paused_turn_abandoned", true],
      ["flow_started", false],
    ] as const)
      assert.deepEqual(entry(kind, { config: {} }), { kind: "note", ts, name: kind, known });
    assert.deepEqual(parse('{"kind":"flow_started"}'), {
      kind: "note",
      ts: undefined,
      name: "flow_started",
      known: false,
    });
  });

  it("an extension of another domain stays closed", () => {
    assert.deepEqual(entry("extension", { domain: "pod.scope", payload: { name: "a", ts } }), {
      kind: "extension",
      ts,
      domain: "pod.scope",
      malformedMetric: false,
    });
    assert.equal(entry("extension", { payload: {} }).kind, "unreadable");
  });

  it("a metric keeps its own moment beside the line's", () => {
    const payload = {
      correlation_id: "id",
      dimensions: { candidate_count: "2", protected_start_index: "7" },
      name: "prune.fire",
      ts: ts - 5000,
      value: 1234.0,
    };
    assert.deepEqual(entry("extension", { domain: "metrics", payload }), {
      kind: "metric",
      ts,
      name: "prune.fire",
      metricTs: ts - 5000,
      value: 1234,
      dimensions: payload.dimensions,
      correlationId: "id",
    });
  });
});

describe("lines of the older dialects", () => {
  it("several items a line", () => {
    const items = [reasoning, call("c"), assistant("hi")];
    assert.deepEqual(hashed("assistant_items", { items: items.map(loggedJson) }), {
      kind: "items",
      ts,
      source: "assistant",
      items,
    });
    const results = [result("c", "s", "content"), result("d", "s")];
    assert.deepEqual(hashed("tool_results", { items: results.map(loggedJson) }), {
      kind: "items",
      ts,
      source: "tool",
      items: results,
    });
    assert.deepEqual(hashed("tool_results", { items: [] }), {
      kind: "items",
      ts,
      source: "tool",
      items: [],
    });
  });

  it("system items by their body, injected ones as messages", () => {
    for (const kind of ["system_items", "hook_injected_items"])
      assert.deepEqual(
        hashed(kind, { items: [{ kind: "notification", body: "a" }, loggedJson(system("b"))] }),
        { kind: "items", ts, source: "system", items: [system("a"), system("b")] },
      );
  });

  it("a bad item among several is named by its place, and its line left out", () => {
    const line = hashed("assistant_items", { items: [loggedJson(call("c")), { kind: "dream" }] });
    assert.deepEqual(line, { kind: "unreadable", reason: 'item 1: unknown item kind "dream"' });
    for (const kind of ["assistant_items", "tool_results", "system_items", "hook_injected_items"])
      assert.equal(hashed(kind, { item: loggedJson(call("c")) }).kind, "unreadable");
  });

  it("a session start; its origin is a session, which then was a file of its own, and a hash", () => {
    const origin = { session_id: "parent", at_hash: "ef56" };
    for (const [field, kind] of [
      ["forked_from", "forked"],
      ["compacted_from", "compacted"],
    ] as const)
      assert.deepEqual(
        hashed("session_start", {
          system_prompt: null,
          config: {},
          history: [loggedJson(user("hi"))],
          [field]: origin,
        }),
        {
          kind: "segment_start",
          ts,
          sessionId: undefined,
          history: [user("hi")],
          origin: { kind, segmentId: "parent", atTurnIndex: undefined },
        },
      );
  });

  it("hashes do not get in the way of the kinds that never changed", () => {
    assert.equal(hashed("user_input", { segments: [] }).kind, "items");
    assert.equal(hashed("llm_usage", { history_len: 1, input_total_tokens: 2 }).kind, "usage");
    assert.equal(hashed("invoke", { trigger: "notify" }).kind, "invoke");
  });
});

describe("user input", () => {
  it("flattens to one text", () => {
    assert.equal(
      flattenSegments([
        { kind: "text", content: "look at " },
        { kind: "file_ref", path: "src/日.rs" },
        { kind: "text", content: " and " },
        { kind: "knowledge_ref", slug: "style" },
        { kind: "text", content: ", then " },
        { kind: "workflow_invoke", slug: "review" },
        { kind: "paste", id: 1, chars: 3, lines: 1, content: "\na\tb" },
        { kind: "hologram" },
      ]),
      "look at @src/日.rs and #style, then /review\na\tb[unknown input segment]",
    );
    assert.equal(flattenSegments([]), "");
  });

  it("a segment that lacks its text, or is none, is an unknown one", () => {
    for (const segment of [
      null,
      7,
      "text",
      [],
      {},
      { kind: "text" },
      { kind: "paste", content: null },
      { kind: "file_ref" },
      { kind: "knowledge_ref", slug: 7 },
      { kind: "workflow_invoke" },
    ])
      assert.equal(flattenSegments([segment]), "[unknown input segment]");
  });

  it("is one user message, and its extensions do not matter", () => {
    const line = entry("user_input", {
      segments: [
        { kind: "text", content: "a" },
        { kind: "text", content: "b" },
      ],
      extensions: [{ domain: "d", payload: {} }],
    });
    assert.deepEqual(line, { kind: "items", ts, source: "user", items: [user("ab")] });
    assert.equal(entry("user_input").kind, "unreadable");
    assert.equal(entry("user_input", { segments: "hi" }).kind, "unreadable");
  });
});
