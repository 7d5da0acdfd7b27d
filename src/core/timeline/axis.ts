import type { TimelineModel } from "./model";
import { lowerBound } from "./ranges";
import type { AxisKind } from "./viewport";
import { positionOfMoment, wallClock, type WallClock } from "./wallClock";

/** Where every request stands on the horizontal axis, in the axis's own unit: requests, or milliseconds less what was pressed. */
export interface Axis {
  readonly kind: AxisKind;
  /** Ascending. */
  readonly start: Float64Array;
  /** Not below `start`; at most the next request's start. */
  readonly end: Float64Array;
  readonly extent: { readonly from: number; readonly to: number };
  /** The place of each segment's beginning; the first one's is 0. */
  readonly segmentStarts: readonly number[];
  /** What the positions of a time axis are in wall time; undefined on another axis. */
  readonly clock: WallClock | undefined;
}

/** Room between two segments, in requests: for the mark that says how the second came about. */
const segmentGap = 0.6;

/** Where each request stands: one behind the other, or by the clock with idle times pressed together. */
export function buildAxis(model: TimelineModel, kind: AxisKind): Axis {
  switch (kind) {
    case "requests":
      return requestAxis(model);
    case "time":
      return timeAxis(model);
  }
}

function requestAxis(model: TimelineModel): Axis {
  const { places } = model;
  const start = new Float64Array(model.length);
  const segmentStarts: number[] = [];
  let position = 0;
  for (const [index, segment] of model.segments.entries()) {
    if (index > 0) position += segmentGap;
    position = places?.start[segment.firstRequest] ?? position;
    segmentStarts.push(index === 0 ? 0 : position - segmentGap / 2);
    for (let request = segment.firstRequest; request < segment.endRequest; request++) {
      position = places?.start[request] ?? position;
      start[request] = position++;
    }
  }
  return {
    kind: "requests",
    start,
    end: start.map((from) => from + 1),
    extent: { from: 0, to: Math.max(1, places?.extent ?? position) },
    segmentStarts,
    clock: undefined,
  };
}

/**
 * A request lasts until the next one of its run, the last one until the run's end; between runs the axis is empty, and
 * where that is long it is pressed together.
 */
function timeAxis(model: TimelineModel): Axis {
  const { ts } = model.requests;
  const ends = ts.slice();
  for (const run of model.runs) {
    const runEnd = run.run.end?.ts ?? -Infinity;
    for (let request = run.firstRequest; request < run.endRequest; request++) {
      const next = ts[request + 1] ?? Infinity;
      const isLast = request + 1 === run.endRequest;
      ends[request] = Math.max(ts[request] ?? 0, Math.min(next, isLast ? runEnd : next));
    }
  }
  const clock = wallClock(ts, ends);
  const place = (moment: number) => positionOfMoment(clock, moment);
  const end = ends.map(place);
  const to = Math.max(1, end.at(-1) ?? 1);
  return {
    kind: "time",
    start: ts.map(place),
    end,
    extent: { from: 0, to },
    segmentStarts: model.segments.map(({ segment, firstRequest }) => {
      const moment = segment.startTs ?? model.requests.ts[firstRequest] ?? clock.originTs;
      return Math.min(to, Math.max(0, place(moment)));
    }),
    clock,
  };
}

/** The request at a position, or the nearest one; −1 where there are none. */
export function requestAt(axis: Axis, position: number): number {
  if (axis.start.length === 0) return -1;
  const next = lowerBound(axis.start, position);
  if (next < axis.start.length && axis.start[next] === position) return next;
  if (next === 0) return 0;
  const previous = next - 1;
  if (next >= axis.start.length || position < (axis.end[previous] ?? 0)) return previous;
  const toPrevious = position - (axis.end[previous] ?? 0);
  return toPrevious <= (axis.start[next] ?? 0) - position ? previous : next;
}
