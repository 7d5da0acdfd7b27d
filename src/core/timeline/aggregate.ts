import { countOfCode } from "./codeCounts";
import { derivedColumns } from "./derivedColumns";
import { extremesOf } from "./extremes";
import type { RequestSpan } from "./hit";
import { decisions, type RequestColumns, type TimelineModel } from "./model";

/** Least, greatest, mean and number of the known values of a column over a span of requests. */
export interface Spread {
  readonly least: number;
  readonly greatest: number;
  readonly mean: number;
  readonly count: number;
}

/** Requests from which a tree answers faster than a look at each of them. */
const treeFrom = 32;

/**
 * The figures of a column that can be NaN where not known; `undefined` where none in the span is known. The column must
 * not change afterwards: what was found out about it is kept.
 */
export function spreadOf(column: Float64Array, span: RequestSpan): Spread | undefined {
  if (span.to - span.from >= treeFrom) {
    const { least, greatest, sum, count } = extremesOf(column, span);
    return count === 0 ? undefined : { least, greatest, mean: sum / count, count };
  }
  let least = Infinity;
  let greatest = -Infinity;
  let sum = 0;
  let count = 0;
  for (let request = span.from; request < span.to; request++) {
    const value = column[request] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    sum += value;
    count++;
  }
  return count === 0 ? undefined : { least, greatest, mean: sum / count, count };
}

/** How many requests of a span took each decision, in the order of `decisions`. */
export function decisionCounts(decision: Uint8Array, span: RequestSpan): readonly number[] {
  return decisions.map((_, code) => countOfCode(decision, code, decisions.length, span));
}

/** How many requests of a span sent something again. */
export function sentAgainCount({ sentAgain }: RequestColumns, { from, to }: RequestSpan): number {
  let count = 0;
  for (let request = from; request < to; request++)
    if ((sentAgain.offsets[request + 1] ?? 0) > (sentAgain.offsets[request] ?? 0)) count++;
  return count;
}

/** The highest top of any request in a span, left-out content included, in tokens. */
export function highestTop(model: TimelineModel, span: RequestSpan): number {
  return Math.max(0, spreadOf(derivedColumns(model).tops, span)?.greatest ?? 0);
}
