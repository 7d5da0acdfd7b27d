import type { Estimate, PrefixEstimates } from "./estimates";
import { mulDiv, saturatingAdd, saturatingSub } from "./integers";
import type { UsageRecords } from "./usageRecords";

/** Bytes that are taken for one token where nothing was measured. */
const bytesPerToken = 4;

/**
 * The prefix estimates that the agent makes from its usage records (yoi, `token_counter`): measured where a record
 * has that length, interpolated by bytes between two, extrapolated at four bytes a token above the last.
 *
 * `prefixBytes[i]` is the size of the first i items; it must reach to `historyLength`.
 */
export function recordedEstimates(
  historyLength: number,
  prefixBytes: ArrayLike<number>,
  records: UsageRecords,
): PrefixEstimates {
  const bytesAt = (length: number): number => prefixBytes[Math.min(length, historyLength)] ?? 0;

  /** The estimate at an index between two records that does not have a record of its own; −1 where there is none. */
  const between = (index: number, lower: number, upper: number): Estimate => {
    if (lower < 0) {
      return {
        tokens: mulDiv(
          bytesAt(index),
          records.tokensOf(upper),
          bytesAt(records.historyLengthOf(upper)),
        ),
        source: "interpolated",
      };
    }
    const lowerTokens = records.tokensOf(lower);
    const lowerBytes = bytesAt(records.historyLengthOf(lower));
    const bytesSince = saturatingSub(bytesAt(index), lowerBytes);
    if (upper < 0) {
      return {
        tokens: saturatingAdd(lowerTokens, Math.floor(bytesSince / bytesPerToken)),
        source: "extrapolated",
      };
    }
    const byteSpan = saturatingSub(bytesAt(records.historyLengthOf(upper)), lowerBytes);
    const tokenSpan = saturatingSub(records.tokensOf(upper), lowerTokens);
    if (byteSpan === 0 || tokenSpan === 0) return { tokens: lowerTokens, source: "interpolated" };
    return {
      tokens: saturatingAdd(lowerTokens, mulDiv(bytesSince, tokenSpan, byteSpan)),
      source: "interpolated",
    };
  };

  const withoutData = (index: number): Estimate => ({
    tokens: Math.floor(bytesAt(index) / bytesPerToken),
    source: "no data",
  });

  const at = (index: number): Estimate => {
    if (index <= 0) return { tokens: 0, source: "measured" };
    if (records.count === 0) return withoutData(index);
    const own = records.newestAt(index);
    if (own >= 0) return { tokens: records.tokensOf(own), source: "measured" };
    const step = records.stepUpTo(index);
    return between(index, records.stepRecord(step), records.oldestAbove(index, step));
  };

  const lastAtMost = (limit: number, until: number): number => {
    if (until < 0 || limit < 0) return -1;
    if (records.count === 0) return lastOf(0, until, (index) => withoutData(index).tokens <= limit);
    // Between two steps no estimate is below the lower one's, so what is not measured lies behind the last step that is low
    // enough; and that step is measured itself.
    const step = records.lastStepAtMost(limit, until);
    const measured = Math.max(records.lastMeasured(limit, until), 0);
    const lower = records.stepRecord(step);
    let high = Math.min(until, records.stepLength(step + 1) - 1);
    while (high > measured) {
      const upper = records.oldestAbove(high, step);
      const low = Math.max(measured + 1, records.sameAboveFrom(high));
      // Between the same two records estimates do not fall.
      const last = lastOf(low, high, (index) => between(index, lower, upper).tokens <= limit);
      if (last < 0) {
        high = low - 1;
        continue;
      }
      high = records.lastUnmeasured(last);
      if (high >= low) return high;
    }
    return measured;
  };

  return {
    length: historyLength + 1,
    at,
    lastAtMost,
    lastWithoutData: (until) => (records.count === 0 && until > 0 ? until : -1),
  };
}

/** The last index from `first` to `last` that holds, or −1; below one that holds all do. */
function lastOf(first: number, last: number, holds: (index: number) => boolean): number {
  if (first > last || !holds(first)) return -1;
  let low = first;
  let high = last;
  while (low < high) {
    // No shift: a damaged record may name a length beyond 2^31.
    const middle = high - Math.floor((high - low) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
