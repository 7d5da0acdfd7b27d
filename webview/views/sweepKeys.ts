import type { ChartPoint, SweepChart } from "../../src/core/lab/sweepChart";
import type { SweepGiven } from "./sweep";

/** The point of the chosen policy's curve that is nearest to the chosen value. */
export function chosenPoint(
  chart: SweepChart,
  { chosen }: Pick<SweepGiven, "chosen">,
): ChartPoint | undefined {
  const curve = chart.curves.find(({ policy }) => policy === chosen.policy.id);
  const value = chosen.values[chosen.policy.sweptParameter ?? -1];
  return value === undefined ? undefined : nearestTo(curve?.points ?? [], value);
}

function nearestTo(points: readonly ChartPoint[], value: number): ChartPoint | undefined {
  return points.reduce<ChartPoint | undefined>(
    (best, point) =>
      best === undefined || Math.abs(point.value - value) < Math.abs(best.value - value)
        ? point
        : best,
    undefined,
  );
}

/** Where a key leads from the chosen point; undefined for keys that lead nowhere. */
export function walk(
  chart: SweepChart,
  given: Pick<SweepGiven, "chosen">,
  key: string,
): ChartPoint | undefined {
  const at = chosenPoint(chart, given);
  const curve = chart.curves.findIndex(({ policy }) => policy === given.chosen.policy.id);
  const points = chart.curves[curve]?.points ?? [];
  const position = at === undefined ? -1 : points.indexOf(at);
  const exact =
    at?.value === given.chosen.values[given.chosen.policy.sweptParameter ?? -1] ? 0 : undefined;
  const other = (by: number) => {
    const next = chart.curves[Math.min(chart.curves.length - 1, Math.max(0, curve + by))];
    return nearestTo(next?.points ?? [], at?.value ?? 0);
  };
  switch (key) {
    case "ArrowRight":
      return points[Math.min(points.length - 1, position + 1)] ?? other(0);
    case "ArrowLeft":
      return points[Math.max(0, position - (exact === undefined ? 0 : 1))] ?? other(0);
    case "ArrowUp":
      return other(-1);
    case "ArrowDown":
      return other(1);
    case "Home":
      return points[0];
    case "End":
      return points[points.length - 1];
    default:
      return undefined;
  }
}
