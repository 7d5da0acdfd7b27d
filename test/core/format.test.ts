import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatDuration,
  formatFactor,
  formatInterval,
  formatMoment,
  formatNumberOf,
  formatShare,
  formatShort,
} from "../../src/core/format";
import { visibleText } from "../../src/core/visibleText";

/** Checks each given value against its text. */
function eachGives<Value>(
  format: (value: Value) => string,
  cases: readonly (readonly [Value, string])[],
) {
  for (const [value, text] of cases) assert.equal(format(value), text);
}

describe("format", () => {
  it("separates thousands, and gives back the same number", () => {
    eachGives(formatCount, [
      [0, "0"],
      [999, "999"],
      [1000, "1,000"],
      [1234567, "1,234,567"],
      [-4096, "−4,096"],
      [Number.NaN, "unknown"],
    ]);
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const text = formatCount(value);
        assert.equal(Number(text.replaceAll(",", "")), value);
        for (const group of text.split(",").slice(1)) assert.equal(group.length, 3);
      }),
    );
  });

  it("names one thing in the singular", () => {
    assert.equal(formatNumberOf(1, "request"), "1 request");
    assert.equal(formatNumberOf(0, "request"), "0 requests");
    assert.equal(formatNumberOf(1200, "fire"), "1,200 fires");
  });

  it("shortens to three digits that tell, without showing 1000 of a smaller unit", () => {
    eachGives(formatShort, [
      [0, "0"],
      [999, "999"],
      [1000, "1.00k"],
      [12345, "12.3k"],
      [456789, "457k"],
      [999499, "999k"],
      [999500, "1.00M"],
      [1500000, "1.50M"],
      [-2048, "−2.05k"],
    ]);
    fc.assert(fc.property(fc.nat(2 ** 31), (value) => formatShort(value).length <= 5));
  });

  it("gives bytes in binary units", () => {
    eachGives(formatBytes, [
      [1, "1 byte"],
      [1023, "1,023 bytes"],
      [1024, "1.00 KiB"],
      [1536, "1.50 KiB"],
      [10 * 1024 * 1024, "10.0 MiB"],
      [256 * 1024 * 1024, "256 MiB"],
    ]);
  });

  it("gives a span in its two largest units", () => {
    eachGives(formatDuration, [
      [0, "0 ms"],
      [350, "350 ms"],
      [999.6, "1.0 s"],
      [4200, "4.2 s"],
      [59_949, "59.9 s"],
      [59_950, "1 min"],
      [185_000, "3 min 5 s"],
      [7_800_000, "2 h 10 min"],
      [100 * 3_600_000, "4 d 4 h"],
      [-1500, "−1.5 s"],
    ]);
  });

  it("gives moments in UTC, or in a zone", () => {
    assert.equal(formatMoment(1795238975780), "2026-11-21 05:29:35 UTC");
    assert.equal(formatMoment(1795238975780, 540), "2026-11-21 14:29:35");
    assert.equal(formatMoment(Number.NaN), "unknown");
    assert.equal(formatMoment(1e300), "unknown");
  });

  it("says 100 % only of the whole and 0 % only of nothing", () => {
    assert.equal(formatShare(4251, 4251), "100 %");
    assert.equal(formatShare(4250, 4251), "99.9 %");
    assert.equal(formatShare(46, 121), "38.0 %");
    assert.equal(formatShare(29, 100), "29.0 %");
    assert.equal(formatShare(1, 4251), "< 0.1 %");
    assert.equal(formatShare(0, 7), "0 %");
    assert.equal(formatShare(0, 0), "unknown");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (a, b) => {
        const text = formatShare(Math.min(a, b), Math.max(a, b));
        assert.equal(text === "100 %", a === b);
        assert.notEqual(text, "0 %");
      }),
    );
  });

  it("gives factors, differences and ranges", () => {
    eachGives(formatFactor, [
      [3.44, "3.4×"],
      [0.354, "0.35×"],
      [12.3, "12×"],
      [0.999, "1.0×"],
    ]);
    eachGives(formatDifference, [
      [1234, "+1,234"],
      [-56, "−56"],
      [0.2, "±0"],
    ]);
    assert.equal(formatInterval(7995, 8001), "7,995 to 8,001");
    assert.equal(formatInterval(8000, 8000), "8,000");
    assert.equal(formatInterval(4096, undefined), "at least 4,096");
  });
});

describe("visible text", () => {
  it("shows what would act on a terminal", () => {
    assert.equal(visibleText("\x1b[31mred\x07\r\n\t\x9b"), "\\x1b[31mred\\x07\\r\\n\\t\\x9b");
    assert.equal(visibleText("a\u202eb\u2028c\u{e0041}"), "a\\u202eb\\u2028c\\u{e0041}");
    assert.equal(visibleText("half \ud83d"), "half \ufffd");
  });

  it("leaves languages and emoji alone", () => {
    for (const text of ["plain", "日本語", "naïve", "👩‍💻 🎉", "עברית"])
      assert.equal(visibleText(text), text);
  });

  it("never lets a control character through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(visibleText(text), /\p{Cc}|\p{Surrogate}|\p{Zl}|\p{Zp}/u);
      }),
    );
  });
});
