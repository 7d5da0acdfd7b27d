import type { Axis } from "./axis";
import type { RequestSpan } from "./hit";
import { lowerBound } from "./ranges";
import type { TimelineModel } from "./model";
import type { Viewport } from "./viewport";

/**
 * What the width of the picture is divided into: one column a request, or, where requests are narrower than a pixel,
 * one for all those that fall into it. Requests of different segments never share one. Pixels from the picture's left.
 */
export interface Columns {
  readonly length: number;
  /** First request of each column, and one past its last. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Whole pixels, possibly left of 0 or right of the width where a column is cut by the edge. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Pixel of the axis at which the picture begins: what does not move while the view is panned counts from here. */
  readonly origin: number;
}

/** Horizontal scale of a view on so many pixels. The picture is moved by whole pixels only, so that nothing shimmers. */
function pixelScale(
  view: Viewport,
  width: number,
): { readonly perUnit: number; readonly origin: number } {
  const perUnit = width / (view.to - view.from);
  return { perUnit, origin: Math.round(view.from * perUnit) };
}

/** Pixel of a position on the axis, from the picture's left. */
export function pixelOf(view: Viewport, width: number, position: number): number {
  const { perUnit, origin } = pixelScale(view, width);
  return Math.round(position * perUnit) - origin;
}

/** Position on the axis of a pixel from the picture's left. */
export function positionOf(view: Viewport, width: number, pixel: number): number {
  const { perUnit, origin } = pixelScale(view, width);
  return (pixel + origin) / perUnit;
}

/**
 * Divides the visible part. Requests are merged by a grid on the axis whose steps are powers of two, the smallest that are
 * not narrower than `leastWidth` pixels: which requests share a column depends on the zoom alone, and stays the same
 * over a range of it.
 */
export function visibleColumns(
  model: TimelineModel,
  axis: Axis,
  view: Viewport,
  width: number,
  leastWidth = 1,
): Columns {
  const { perUnit, origin } = pixelScale(view, width);
  const step = 2 ** Math.ceil(Math.log2(leastWidth / perUnit));
  const { start: starts } = axis;
  const cell = (request: number): number => Math.floor((starts[request] ?? 0) / step);
  // Steps are powers of two, so that a division by one is exact and a search finds what a look at each would.
  const firstFrom = (place: number, from: number): number => lowerBound(starts, place * step, from);
  // A step of the grid is taken whole, so that the one at the edge does not change while the view moves.
  let at = Math.max(0, lowerBound(starts, view.from) - 1);
  if (at > 0) at = firstFrom(cell(at), 0);
  let end = lowerBound(starts, view.to);
  if (end > 0 && end < starts.length) end = firstFrom(cell(end - 1) + 1, end);

  const cells = Math.ceil((view.to - view.from) / step) + 3;
  const capacity = Math.min(end - at, cells + model.segments.length);
  const from = new Uint32Array(capacity);
  const to = new Uint32Array(capacity);
  const left = new Int32Array(capacity);
  const right = new Int32Array(capacity);
  let length = 0;
  while (at < end && length < capacity) {
    const segment = model.segments[model.requests.segment[at] ?? -1];
    const next = Math.min(
      end,
      segment?.endRequest ?? end,
      nextCell(starts, cell(at) + 1, step, at),
    );
    const wanted = Math.round((axis.start[at] ?? 0) * perUnit) - origin;
    const stop = Math.round((axis.end[next - 1] ?? 0) * perUnit) - origin;
    // Every column has a pixel of its own: on a time axis neighbours may round to the same one.
    const start = length === 0 ? wanted : Math.max(wanted, (left[length - 1] ?? 0) + 1);
    if (length > 0) right[length - 1] = Math.min(right[length - 1] ?? 0, start);
    from[length] = at;
    to[length] = next;
    left[length] = start;
    right[length] = Math.max(stop, start + 1);
    length++;
    at = next;
  }
  return {
    length,
    from: from.subarray(0, length),
    to: to.subarray(0, length),
    left: left.subarray(0, length),
    right: right.subarray(0, length),
    origin,
  };
}

/** The first request behind `at` that stands at or behind a step of the grid; most often it is near. */
function nextCell(starts: Float64Array, place: number, step: number, at: number): number {
  const edge = place * step;
  let reach = 1;
  while ((starts[at + reach] ?? Infinity) < edge) reach *= 2;
  let low = at + (reach >> 1);
  let high = Math.min(starts.length, at + reach);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) < edge) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, at + 1);
}

/** The column over a pixel, or −1 where there is none. Of columns that share the pixel it is the one painted last. */
export function columnAt(columns: Columns, pixel: number): number {
  const found = lowerBound(columns.left, pixel + 1) - 1;
  return found >= 0 && pixel < (columns.right[found] ?? 0) ? found : -1;
}

/** The column that holds a request, or −1 where it is outside. */
export function columnOfRequest(columns: Columns, request: number): number {
  const column = lowerBound(columns.to, request + 1);
  const from = columns.from[column];
  return from !== undefined && from <= request ? column : -1;
}

/** The requests that a column stands for. */
export function spanOf(columns: Columns, column: number): RequestSpan {
  return { from: columns.from[column] ?? 0, to: columns.to[column] ?? 0 };
}
