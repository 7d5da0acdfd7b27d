import { topOf } from "./bands";
import type { RequestSpan } from "./hit";
import { decisions, type RequestColumns, type TimelineModel } from "./model";

/** Least, greatest, mean and number of the known values of a column over a span of requests. */
export interface Spread {
  readonly least: number;
  readonly greatest: number;
  readonly mean: number;
  readonly count: number;
}

/** The figures of a column that can be NaN where not known; `undefined` where none in the span is known. */
export function spreadOf(column: Float64Array, { from, to }: RequestSpan): Spread | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  let sum = 0;
  let count = 0;
  for (let request = from; request < to; request++) {
    const value = column[request] ?? NaN;
    if (Number.isNaN(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
    count++;
  }
  return count === 0 ? undefined : { least, greatest, mean: sum / count, count };
}

/** How many requests of a span took each decision, in the order of `decisions`. */
export function decisionCounts(decision: Uint8Array, { from, to }: RequestSpan): readonly number[] {
  const counts = decisions.map(() => 0);
  for (let request = from; request < to; request++) {
    const code = decision[request] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** How many requests of a span sent something again. */
export function sentAgainCount({ sentAgain }: RequestColumns, { from, to }: RequestSpan): number {
  let count = 0;
  for (let request = from; request < to; request++)
    if ((sentAgain.offsets[request + 1] ?? 0) > (sentAgain.offsets[request] ?? 0)) count++;
  return count;
}

/** The highest top of any request in a span, left-out content included, in tokens. */
export function highestTop(model: TimelineModel, { from, to }: RequestSpan): number {
  let highest = 0;
  for (let request = from; request < to; request++)
    highest = Math.max(highest, topOf(model, request));
  return highest;
}
