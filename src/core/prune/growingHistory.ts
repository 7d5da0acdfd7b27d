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
  const limit = growingTotal(prefixBytes, historyLength, lastLength, lastTokens) - protectedTokens;
  if (limit < 0) return 0;
  if (lastTokens <= limit && lastLength < historyLength) {
    return lastBehind(prefixBytes, historyLength, lastLength, limit - lastTokens);
  }
  // The newest record is out: above the limit, or the history's own length.
  const lower = records.lastShorterWithin(limit);
  return lastBetween(prefixBytes, records.lengths, records.tokens, lower, limit);
}

/** The last index behind the last record, whose length is given, whose estimate adds at most `spare` tokens to it. */
export function lastBehind(
  prefixBytes: Float64Array,
  historyLength: number,
  lastLength: number,
  spare: number,
): number {
  const reach = (prefixBytes[lastLength] ?? 0) + 4 * spare + 3;
  return lastWithinBytes(prefixBytes, lastLength, historyLength - 1, reach);
}

/** The last index from a record's length up to, but without, the next one's whose estimate is at most the limit. */
export function lastBetween(
  prefixBytes: Float64Array,
  lengths: Int32Array,
  tokens: Float64Array,
  lower: number,
  limit: number,
): number {
  const from = lengths[lower] ?? 0;
  const last = (lengths[lower + 1] ?? 0) - 1;
  const lowerTokens = tokens[lower] ?? 0;
  const lowerBytes = prefixBytes[from] ?? 0;
  const byteSpan = (prefixBytes[last + 1] ?? 0) - lowerBytes;
  const tokenSpan = (tokens[lower + 1] ?? 0) - lowerTokens;
  if (byteSpan <= 0 || tokenSpan <= 0) return last;
  // floor(b × tokenSpan / byteSpan) ≤ spare, solved for b.
  const spare = limit - lowerTokens;
  const product = (spare + 1) * byteSpan;
  const reach =
    product <= largest
      ? Math.ceil(product / tokenSpan) - 1
      : Number(((BigInt(spare) + 1n) * BigInt(byteSpan) - 1n) / BigInt(tokenSpan));
  return lastWithinBytes(prefixBytes, from, last, lowerBytes + reach);
}

/** The last index from `first` to `last` whose prefix takes at most `reach` bytes; `first` does. */
function lastWithinBytes(
  prefixBytes: Float64Array,
  first: number,
  last: number,
  reach: number,
): number {
  let low = first;
  let high = last;
  while (high - low > fewItems) {
    const middle = high - ((high - low) >>> 1);
    if ((prefixBytes[middle] ?? 0) <= reach) low = middle;
    else high = middle - 1;
  }
  while (low < high && (prefixBytes[low + 1] ?? 0) <= reach) low += 1;
  return low;
}

/** So few are walked through faster than halved: a processor foresees a walk. */
const fewItems = 8;

/** The estimate of a whole history behind its last record. */
export function growingTotal(
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
