import assert from "node:assert/strict";
import { itemWeights, textWeight } from "../../../src/core/session/textWeight";

/** Texts of several kinds with their token counts by the public tokenizer o200k. */
const counted: readonly (readonly [tokens: number, text: string])[] = [
  [
    25,
    "The protected suffix is the tail of the history that the token budget shields from pruning; everything before it may be left out.",
  ],
  [
    28,
    "export function sum(values: readonly number[]): number {\n  return values.reduce((total, value) => total + value, 0);\n}\n",
  ],
  [
    32,
    '    7\t            runs.at(record, 5439)\n    8\tconst count = "index at the failure";\n    9\t// nothing here\n',
  ],
  [
    44,
    '{"path": "src/log/parse.ts", "line": 666, "text": "is test the parser", "ok": true}, {"path": "src/a.ts", "line": 12}',
  ],
  [
    36,
    "\u001b[32mok\u001b[0m 784 - reads every record (1.89ms)\n\u001b[31mFAILED\u001b[0m tests/leaves.rs:139\r\n",
  ],
  [
    37,
    "プルーニングの境界は末尾のトークン予算で決まり、古いツール結果の本文だけが送信から外されます。",
  ],
  [
    48,
    "drwxr-xr-x  2 root root   4096 Nov 21 06:23 hooks\n-rw-r--r--  1 root root 274470 Nov 21 06:23 sketch.png\n",
  ],
];

describe("text weight", () => {
  for (const [tokens, text] of counted) {
    it(`comes within a fifth of the ${tokens} tokens of ${JSON.stringify(text.slice(0, 20))}`, () => {
      const ratio = textWeight(text) / tokens;
      assert.ok(ratio > 0.8 && ratio < 1.2, `ratio ${ratio}`);
    });
  }

  it("is 0 for an empty text and finite for any characters", () => {
    assert.equal(textWeight(""), 0);
    assert.ok(Number.isFinite(textWeight("\u0000\ud800\uffff \u{1f680}")));
  });

  it("weighs a long text by samples as it would weigh the whole", () => {
    const texts = counted.map(([, text]) => text);
    const long = Array.from(
      { length: 4000 },
      (_, line) => texts[(line * line) % texts.length],
    ).join("\n");
    const parts = Math.ceil(long.length / 30_000);
    let whole = 0;
    for (let part = 0; part < parts; part++)
      whole += textWeight(long.slice(part * 30_000, (part + 1) * 30_000));
    assert.ok(Math.abs(textWeight(long) / whole - 1) < 0.03);
  });

  it("gives content and attachments of a result weights of their own", () => {
    const weights = itemWeights({
      kind: "tool_result",
      callId: "c",
      summary: "two words",
      content: "four words of text",
      isError: false,
      attachments: [{ mimeType: "image/png", data: "AAAA" }],
    });
    assert.ok(weights.rest > 2 && weights.content > 3 && weights.attachments > 100);
  });

  it("takes encrypted reasoning by its length, not by the readable summary", () => {
    const reasoning = (encryptedContent: string | undefined) =>
      itemWeights({
        kind: "reasoning",
        text: "",
        summary: ["short"],
        encryptedContent,
        signature: undefined,
      }).rest;
    assert.ok(reasoning("A".repeat(4000)) > 500);
    assert.ok(reasoning(undefined) < 10);
  });
});
