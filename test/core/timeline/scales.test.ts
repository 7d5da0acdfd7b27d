import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  niceStep,
  niceTop,
  placeLabels,
  requestTicks,
  shortTokens,
  timeTicks,
} from "../../../src/core/timeline/ticks";
import {
  breakHeight,
  heightOfTokens,
  tokensOfHeight,
  verticalScale,
  verticalTicks,
} from "../../../src/core/timeline/vertical";
import { topOf } from "../../../src/core/timeline/bands";
import { models } from "./arbitrarySketch";

const positive = fc.double({ min: 1e-3, max: 1e12, noNaN: true });

describe("round numbers for axes", () => {
  it("steps are the least round ones that are wide enough", () => {
    fc.assert(
      fc.property(positive, fc.boolean(), (least, whole) => {
        const step = niceStep(least, whole);
        assert.ok(step >= least * (1 - 1e-9));
        assert.ok(
          step <= Math.max(least * 2.5, 1) * (1 + 1e-9),
          "not wider than the next round one",
        );
        if (whole) assert.ok(Number.isInteger(step));
      }),
    );
  });

  it("tops leave at most a quarter empty", () => {
    fc.assert(
      fc.property(positive, (value) => {
        const top = niceTop(value);
        assert.ok(top >= value && top <= value * 1.3334);
      }),
    );
  });

  it("tokens are named briefly", () => {
    const named = [0, 950, 1000, 1500, 12_000, 12_345, 154_392, 999_940, 1_000_000, 17_400_000];
    assert.deepEqual(named.map(shortTokens), [
      ...["0", "950", "1k", "1.5k", "12k", "12.3k", "154k", "1000k", "1M", "17.4M"],
    ]);
  });

  it("times are named as exactly as their step", () => {
    const labels = (from: number, to: number) => timeTicks(from, to, 4).map((tick) => tick.label);
    assert.deepEqual(labels(0, 60_000), ["0", "0:15", "0:30", "0:45", "1:00"]);
    assert.deepEqual(labels(1000, 1200), ["1.00 s", "1.05 s", "1.10 s", "1.15 s", "1.20 s"]);
    assert.deepEqual(labels(0, 4 * 3_600_000), ["0", "1:00 h", "2:00 h", "3:00 h", "4:00 h"]);
    assert.deepEqual(labels(0, 3 * 86_400_000), ["0", "1 d", "2 d", "3 d"]);
  });

  it("time ticks are even, in view and not too many", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e10 }),
        fc.integer({ min: 1, max: 1e10 }),
        fc.integer({ min: 1, max: 20 }),
        (from, span, most) => {
          const ticks = timeTicks(from, from + span, most);
          assert.ok(ticks.length <= most + 1);
          for (const { value } of ticks) assert.ok(value >= from && value <= from + span);
          assert.equal(new Set(ticks.map((tick) => tick.label)).size, ticks.length, "all differ");
        },
      ),
    );
  });

  it("request ticks are whole, ascending, in range, with the first of the session", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.nat({ max: 20_000 }),
        fc.integer({ min: 2, max: 20 }),
        (first, more, most) => {
          const ticks = requestTicks(first, first + more, most);
          assert.deepEqual(
            ticks,
            [...new Set(ticks)].sort((a, b) => a - b),
          );
          assert.ok(
            ticks.every((tick) => Number.isInteger(tick) && tick >= first && tick <= first + more),
          );
          assert.equal(ticks.includes(1), first === 1);
          assert.ok(ticks.length <= most + 2);
        },
      ),
    );
  });

  it("labels never touch and never leave their line", () => {
    const label = fc.record({
      center: fc.integer({ min: -50, max: 550 }),
      width: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(label), (labels) => {
        const placed = placeLabels(labels, 0, 500, 4).flatMap((left, index) =>
          left === undefined ? [] : [{ left, right: left + (labels[index]?.width ?? 0) }],
        );
        placed.sort((a, b) => a.left - b.left);
        for (const [index, { left, right }] of placed.entries()) {
          assert.ok(left >= 0 && right <= 500);
          const next = placed[index + 1];
          if (next !== undefined) assert.ok(next.left >= right + 4);
        }
        if (labels.length > 0) assert.ok(placed.length > 0, "the first one stands");
      }),
    );
  });
});

describe("the vertical scale", () => {
  it("holds the tallest request and hides nothing but overhead behind its break", () => {
    fc.assert(
      fc.property(models, (model) => {
        const scale = verticalScale(model, { from: 0, to: model.length });
        for (let request = 0; request < model.length; request++) {
          assert.ok(topOf(model, request) <= scale.topTokens * (1 + 1e-9));
          assert.ok((model.requests.overheadTokens[request] ?? 0) >= scale.breakTokens);
        }
      }),
    );
  });

  it("grows with the tokens and comes back from its heights", () => {
    const scales = fc
      .tuple(fc.integer({ min: 2, max: 1e6 }), fc.double({ min: 0, max: 0.9, noNaN: true }))
      .map(([topTokens, share]) => ({ topTokens, breakTokens: Math.floor(topTokens * share) }));
    fc.assert(
      fc.property(
        scales,
        fc.integer({ min: 60, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scale, height, share) => {
          const tokens = share * scale.topTokens;
          const at = heightOfTokens(scale, height, breakHeight, tokens);
          assert.ok(at >= -1e-9 && at <= height * (1 + 1e-9));
          const back = tokensOfHeight(scale, height, breakHeight, at);
          assert.ok(Math.abs(back - tokens) <= 1e-6 * scale.topTokens);
          const ticks = verticalTicks(scale, height, 30);
          const heights = ticks.map(({ value }) =>
            heightOfTokens(scale, height, breakHeight, value),
          );
          for (let tick = 1; tick < heights.length; tick++)
            assert.ok(
              (heights[tick] ?? 0) - (heights[tick - 1] ?? 0) >= 29.9,
              "ticks keep their distance",
            );
        },
      ),
    );
  });
});
