import assert from "node:assert/strict";
import fc from "fast-check";
import { prettyJson } from "../../../src/core/log/prettyJson";

describe("JSON laid out", () => {
  it("is what JSON.stringify gives with two blanks, for any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected = JSON.stringify(value, undefined, 2)
          .replaceAll("\u2028", "\\u2028")
          .replaceAll("\u2029", "\\u2029");
        assert.equal(prettyJson(JSON.stringify(value)), expected);
        assert.equal(prettyJson(JSON.stringify(value, undefined, "\t \n")), expected);
      }),
    );
  });

  it("keeps numbers, escapes, and repeated fields as they were written", () => {
    assert.equal(
      prettyJson('{"a":12345678901234567890,"a":1.50,"b":"\\u00e9\\/","c":[ ],"d":{ }}'),
      '{\n  "a": 12345678901234567890,\n  "a": 1.50,\n  "b": "\\u00e9\\/",\n  "c": [],\n  "d": {}\n}',
    );
  });

  it("escapes line separators inside strings, which changes no value", () => {
    const laidOut = prettyJson(JSON.stringify({ text: "a\u2028b\u2029c" }));
    assert.doesNotMatch(laidOut, /[\u2028\u2029]/);
    assert.deepEqual(JSON.parse(laidOut), { text: "a\u2028b\u2029c" });
  });

  it("loses nothing of what is not JSON, and ends", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bare = (each: string) => each.replace(/[\s\u2028\u2029]|\\u202[89]/g, "");
        assert.equal(bare(prettyJson(text)), bare(text));
      }),
    );
  });
});
