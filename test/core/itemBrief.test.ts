import assert from "node:assert/strict";
import fc from "fast-check";
import { briefCharacters, itemBrief } from "../../src/core/itemBrief";
import { call, result, user } from "../support/logBuilder";

describe("brief texts of items", () => {
  it("are a message's beginning, a call's arguments, a result's summary", () => {
    assert.equal(itemBrief(user("  hello\n\tworld\u0007 ")), "hello world");
    assert.equal(itemBrief(call("1", "grep", '{"pattern":"x"}')), '{"pattern":"x"}');
    assert.equal(itemBrief(result("1", "3 matches", "long content")), "3 matches");
  });

  it("of reasoning are its text, or its summary where the text is hidden", () => {
    const reasoning = {
      kind: "reasoning",
      encryptedContent: "abc",
      signature: undefined,
    } as const;
    assert.equal(itemBrief({ ...reasoning, text: "I think", summary: ["short"] }), "I think short");
    assert.equal(itemBrief({ ...reasoning, text: "", summary: ["short"] }), "short");
  });

  it("fit on one line, are cut with a mark, and never in the middle of a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 2000 }), (text) => {
        const brief = itemBrief(user(text));
        assert.ok(brief.length <= briefCharacters);
        assert.doesNotMatch(brief, /[\p{Cc}\u2028\u2029]/u);
        assert.doesNotMatch(brief, /\p{Surrogate}/u);
      }),
    );
    const long = itemBrief(user("😀".repeat(1000)));
    assert.match(long, /^(😀)+…$/u);
    assert.match(itemBrief(user("x".repeat(100_000))), /^x{239}…$/);
  });

  it("say that something follows even where only blanks were seen", () => {
    assert.equal(itemBrief(user(" ".repeat(5000) + "end")), "…");
  });
});
