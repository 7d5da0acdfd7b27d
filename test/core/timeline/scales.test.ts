import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  clockTicks,
  niceStep,
  niceTop,
  placeLabels,
  requestTicks,
  shortTokens,
} from "../../../src/core/timeline/ticks";
import {
  breakHeight,
  heightOfTokens,
  tokensOfHeight,
  verticalScale,
  verticalTicks,
} from "../../../src/core/timeline/vertical";
import { positionOfMoment, wallClock } from "../../../src/core/timeline/wallClock";
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

  it("times are named as exactly as their step, the day once", () => {
    const midnight = Date.UTC(2026, 4, 21);
    const labels = (from: number, to: number) =>
      clockTicks({ originTs: midnight, idle: [] }, from, to, 4).map((tick) => tick.label);
    assert.deepEqual(labels(0, 60_000), [
      ...["2026-05-21 00:00:00", "00:00:15", "00:00:30", "00:00:45", "00:01:00"],
    ]);
    assert.deepEqual(labels(1000, 1100), [
      ...["2026-05-21 00:00:01.000", "00:00:01.050", "00:00:01.100"],
    ]);
    assert.deepEqual(labels(79_200_000, 93_600_000), [
      ...["2026-05-21 22:00", "23:00", "2026-05-22 00:00", "01:00", "02:00"],
    ]);
    assert.deepEqual(labels(0, 4 * 86_400_000).slice(0, 3), [
      "2026-05-21",
      "2026-05-22",
      "2026-05-23",
    ]);
  });

  it("no tick stands in an idle time", () => {
    const hour = 3_600_000;
    const start = Float64Array.of(0, 10_500, 30 * hour);
    const clock = wallClock(start, Float64Array.of(10_000, 40_000, 30 * hour + 20_000));
    const [idle] = clock.idle;
    assert.ok(idle !== undefined && clock.idle.length === 1 && idle.width === 2000);
    const ticks = clockTicks(clock, 0, positionOfMoment(clock, 30 * hour + 20_000), 6);
    assert.deepEqual(
      ticks.map((tick) => tick.label),
      [...["1970-01-01 00:00:00", "00:00:15", "00:00:30"], ...["1970-01-02 06:00:00", "06:00:15"]],
    );
  });

  it("time ticks are even, in view and not too many", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e10 }),
        fc.integer({ min: 1, max: 1e10 }),
        fc.integer({ min: 1, max: 20 }),
        (from, span, most) => {
          const ticks = clockTicks({ originTs: 1e12, idle: [] }, from, from + span, most);
          assert.ok(ticks.length <= most + 1);
          for (const { value } of ticks) assert.ok(value >= from && value <= from + span);
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
