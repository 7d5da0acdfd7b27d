import assert from "node:assert/strict";
import { layoutSweep, measureOf, nearestPoint } from "../../../src/core/lab/sweepChart";
import { manifestLines } from "../../../src/core/lab/manifest";
import type { RunSummary } from "../../../src/core/whatif/summarise";
import type { SweepCurve } from "../../../src/core/whatif/sweep";

function summary(cost: number, requestsWithCost = 1): RunSummary {
  return {
    requests: 1,
    fires: 3,
    noCandidates: 0,
    belowMinSavings: 0,
    requestsLeavingOut: 0,
    setChanges: 0,
    requestsSendingAgain: 2,
    resultsSentAgain: 0,
    resultsNeverSeen: 0,
    tokensLeftOut: 0,
    tokensSentAgain: 0,
    prompt: { known: 1, total: 1, mean: 1, peak: 7 },
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cost,
    requestsWithCost,
    uncertain: 0,
  };
}

const curve = (policy: string, pairs: readonly (readonly [number, number])[]): SweepCurve => ({
  policy,
  parameter: 0,
  points: pairs.map(([value, cost]) => ({
    policy,
    values: [value],
    summary: summary(cost),
    newlyHidden: 0,
  })),
});

const size = { width: 400, height: 200 };

describe("the sweep's chart", () => {
  it("places doublings evenly, 0 one doubling before the least, and greater figures higher", () => {
    const chart = layoutSweep(
      [
        curve("yoi", [
          [0, 10],
          [1000, 20],
          [2000, 30],
          [4000, 40],
        ]),
      ],
      "cost",
      size,
    );
    const xs = chart.curves[0]?.points.map(({ x }) => x) ?? [];
    const steps = xs.slice(1).map((x, at) => x - (xs[at] ?? NaN));
    for (const step of steps) assert.ok(Math.abs(step - (steps[0] ?? NaN)) < 1e-9);
    assert.equal(xs[0], chart.plot.left);
    assert.equal(xs[3], chart.plot.right);
    const ys = chart.curves[0]?.points.map(({ y }) => y) ?? [];
    assert.deepEqual(
      [...ys].sort((a, b) => b - a),
      ys,
    );
    for (const y of ys) assert.ok(y >= chart.plot.top && y <= chart.plot.bottom);
  });

  it("keeps every figure inside, those beside the curves too, with ticks from 0 to above the highest", () => {
    const chart = layoutSweep(
      [
        curve("yoi", [
          [0, 10],
          [1000, 20],
        ]),
      ],
      "cost",
      size,
      [123_456],
    );
    assert.equal(chart.yTicks[0]?.value, 0);
    assert.ok((chart.yTicks.at(-1)?.value ?? 0) >= 123_456);
    assert.ok(chart.place(500, 123_456).y >= chart.plot.top);
  });

  it("draws only curves along a parameter, and no point without a figure", () => {
    const single: SweepCurve = { policy: "off", parameter: undefined, points: [] };
    const unknown = curve("yoi", [
      [0, 10],
      [1000, 20],
      [2000, 30],
    ]);
    const points = unknown.points.map((point, at) =>
      at === 1 ? { ...point, summary: summary(0, 0) } : point,
    );
    const chart = layoutSweep([single, { ...unknown, points }], "cost", size);
    assert.deepEqual(
      chart.curves.map(({ policy }) => policy),
      ["yoi"],
    );
    assert.deepEqual(
      chart.curves[0]?.points.map(({ value }) => value),
      [0, 2000],
    );
    assert.equal(measureOf(summary(0, 0), "peak"), 7);
    assert.equal(measureOf(summary(0, 0), "sent again"), 2);
  });

  it("finds the nearest point over all curves, and none where there is none", () => {
    const chart = layoutSweep(
      [
        curve("yoi", [
          [0, 10],
          [1000, 10],
        ]),
        curve("yoi-sticky", [
          [0, 90],
          [1000, 90],
        ]),
      ],
      "cost",
      size,
    );
    for (const point of chart.curves.flatMap(({ points }) => points))
      assert.equal(nearestPoint(chart, point.x + 2, point.y - 2), point);
    assert.equal(nearestPoint(layoutSweep([], "cost", size), 0, 0), undefined);
  });
});

describe("the manifest's lines", () => {
  it("name the two settings under their section", () => {
    assert.equal(
      manifestLines({ protectedTokens: 8000, minSavings: 0 }),
      "[compaction]\nprune_protected_tokens = 8000\nprune_min_savings = 0\n",
    );
  });
});
