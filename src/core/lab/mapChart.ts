import type { PruneSettings } from "../prune/evaluate";
import { cheapest, type SweepMap, type SweepPoint } from "../whatif/sweep";
import { measureOf, type SweepMeasure } from "./sweepChart";

/** Steps of the scale from the least figure to the greatest. */
export const mapLevels = 10;

/** One pair of settings. `level` is its place on the scale, 0 to `mapLevels` − 1; undefined where the figure is not known. */
export interface MapCell {
  readonly point: SweepPoint;
  readonly figure: number;
  readonly level: number | undefined;
}

/** The map as rows of `min_savings`, the greatest first, over columns of `protected_tokens`, the least first. */
export interface MapChart {
  readonly protectedTokens: readonly number[];
  readonly minSavings: readonly number[];
  readonly rows: readonly (readonly MapCell[])[];
  /** Undefined where no figure is known. */
  readonly range: { readonly least: number; readonly greatest: number } | undefined;
}

/** Lays out a map for one figure; the scale is logarithmic where all figures are above 0. */
export function layoutMap(map: SweepMap, measure: SweepMeasure): MapChart {
  const columns = map.protectedTokens.length;
  const figures = map.points.map(({ summary }) => measureOf(summary, measure));
  const known = figures.filter((figure) => Number.isFinite(figure));
  const range =
    known.length === 0
      ? undefined
      : {
          least: known.reduce((a, b) => Math.min(a, b)),
          greatest: known.reduce((a, b) => Math.max(a, b)),
        };
  const cell = (point: SweepPoint, at: number): MapCell => {
    const figure = figures[at] ?? NaN;
    return { point, figure, level: range === undefined ? undefined : levelOf(figure, range) };
  };
  const cells = map.points.map(cell);
  const rows = map.minSavings.map((_, row) => cells.slice(row * columns, (row + 1) * columns));
  return {
    protectedTokens: map.protectedTokens,
    minSavings: [...map.minSavings].reverse(),
    rows: rows.reverse(),
    range,
  };
}

/** Where a cell stands, rows from the top. */
export interface MapPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * The cell that costs least of those that are not left aside, whatever figure is drawn. Of equal ones the one whose min
 * savings are nearest to those of `usual`, and then the one that protects least. Undefined where no cost is known.
 */
export function bestCell(chart: MapChart, usual: PruneSettings): MapPlace | undefined {
  const near = nearestCell(chart, usual).row;
  const places = chart.rows
    .flatMap((cells, row) => cells.map(({ point }, column) => ({ row, column, point })))
    .filter(({ point }) => !Number.isNaN(measureOf(point.summary, "cost")))
    .sort((a, b) => Math.abs(a.row - near) - Math.abs(b.row - near));
  const best = cheapest(places.map(({ point }) => point));
  const place = places.find(({ point }) => point === best);
  return place === undefined ? undefined : { row: place.row, column: place.column };
}

/** The cell nearest to both settings. */
export function nearestCell(
  { protectedTokens, minSavings }: MapChart,
  settings: PruneSettings,
): MapPlace {
  return {
    row: nearest(minSavings, settings.minSavings),
    column: nearest(protectedTokens, settings.protectedTokens),
  };
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce(
    (best, value, at) =>
      Math.abs(value - wanted) < Math.abs((values[best] ?? Infinity) - wanted) ? at : best,
    0,
  );
}

function levelOf(
  figure: number,
  { least, greatest }: NonNullable<MapChart["range"]>,
): number | undefined {
  if (!Number.isFinite(figure)) return undefined;
  if (greatest === least) return 0;
  const share =
    least > 0
      ? Math.log(figure / least) / Math.log(greatest / least)
      : (figure - least) / (greatest - least);
  return Math.min(mapLevels - 1, Math.floor(share * mapLevels));
}
