import { countLeading } from "../countLeading";

/**
 * Wall time along an axis on which long idle times are pressed together: between them a position advances by a unit for
 * each millisecond, and each idle time is as wide as `width` says, however long it was.
 */
export interface WallClock {
  /** The moment at position 0, epoch milliseconds. */
  readonly originTs: number;
  /** In order, without overlap. */
  readonly idle: readonly IdleTime[];
}

/** A time in which no request was under way. */
export interface IdleTime {
  /** Epoch milliseconds. */
  readonly fromTs: number;
  readonly toTs: number;
  /** Where it begins on the axis, and how much of the axis it takes, both in the axis's unit. */
  readonly at: number;
  readonly width: number;
}

const leastPressed = 1000;
/** An idle time takes at most about this share of what the requests take. */
const pressedShare = 1 / 32;

/**
 * Places requests, whose starts and ends are epoch milliseconds and never fall, on an axis. Idle times longer than a
 * power of two that is about a thirtieth of all time spent in requests are pressed together to that length. A power of two, so
 * that a session that grows seldom changes what is on the screen.
 */
export function wallClock(start: Float64Array, end: Float64Array): WallClock {
  let busy = 0;
  for (let at = 0; at < start.length; at++) busy += (end[at] ?? 0) - (start[at] ?? 0);
  const pressed =
    leastPressed * 2 ** Math.max(0, Math.ceil(Math.log2((busy * pressedShare) / leastPressed)));
  const originTs = start[0] ?? 0;
  const idle: IdleTime[] = [];
  let saved = 0;
  for (let at = 1; at < start.length; at++) {
    const fromTs = end[at - 1] ?? 0;
    const toTs = start[at] ?? 0;
    if (!(toTs - fromTs > pressed)) continue;
    idle.push({ fromTs, toTs, at: fromTs - originTs - saved, width: pressed });
    saved += toTs - fromTs - pressed;
  }
  return { originTs, idle };
}

/** The position of a moment; within an idle time, its share of it. */
export function positionOfMoment({ originTs, idle }: WallClock, ts: number): number {
  const last = lastBefore(idle, (each) => each.fromTs <= ts);
  if (last === undefined) return ts - originTs;
  const { fromTs, toTs, at, width } = last;
  return ts < toTs ? at + ((ts - fromTs) / (toTs - fromTs)) * width : at + width + (ts - toTs);
}

/** The moment at a position, epoch milliseconds. */
export function momentAt({ originTs, idle }: WallClock, position: number): number {
  const last = lastBefore(idle, (each) => each.at <= position);
  if (last === undefined) return originTs + position;
  const { fromTs, toTs, at, width } = last;
  const inside = position - at;
  return inside < width ? fromTs + (inside / width) * (toTs - fromTs) : toTs + (inside - width);
}

/** Whether every position of a clock is the same moment on a later one. */
export function continues(clock: WallClock, later: WallClock): boolean {
  return (
    clock.originTs === later.originTs &&
    clock.idle.every((each, at) => {
      const other = later.idle[at];
      return (
        other?.fromTs === each.fromTs && other.toTs === each.toTs && other.width === each.width
      );
    })
  );
}

function lastBefore(
  idle: readonly IdleTime[],
  isBefore: (each: IdleTime) => boolean,
): IdleTime | undefined {
  const before = countLeading(idle.length, (at) => {
    const each = idle[at];
    return each !== undefined && isBefore(each);
  });
  return idle[before - 1];
}
