import assert from "node:assert/strict";
import { parseLine } from "../../../src/core/log/parseLine";
import { byteOffset, lineNumber } from "../../../src/core/units";
import { decodeUtf8 } from "../../support/foldLog";
import { parse, reason } from "./parse";

const usage = (tokens: string) =>
  `{"kind":"llm_usage","ts":1,"history_len":3,"input_total_tokens":${tokens},"cache_read_tokens":0,"cache_write_tokens":0,"output_tokens":0}`;

const assistantItem = (item: string) => `{"kind":"assistant_item","ts":1,"item":${item}}`;
const toolResult = (fields: string) =>
  `{"kind":"tool_result","ts":1,"item":{"kind":"tool_result","call_id":"c","summary":"s"${fields}}}`;
const metric = (payload: string) =>
  `{"kind":"extension","ts":1,"domain":"metrics","payload":${payload}}`;

function inputTokens(tokens: string): number | string {
  const entry = parse(usage(tokens));
  return entry.kind === "usage" ? entry.inputTokens : entry.kind;
}

describe("lines that cannot be read", () => {
  it("are named for what is wrong with them", () => {
    assert.match(reason(""), /empty/);
    assert.match(reason("\r"), /empty/);
    assert.match(reason('{"kind":"turn_end","ts":1'), /^not JSON$/);
    assert.match(reason('{"kind":"turn_end","ts":1}{"kind":"turn_end","ts":2}'), /two records/);
    assert.match(reason("[]"), /not an object/);
    assert.match(reason("null"), /not an object/);
    assert.match(reason("{}"), /no kind/);
    assert.match(reason('{"kind":7,"ts":1}'), /no kind/);
    assert.match(reason('{"kind":"turn_end"}'), /turn_end .*ts/);
    assert.match(reason('{"kind":"turn_end","ts":"now"}'), /ts/);
    assert.match(reason('{"kind":"turn_end","ts":1e400}'), /ts/);
    assert.match(reason(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), /UTF-8/);
    assert.match(reason(Buffer.from('{"kind":"日').subarray(0, -1)), /UTF-8/);
  });

  it("among them are those above the cap, whose bytes are not kept", () => {
    const at = { number: lineNumber(1), offset: byteOffset(0), byteLength: 200_000_000 };
    const entry = parseLine({ ...at, bytes: undefined }, decodeUtf8);
    assert.deepEqual(entry, {
      kind: "unreadable",
      reason: "the line has 200000000 bytes, more than can be read at once",
    });
  });

  it("among them are those with surrogates in UTF-8, which no Rust string holds", () => {
    const line = Buffer.from('{"kind":"a","x":"???"}');
    line.set([0xed, 0xa0, 0x80], line.indexOf("???"));
    assert.match(reason(line), /UTF-8/);
  });

  it("among them are escapes of lone surrogates, which the agent refuses", () => {
    const withText = (text: string) =>
      assistantItem(
        `{"kind":"message","role":"assistant","content":[{"kind":"text","text":"${text}"}]}`,
      );
    for (const lone of [
      String.raw`\ud83d`,
      String.raw`\ude00`,
      String.raw`\ud83d\u0041`,
      String.raw`\ud83dA`,
      String.raw`\ud83d\n\ude00`,
      String.raw`\ude00\ud83d`,
      String.raw`\ud83d\ud83d\ude00`,
      String.raw`\uD83D`,
      String.raw`\\\ud83d`,
      String.raw`\ud83d\\ude00`,
      String.raw`\ud800`,
      String.raw`\udbff`,
      String.raw`\udc00`,
      String.raw`\udfff`,
      String.raw`\ud800\ud800`,
      String.raw`\ud800\ue000`,
    ])
      assert.match(reason(withText(lone)), /surrogate/, lone);
    assert.match(reason(String.raw`{"kind":"a","\udfff":1}`), /surrogate/, "in a name too");
    for (const whole of [
      String.raw`\ud83d\ude00`,
      String.raw`\uD83D\uDE00\uD83D\uDE00`,
      String.raw`\\ud83d`,
      String.raw`\\\\ude00`,
      String.raw`\ud7ff\ue000`,
      String.raw`\ud800\udc00\ue000\udbff\udfff`,
      "😀",
    ])
      assert.equal(parse(withText(whole)).kind, "items", whole);
  });

  it("a blank in front or behind, CR included, does no harm; neither does a byte order mark", () => {
    for (const line of [
      ' {"kind":"turn_end","ts":1}',
      '{"kind":"turn_end","ts":1}\r',
      '\ufeff{"kind":"turn_end","ts":1}',
    ])
      assert.equal(parse(line).kind, "turn_end");
  });

  it("a usage record needs whole numbers in the range where the core is exact", () => {
    for (const bad of [
      "-1",
      "1.5",
      "9007199254740992",
      "9007199254740993",
      "18446744073709551615",
      "1e400",
      '"5"',
      "null",
      "true",
      "[5]",
    ])
      assert.match(reason(usage(bad)), /2\^53/, bad);
    // Another tool may have written them so: the same number all the same.
    assert.equal(inputTokens("5211.0"), 5211);
    assert.equal(inputTokens("1e3"), 1000);
    assert.equal(inputTokens("9007199254740991"), Number.MAX_SAFE_INTEGER);
    assert.ok(Object.is(inputTokens("-0"), 0), "no negative zero");
  });

  it("an item is read whole or not at all", () => {
    for (const [item, why] of [
      ["null", /not an object/],
      ["7", /not an object/],
      ["{}", /no kind/],
      ['{"kind":"dream","text":"t"}', /unknown item kind "dream"/],
      ['{"kind":"message","role":"user"}', /role or content/],
      ['{"kind":"message","role":"user","content":"text"}', /role or content/],
      ['{"kind":"message","role":"user","content":[7]}', /part/],
      ['{"kind":"message","role":"user","content":[{"kind":"image"}]}', /part/],
      ['{"kind":"message","role":"user","content":[{"kind":"text","text":7}]}', /text/],
      ['{"kind":"tool_call","call_id":"c","name":"n"}', /^a tool call lacks .*arguments/],
      ['{"kind":"tool_call","call_id":"c","arguments":"{}"}', /name/],
      ['{"kind":"tool_call","name":"n","arguments":"{}"}', /call_id/],
      ['{"kind":"tool_result","call_id":"c"}', /summary/],
      ['{"kind":"tool_result","summary":"s"}', /call_id/],
      ['{"kind":"tool_call","call_id":"c","name":"n","arguments":{}}', /arguments/],
      ['{"kind":"reasoning"}', /text/],
      ['{"kind":"reasoning","text":"t","summary":"s"}', /summary/],
      ['{"kind":"reasoning","text":"t","summary":["s",7]}', /summary/],
      ['{"kind":"reasoning","text":"t","signature":7}', /signature/],
      ['{"kind":"reasoning","text":"t","encrypted_content":{}}', /encrypted_content/],
    ] as const)
      assert.match(reason(assistantItem(item)), why, item);
    for (const [fields, why] of [
      [',"content":7', /content/],
      [',"content":["a"]', /content/],
      [',"is_error":"yes"', /is_error/],
      [',"attachments":{}', /attachments/],
      [',"attachments":[null]', /attachment/],
      [',"attachments":[{"kind":"image","mime_type":"image/png"}]', /attachment/],
    ] as const)
      assert.match(reason(toolResult(fields)), why, fields);
  });

  it("a system item without a body that is a text", () => {
    for (const item of ["null", "7", '"text"', "[]", "{}", '{"kind":"notification","body":7}'])
      assert.equal(parse(`{"kind":"system_item","ts":1,"item":${item}}`).kind, "unreadable", item);
    assert.match(reason('{"kind":"system_item","ts":1,"item":null}'), /not an object/);
    assert.match(reason('{"kind":"system_item","ts":1,"item":{}}'), /kind/);
  });

  it("a segment start whose history is not a list, or holds an unreadable item, says so", () => {
    const start = (history: string) =>
      `{"kind":"segment_start","ts":1,"session_id":"s","history":${history}}`;
    assert.match(reason(start("7")), /history/);
    assert.match(
      reason(start('[{"kind":"reasoning","text":"t"},{"kind":"dream"}]')),
      /item 1.*dream/,
    );
    assert.equal(parse(start("null")).kind, "segment_start");
    assert.equal(parse('{"kind":"segment_start","ts":1}').kind, "segment_start");
  });

  it("a metric of another shape is known as such", () => {
    for (const payload of [
      "null",
      "7",
      "[]",
      "{}",
      '{"name":"prune.fire"}',
      '{"name":7,"ts":1}',
      '{"name":"a.b","ts":"now"}',
      '{"name":"a.b","ts":1,"dimensions":[]}',
      '{"name":"a.b","ts":1,"dimensions":{"n":7}}',
      '{"name":"a.b","ts":1,"value":"7"}',
      '{"name":"a.b","ts":1,"correlation_id":7}',
    ]) {
      const entry = parse(metric(payload));
      assert.equal(entry.kind === "extension" && entry.malformedMetric, true, payload);
    }
    const entry = parse(
      metric('{"name":"a.b","ts":1,"value":null,"correlation_id":null,"dimensions":null}'),
    );
    assert.equal(entry.kind, "metric", "null counts as absent");
  });

  it("the last of two equal names counts, as JSON.parse has it; the writer never writes two", () => {
    const entry = parse('{"kind":"turn_end","kind":"invoke","ts":1,"trigger":"a","trigger":"b"}');
    assert.deepEqual(entry, { kind: "invoke", ts: 1, trigger: "b" });
  });
});
