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

  /** The estimate at an index that lies strictly between the lengths of key and key + 1. */
  const between = (index: number, key: number): Estimate => {
    const hasLower = key >= 0;
    const hasUpper = key + 1 < records.distinctLengths;
    const lower = records.newestUpTo(key);
    const upper = records.oldestFrom(key + 1);
    if (!hasLower) {
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
    if (!hasUpper) {
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

  const at = (index: number): Estimate => {
    if (index <= 0) return { tokens: 0, source: "measured" };
    if (records.count === 0)
      return { tokens: Math.floor(bytesAt(index) / bytesPerToken), source: "no data" };
    const key = records.keyAtOrBelow(index);
    if (key >= 0 && records.keyLength(key) === index)
      return { tokens: records.tokensOf(records.newestAt(key)), source: "measured" };
    return between(index, key);
  };

  /** The last index from `first` to `last`, within which estimates do not fall, that is at most the limit, or −1. */
  const lastInRange = (first: number, last: number, limit: number): number => {
    if (first > last || at(first).tokens > limit) return -1;
    let low = first;
    let high = last;
    while (low < high) {
      // No shift: a damaged record may name a length beyond 2^31.
      const middle = high - Math.floor((high - low) / 2);
      if (at(middle).tokens <= limit) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const lastAtMost = (limit: number, until: number): number => {
    if (until < 0 || limit < 0) return -1;
    for (
      let key = records.keyAtOrBelow(until);
      key >= 0;
      key = records.lastKeyAtMost(limit, key - 1)
    ) {
      const keyLength = records.keyLength(key);
      const nextLength = key + 1 < records.distinctLengths ? records.keyLength(key + 1) : Infinity;
      const inside = lastInRange(keyLength + 1, Math.min(until, nextLength - 1), limit);
      if (inside >= 0) return inside;
      if (at(keyLength).tokens <= limit) return keyLength;
    }
    const firstLength = records.distinctLengths > 0 ? records.keyLength(0) : Infinity;
    return Math.max(lastInRange(1, Math.min(until, firstLength - 1), limit), 0);
  };

  return {
    length: historyLength + 1,
    at,
    lastAtMost,
    lastWithoutData: (until) => (records.count === 0 && until > 0 ? until : -1),
  };
}
