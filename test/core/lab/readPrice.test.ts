import assert from "node:assert/strict";
import fc from "fast-check";
import { formatCount, formatExact } from "../../../src/core/format";
import { useTranslation } from "../../../src/core/l10n/translation";
import { readPrice } from "../../../src/core/lab/readPrice";

const value = (number: number) => ({ kind: "value", value: number });

/** Runs with the numbers of a language. */
function speaking(locale: string, body: () => void): void {
  useTranslation({ locale, messages: {} });
  try {
    body();
  } finally {
    useTranslation(undefined);
  }
}

describe("a price field", () => {
  it("reads decimals after a point or a comma, whatever the language", () => {
    const both = () => {
      for (const [text, number] of [
        ["3", 3],
        [" 0.3 ", 0.3],
        ["0,3", 0.3],
        ["0,125", 0.125],
        ["0.125", 0.125],
        [".5", 0.5],
        [",5", 0.5],
        ["5,", 5],
        ["18,75", 18.75],
        ["1,2345", 1.2345],
        ["1234,567", 1234.567],
        ["1,234.5", 1234.5],
        ["1.234,5", 1234.5],
        ["1,234,567", 1_234_567],
        ["1.234.567", 1_234_567],
        ["1.234.567,25", 1_234_567.25],
        ["1 250", 1250],
        ["1’250.5", 1250.5],
        ["1\u202f250,5", 1250.5],
        ["3e-7", 3e-7],
        ["-0", 0],
      ] as const)
        assert.deepEqual(readPrice(text), value(Math.abs(number)), text);
    };
    both();
    speaking("de", both);
    speaking("fr", both);
  });

  it("takes the mark of the language in use at its word, and calls the other ambiguous before three digits", () => {
    assert.deepEqual(readPrice("1.250"), value(1.25));
    assert.deepEqual(readPrice("1,250"), { kind: "ambiguous", readings: [1250, 1.25] });
    speaking("de", () => {
      assert.deepEqual(readPrice("1,250"), value(1.25));
      assert.deepEqual(readPrice("1.250"), { kind: "ambiguous", readings: [1250, 1.25] });
    });
  });

  it("says what is no price", () => {
    for (const text of ["", "  "]) assert.equal(readPrice(text).kind, "empty");
    for (const text of [
      "dear",
      "$3",
      "0x10",
      "1.2.3",
      "1,23,4",
      "1,2.3,4",
      "0,125,000",
      ".",
      "3k",
      "1e999",
    ])
      assert.equal(readPrice(text).kind, "not a number", text);
    for (const text of ["-1", "−0,3", "- 2"]) assert.equal(readPrice(text).kind, "negative", text);
  });

  it("reads back what the page writes, in any language", () => {
    const written = fc.oneof(
      fc.integer({ min: 0, max: 10_000_000 }).map((number) => ({ number, write: formatExact })),
      fc
        .integer({ min: 0, max: 10_000_000 })
        .map((number) => ({ number: number / 1000, write: formatExact })),
      fc
        .integer({ min: 1_000_000, max: 10_000_000 })
        .map((number) => ({ number, write: formatCount })),
    );
    for (const locale of ["en", "de", "fr", "de-CH"])
      speaking(locale, () => {
        fc.assert(
          fc.property(written, ({ number, write }) => {
            assert.deepEqual(readPrice(write(number)), value(number), write(number));
          }),
        );
      });
  });
});
