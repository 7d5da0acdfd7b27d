import { requestAt, type Axis } from "./axis";
import { continues, momentAt, positionOfMoment } from "./wallClock";

/** What the horizontal axis counts: one column a request, or wall time. */
export type AxisKind = "requests" | "time";

/**
 * The part of the axis that is visible: in requests from 0, or in milliseconds from the session's first request, less
 * what was pressed together of idle times. With a position of its own, whatever the size of the picture, so it can be
 * kept and restored.
 */
export interface Viewport {
  readonly axis: AxisKind;
  readonly from: number;
  readonly to: number;
}

/** The least that can be visible, in the axis's unit. */
const leastSpan: Readonly<Record<AxisKind, number>> = { requests: 3, time: 20 };

/** Everything. */
export function wholeView(axis: Axis): Viewport {
  return { axis: axis.kind, from: axis.extent.from, to: axis.extent.to };
}

/** A view of another axis, or beyond the ends, or not of numbers, becomes one that can be shown. */
export function clampView(view: Viewport, axis: Axis): Viewport {
  if (view.axis !== axis.kind || !(view.to > view.from)) return wholeView(axis);
  const { from, to } = axis.extent;
  const whole = to - from;
  const span = Math.min(whole, Math.max(view.to - view.from, leastSpan[axis.kind]));
  if (!Number.isFinite(span) || !Number.isFinite(view.from)) return wholeView(axis);
  const middle = (view.from + view.to) / 2;
  const wanted = span === view.to - view.from ? view.from : middle - span / 2;
  const start = Math.min(Math.max(wanted, from), to - span);
  return { axis: axis.kind, from: start, to: start + span };
}

/** Shows `factor` times as much; what is at `anchor` keeps its place in the picture, as far as the ends allow. */
export function zoomView(view: Viewport, axis: Axis, factor: number, anchor: number): Viewport {
  const least = Math.min(leastSpan[axis.kind], axis.extent.to - axis.extent.from);
  const span = Math.min(
    axis.extent.to - axis.extent.from,
    Math.max(least, (view.to - view.from) * factor),
  );
  const share = (anchor - view.from) / (view.to - view.from);
  const from = anchor - share * span;
  return clampView({ axis: view.axis, from, to: from + span }, axis);
}

/** Moves the view by so much of the axis. */
export function panView(view: Viewport, axis: Axis, by: number): Viewport {
  return clampView({ ...view, from: view.from + by, to: view.to + by }, axis);
}

/** Moves the view, by as little as needed, so that a request is inside with some of what surrounds it. */
export function revealRequest(view: Viewport, axis: Axis, request: number): Viewport {
  const start = axis.start[request];
  const end = axis.end[request];
  if (start === undefined || end === undefined) return view;
  const span = view.to - view.from;
  const margin = Math.min(span * 0.1, Math.max(0, (span - (end - start)) / 2));
  if (start >= view.from && Math.min(end, start + span) <= view.to) return view;
  const from = start < view.from ? start - margin : Math.min(start, end + margin - span);
  return clampView({ ...view, from, to: from + span }, axis);
}

/**
 * The view after the session grew: all of it where all of it was visible, the end where the end was visible, else
 * what it was.
 */
export function followView(view: Viewport, before: Axis, after: Axis): Viewport {
  const slack = (view.to - view.from) * 1e-6;
  const sawStart = view.from <= before.extent.from + slack;
  const sawEnd = view.to >= before.extent.to - slack;
  if (sawStart && sawEnd) return wholeView(after);
  const { clock } = before;
  const next = after.clock;
  if (clock !== undefined && next !== undefined && !continues(clock, next)) {
    // More is pressed together by now: the same moments stay in view.
    const moved = (position: number) => positionOfMoment(next, momentAt(clock, position));
    const same = { ...view, from: moved(view.from), to: moved(view.to) };
    return clampView(sawEnd ? panned(same, after.extent.to - same.to) : same, after);
  }
  return sawEnd ? panView(view, after, after.extent.to - view.to) : clampView(view, after);
}

function panned(view: Viewport, by: number): Viewport {
  return { ...view, from: view.from + by, to: view.to + by };
}

/** The same requests on another axis. */
export function convertView(view: Viewport, from: Axis, to: Axis): Viewport {
  if (from.kind === to.kind) return clampView(view, to);
  const whole = wholeView(from);
  if (view.from <= whole.from && view.to >= whole.to) return wholeView(to);
  const first = requestAt(from, view.from);
  const last = requestAt(from, view.to);
  if (first < 0 || last < 0) return wholeView(to);
  return clampView(
    { axis: to.kind, from: to.start[first] ?? 0, to: to.end[last] ?? to.extent.to },
    to,
  );
}
