import assert from "node:assert/strict";
import fc from "fast-check";
import { csvText, momentCell, type CsvCell } from "../../../src/core/export/csv";
import { hostileTexts } from "./hostileSession";
import { readCsv } from "./readCsv";

function only(cell: CsvCell): string {
  return csvText([{ header: "x", cell: (row: CsvCell) => row }], [cell]).slice("x\r\n".length);
}

describe("a table as CSV", () => {
  it("is what RFC 4180 says", () => {
    const text = csvText(
      [
        { header: "a", cell: (row: number) => row },
        { header: "b", cell: () => ({ logged: 'say "no", or\nnot' }) },
        { header: "c", cell: () => undefined },
      ],
      [1, -2],
    );
    assert.equal(text, 'a,b,c\r\n1,"say ""no"", or\nnot",\r\n-2,"say ""no"", or\nnot",\r\n');
  });

  it("has numbers without separators, and nothing where there is no number", () => {
    assert.equal(only(1234567.5), "1234567.5\r\n");
    for (const value of [NaN, Infinity, -Infinity, undefined]) assert.equal(only(value), "\r\n");
  });

  it("has moments in UTC", () => {
    assert.deepEqual(momentCell(1_780_000_000_000), { word: "2026-05-28T20:26:40.000Z" });
    assert.equal(momentCell(NaN), undefined);
    assert.equal(momentCell(1e300), undefined);
  });

  it("lets no logged text be a formula, and keeps every text as it was behind one apostrophe", () => {
    for (const text of [
      ...hostileTexts,
      "=1",
      "+1",
      "-1",
      "@x",
      "\t=1",
      " =1",
      "\u200b=1",
      "＝1",
    ]) {
      const [, [cell = ""] = []] = readCsv(
        csvText([{ header: "x", cell: () => ({ logged: text }) }], [0]),
      );
      assert.doesNotMatch(cell, /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
      assert.ok(cell === text || cell === `'${text}`, JSON.stringify(cell));
    }
    assert.equal(only({ logged: "a=b" }), "a=b\r\n");
  });

  it("of any texts reads back as they were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 2 })),
        (rows) => {
          const columns = [0, 1].map((at) => ({
            header: `c${String(at)}`,
            cell: (row: readonly string[]): CsvCell => ({ word: row[at] ?? "" }),
          }));
          assert.deepEqual(readCsv(csvText(columns, rows)).slice(1), rows);
        },
      ),
    );
  });
});
