import { mulDiv } from "./integers";
import type { PruneHistory } from "./pruneHistory";
import type { GrowingRecords } from "./growingRecords";

const largest = Number.MAX_SAFE_INTEGER;

/**
 * The boundary of boundary.ts over the estimates of prefixEstimates.ts, for growing histories and without
 * an object made: what a slider and a dozen simulations of ten thousand requests ask for. Between two records the
 * estimates never fall, so the boundary lies behind the last record of at most total − budget.
 *
 * There is at least one record, and none is longer than `historyLength`.
 */
export function growingBoundary(
  prefixBytes: Float64Array,
  historyLength: number,
  records: GrowingRecords,
  protectedTokens: number,
): number {
  if (protectedTokens === 0) return historyLength;
  const lastLength = records.lengths[records.count] ?? 0;
  const lastTokens = records.tokens[records.count] ?? 0;
  const total = extrapolated(prefixBytes, historyLength, lastLength, lastTokens);
  const limit = total - protectedTokens;
  if (limit < 0) return 0;
  if (lastTokens <= limit && lastLength < historyLength) {
    const reach = (prefixBytes[lastLength] ?? 0) + 4 * (limit - lastTokens) + 3;
    return lastWithin(prefixBytes, lastLength, historyLength - 1, reach);
  }
  // The newest record is out: above the limit, or the history's own length.
  return between(prefixBytes, records, records.lastShorterWithin(limit), limit);
}

/** The last index from one record's length up to, but without, the next one's whose estimate is at most the limit. */
function between(
  prefixBytes: Float64Array,
  records: GrowingRecords,
  lower: number,
  limit: number,
): number {
  const upper = lower + 1;
  const from = records.lengths[lower] ?? 0;
  const last = (records.lengths[upper] ?? 0) - 1;
  const lowerBytes = prefixBytes[from] ?? 0;
  const byteSpan = (prefixBytes[last + 1] ?? 0) - lowerBytes;
  const tokenSpan = (records.tokens[upper] ?? 0) - (records.tokens[lower] ?? 0);
  if (byteSpan <= 0 || tokenSpan <= 0) return last;
  // floor(b × tokenSpan / byteSpan) ≤ spare, solved for b.
  const spare = limit - (records.tokens[lower] ?? 0);
  const product = (spare + 1) * byteSpan;
  const reach =
    product <= largest
      ? Math.ceil(product / tokenSpan) - 1
      : Number(((BigInt(spare) + 1n) * BigInt(byteSpan) - 1n) / BigInt(tokenSpan));
  return lastWithin(prefixBytes, from, last, lowerBytes + reach);
}

/** The last index from `first` to `last` whose prefix takes at most `reach` bytes; `first` does. */
function lastWithin(prefixBytes: Float64Array, first: number, last: number, reach: number): number {
  let low = first;
  let high = last;
  while (low < high) {
    const middle = high - ((high - low) >>> 1);
    if ((prefixBytes[middle] ?? 0) <= reach) low = middle;
    else high = middle - 1;
  }
  return low;
}

function extrapolated(
  prefixBytes: Float64Array,
  historyLength: number,
  lastLength: number,
  lastTokens: number,
): number {
  if (lastLength === historyLength) return lastTokens;
  const since = (prefixBytes[historyLength] ?? 0) - (prefixBytes[lastLength] ?? 0);
  return Math.min(lastTokens + Math.floor(since / 4), largest);
}

/** Savings of savings.ts at the rate of the last known record. */
export function growingSavings(
  history: PruneHistory,
  start: number,
  records: GrowingRecords,
): number {
  const removed = history.removedBytes[start] ?? 0;
  if (removed === 0) return 0;
  const measuredBytes = history.prefixBytes[records.lengths[records.count] ?? 0] ?? 0;
  return mulDiv(removed, records.tokens[records.count] ?? 0, measuredBytes);
}
