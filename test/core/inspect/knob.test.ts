import assert from "node:assert/strict";
import fc from "fast-check";
import { formatCount } from "../../../src/core/format";
import { knobPosition, knobValue, readKnob } from "../../../src/core/inspect/knob";
import { useTranslation } from "../../../src/core/l10n/translation";

describe("a knob's scale", () => {
  it("rises with every position, begins at nothing, and doubles every 16 positions", () => {
    assert.deepEqual([0, 1, 2, 23].map(knobValue), [0, 1, 2, 23]);
    assert.equal(knobValue(23 + 16), 46);
    assert.equal(knobValue(23 + 16 * 10), 23_600);
    for (let position = 1; position < 800; position++)
      assert.ok(knobValue(position) > knobValue(position - 1), String(position));
  });

  it("finds the position whose value is nearest, within its steps", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (value) => {
        const found = knobValue(knobPosition(value));
        assert.ok(Math.abs(found - value) <= Math.max(1, value * 0.03), `${found} for ${value}`);
      }),
    );
  });

  it("keeps a value that a slider gave where it was", () => {
    for (let position = 0; position < 700; position++)
      assert.equal(knobPosition(knobValue(position)), position);
  });
});

describe("a number field", () => {
  it("reads whole numbers, with or without separators", () => {
    for (const [text, value] of [
      ["0", 0],
      [" 8000 ", 8000],
      ["8,000", 8000],
      ["1 000 000", 1_000_000],
      ["131_072", 131_072],
      ["9007199254740991", 2 ** 53 - 1],
    ] as const)
      assert.deepEqual(readKnob(text), { kind: "value", value });
  });

  it("says what is wrong with anything else", () => {
    for (const [text, kind] of [
      ["", "empty"],
      ["   ", "empty"],
      ["-1", "negative"],
      ["−4,096", "negative"],
      ["0.5", "fraction"],
      [".5", "fraction"],
      ["8k", "not a number"],
      ["1e5", "not a number"],
      ["0x10", "not a number"],
      [",", "not a number"],
      [",5", "not a number"],
      ["-x", "not a number"],
      ["-", "not a number"],
      ["1,5", "misgrouped"],
      ["40,00", "misgrouped"],
      ["1,5000", "misgrouped"],
      ["1234,567", "misgrouped"],
      ["1,,000", "misgrouped"],
      ["1,000,", "misgrouped"],
      ["1 5", "misgrouped"],
      ["1_000,000", "misgrouped"],
      ["1,000.5", "fraction"],
      ["9007199254740992", "too large"],
      ["9".repeat(400), "too large"],
    ] as const)
      assert.equal(readKnob(text).kind, kind, text);
  });

  it("reads what it shows in other languages, where a comma may begin a fraction", () => {
    try {
      for (const locale of ["de", "fr", "de-ch", "pt-br", "pl", "ja"]) {
        useTranslation({ locale, messages: {} });
        for (const value of [0, 999, 1000, 8000, 131_072, 1_234_567, 2 ** 53 - 1])
          assert.deepEqual(readKnob(formatCount(value)), { kind: "value", value }, locale);
      }
      useTranslation({ locale: "de", messages: {} });
      for (const text of ["1,5", "8,000", "1.000,5"])
        assert.equal(readKnob(text).kind, "fraction", text);
      for (const text of ["1.5", "0.25", "8.0000"])
        assert.equal(readKnob(text).kind, "misgrouped", text);
      assert.equal(readKnob("−4.096").kind, "negative");
    } finally {
      useTranslation(undefined);
    }
  });

  it("gives back whatever number it shows", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        assert.deepEqual(readKnob(String(value)), { kind: "value", value });
      }),
    );
  });
});
