import type { RunSummary } from "../whatif/summarise";
import type { SweepCurve, SweepPoint } from "../whatif/sweep";

/** What can be drawn over protected tokens. */
export const sweepMeasures = ["cost", "peak", "fires", "sent again"] as const;
export type SweepMeasure = (typeof sweepMeasures)[number];

/** The figure of a run that a measure names: tokens at the input price, tokens, or requests. NaN where not known. */
export function measureOf(summary: RunSummary, measure: SweepMeasure): number {
  switch (measure) {
    case "cost":
      return summary.requestsWithCost === 0 ? NaN : summary.cost;
    case "peak":
      return summary.prompt.peak ?? NaN;
    case "fires":
      return summary.fires;
    case "sent again":
      return summary.requestsSendingAgain;
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Value of the swept parameter. */
  readonly value: number;
  readonly point: SweepPoint;
}

export interface ChartCurve {
  readonly policy: string;
  readonly points: readonly ChartPoint[];
}

export interface ChartTick {
  readonly at: number;
  readonly value: number;
}

/** A sweep laid out in the units of `size`: y grows downwards, and the plot keeps room for the texts of the axes. */
export interface SweepChart {
  readonly size: Size;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly curves: readonly ChartCurve[];
  readonly xTicks: readonly ChartTick[];
  readonly yTicks: readonly ChartTick[];
  /** Place of any setting and figure. */
  readonly place: (value: number, figure: number) => { readonly x: number; readonly y: number };
}

const room = { left: 38, right: 10, top: 10, bottom: 20 };

/**
 * Lays out the curves that have a swept parameter: x is its value on a logarithmic scale, with 0 one doubling left of the
 * least other value, y the measure from 0. `others` are figures that must have room too.
 */
export function layoutSweep(
  curves: readonly SweepCurve[],
  measure: SweepMeasure,
  size: Size,
  others: readonly number[] = [],
): SweepChart {
  const swept = curves.filter((curve) => curve.parameter !== undefined && curve.points.length > 1);
  const valuesOf = (curve: SweepCurve) =>
    curve.points.map(({ values }) => values[curve.parameter ?? 0] ?? 0);
  const all = swept.flatMap(valuesOf);
  const least = all.reduce((a, b) => (b > 0 && b < a ? b : a), Infinity);
  const most = Math.max(
    all.reduce((a, b) => Math.max(a, b), 0),
    1,
  );
  const from = Math.log2(Number.isFinite(least) ? least : 1) - 1;
  const span = Math.max(1, Math.log2(most) - from);
  const plot = {
    left: room.left,
    right: size.width - room.right,
    top: room.top,
    bottom: size.height - room.bottom,
  };
  const figures = [
    ...swept.flatMap(({ points }) => points.map(({ summary }) => measureOf(summary, measure))),
    ...others,
  ];
  const highest = figures.reduce((a, b) => (b > a ? b : a), 1);
  const step = niceStep(highest / 3);
  const top = Math.ceil(highest / step) * step;
  const place = (value: number, figure: number) => {
    const share = (Math.log2(Math.max(value, 2 ** from)) - from) / span;
    return {
      x: plot.left + Math.min(1, share) * (plot.right - plot.left),
      y: plot.bottom - (figure / top) * (plot.bottom - plot.top),
    };
  };
  return {
    size,
    plot,
    curves: swept.map((curve) => ({
      policy: curve.policy,
      points: curve.points.flatMap((point, position): ChartPoint[] => {
        const value = valuesOf(curve)[position] ?? 0;
        const figure = measureOf(point.summary, measure);
        return Number.isNaN(figure) ? [] : [{ ...place(value, figure), value, point }];
      }),
    })),
    xTicks: powersOfTwo(Number.isFinite(least) ? least : 1, most).map((value) => ({
      value,
      at: place(value, 0).x,
    })),
    yTicks: Array.from({ length: Math.round(top / step) + 1 }, (_, tick) => ({
      value: tick * step,
      at: place(0, tick * step).y,
    })),
    place,
  };
}

/** The point nearest to a place on the chart, over all curves. */
export function nearestPoint(chart: SweepChart, x: number, y: number): ChartPoint | undefined {
  let nearest: ChartPoint | undefined;
  let least = Infinity;
  for (const point of chart.curves.flatMap(({ points }) => points)) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance >= least) continue;
    least = distance;
    nearest = point;
  }
  return nearest;
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return Math.max(1, step * power);
}

/** 0, then doublings from the least value, at most seven of them. */
function powersOfTwo(least: number, most: number): readonly number[] {
  const doublings = Math.max(0, Math.floor(Math.log2(most / least)));
  const stride = Math.max(1, Math.ceil((doublings + 1) / 6));
  const ticks = [0];
  for (let power = 0; power <= doublings; power += stride) ticks.push(least * 2 ** power);
  return ticks;
}
