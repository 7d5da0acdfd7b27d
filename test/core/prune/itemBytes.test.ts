import assert from "node:assert/strict";
import fc from "fast-check";
import type { LoggedItem } from "../../../src/core/log/item";
import { itemBytes } from "../../../src/core/prune/itemBytes";
import { jsonStringBytes } from "../../../src/core/prune/jsonBytes";
import { item, text } from "./arbitraries";
import { resultItem, textItem } from "./histories";
import { inMemoryJson, twinItemBytes, twinRemovedBytes } from "./twin";

const utf8 = (value: string) => Buffer.byteLength(value, "utf8");

describe("sizes of items", () => {
  it("are those of the JSON that the agent writes", () => {
    const examples: readonly (readonly [LoggedItem, string])[] = [
      [
        textItem("user", "hi"),
        String.raw`{"type":"message","role":"user","content":[{"type":"text","text":"hi"}]}`,
      ],
      [
        { kind: "message", role: "assistant", content: [{ kind: "refusal", text: "no" }] },
        String.raw`{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"no"}]}`,
      ],
      [
        { kind: "message", role: "system", content: [] },
        String.raw`{"type":"message","role":"system","content":[]}`,
      ],
      [
        { kind: "tool_call", callId: "c", name: "read", arguments: '{"path":"a"}' },
        String.raw`{"type":"tool_call","call_id":"c","name":"read","arguments":"{\"path\":\"a\"}"}`,
      ],
      [
        resultItem("s", undefined),
        String.raw`{"type":"tool_result","call_id":"call","summary":"s"}`,
      ],
      [
        resultItem("s", ""),
        String.raw`{"type":"tool_result","call_id":"call","summary":"s","content":""}`,
      ],
      [
        {
          kind: "tool_result",
          callId: "c",
          summary: "s",
          content: "日\n",
          isError: true,
          attachments: [
            { mimeType: "image/png", data: "AAAA" },
            { mimeType: "image/gif", data: "" },
          ],
        },
        String.raw`{"type":"tool_result","call_id":"c","summary":"s","content":"日\n","is_error":true,"attachments":[{"type":"image","payload":{"mime_type":"image/png","data":"AAAA"}},{"type":"image","payload":{"mime_type":"image/gif","data":""}}]}`,
      ],
      [
        {
          kind: "reasoning",
          text: "t",
          summary: [],
          encryptedContent: undefined,
          signature: undefined,
        },
        String.raw`{"type":"reasoning","text":"t"}`,
      ],
      [
        { kind: "reasoning", text: "", summary: ["a", "b"], encryptedContent: "", signature: "s" },
        String.raw`{"type":"reasoning","text":"","summary":["a","b"],"encrypted_content":"","signature":"s"}`,
      ],
    ];
    for (const [example, json] of examples) {
      assert.equal(itemBytes(example).whole, utf8(json));
      assert.equal(utf8(inMemoryJson(example)), utf8(json), "the twin writes the same");
    }
  });

  it("of single characters follow the writer's escapes", () => {
    const bytesOf = (character: string) => jsonStringBytes(character) - 2;
    for (let code = 0; code < 0x20; code++) {
      const short = "\b\t\n\f\r".includes(String.fromCharCode(code));
      assert.equal(bytesOf(String.fromCharCode(code)), short ? 2 : 6, code.toString(16));
    }
    assert.equal(bytesOf('"'), 2);
    assert.equal(bytesOf("\\"), 2);
    assert.equal(bytesOf("/"), 1);
    assert.equal(bytesOf("\u007f"), 1);
    assert.equal(bytesOf("\u0080"), 2);
    assert.equal(bytesOf("\u2028"), 3);
    assert.equal(bytesOf("\u2029"), 3);
    assert.equal(bytesOf("\ufeff"), 3);
    assert.equal(bytesOf("😀"), 4);
    assert.equal(bytesOf("👩‍👩‍👧"), 4 * 3 + 3 * 2);
  });

  it("of lone surrogates are those of the replacement character, wherever they stand", () => {
    for (const lone of [
      "\ud83d",
      "\ude00",
      "\ude00\ud83d",
      "\ud83da",
      "\ud83d日",
      "\ud83d\ue000",
      "\udc00\udc00",
      "\ud83d\ud83d\ude00",
    ])
      assert.equal(jsonStringBytes(lone), 2 + utf8(lone), JSON.stringify(lone));
  });

  it("of a string agree with its serialised text, for every string", () => {
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(jsonStringBytes(value), utf8(JSON.stringify(value)));
      }),
      { numRuns: 5000, seed: 20260801 },
    );
  });

  it("agree with the twin, for every item", () => {
    fc.assert(
      fc.property(item, (value) => {
        const size = itemBytes(value);
        assert.equal(BigInt(size.whole), twinItemBytes(value));
        assert.equal(BigInt(size.content), twinRemovedBytes([value], [0]));
        if (value.kind === "tool_result")
          assert.equal(
            size.whole - size.attachments,
            Number(twinItemBytes({ ...value, attachments: [] })),
          );
        else assert.equal(size.attachments, 0);
      }),
      { numRuns: 20_000, seed: 20260802 },
    );
  });
});
