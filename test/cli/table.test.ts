import assert from "node:assert/strict";
import fc from "fast-check";
import { cutToWidth, displayWidth } from "../../src/cli/displayWidth";
import { tableLines } from "../../src/cli/table";

describe("display width", () => {
  it("counts cells, not code units", () => {
    const cases: readonly (readonly [string, number])[] = [
      ["", 0],
      ["plain", 5],
      ["naïve", 5],
      ["nai\u0308ve", 5],
      ["日本語", 6],
      ["ｆｕｌｌ", 8],
      ["한국어", 6],
      ["🎉", 2],
      ["👩‍💻", 2],
      ["עברית", 5],
      ["… – ≠", 5],
    ];
    for (const [text, cells] of cases) assert.equal(displayWidth(text), cells, text);
  });

  it("cuts a text to the cells there are", () => {
    assert.equal(cutToWidth("abcdef", 6), "abcdef");
    assert.equal(cutToWidth("abcdef", 5), "abcd…");
    assert.equal(cutToWidth("日本語", 5), "日本…");
    assert.equal(cutToWidth("日本語", 4), "日…");
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 1, max: 20 }),
        (text, cells) => {
          assert.ok(displayWidth(cutToWidth(text, cells)) <= cells);
        },
      ),
    );
  });
});

describe("table", () => {
  const columns = [
    { title: "name", align: "left" },
    { title: "tokens", align: "right" },
  ] as const;

  it("aligns columns by what a terminal shows", () => {
    assert.deepEqual(
      tableLines(
        columns,
        [
          ["日本語", "1"],
          ["a", "12,345"],
        ],
        undefined,
      ),
      ["name    tokens", "日本語       1", "a       12,345"],
    );
  });

  it("fits lines to the terminal, and cuts no number", () => {
    assert.deepEqual(tableLines(columns, [["a", "12,345"]], 12), ["name  tokens", "a     12,345"]);
    for (const width of [7, 8, 11])
      assert.deepEqual(tableLines(columns, [["a", "12,345"]], width), ["name  …", "a     …"]);
    const words = [columns[1], columns[0]];
    assert.deepEqual(tableLines(words, [["12,345", "abcdef"]], 12), [
      "tokens  name",
      "12,345  abc…",
    ]);
  });
});
