import type { PrefixEstimates } from "./estimates";

/**
 * Protected start: index of the first item of the suffix that `protectedTokens` shields, n when nothing is protected,
 * 0 when everything is, undefined when the estimates do not allow a boundary (yoi, `protected_start_index`).
 *
 * The rule walks back from the end to the first index whose tail, the total less the estimate there and never below
 * zero, reaches the budget. That is the last index whose estimate is at most total − budget, so it is searched for; an
 * estimate without data met on the way gives no boundary.
 */
export function protectedStart(
  length: number,
  protectedTokens: number,
  estimates: PrefixEstimates,
): number | undefined {
  if (estimates.length !== length + 1) return undefined;
  const total = estimates.at(length);
  if (total.source === "no data") return undefined;
  if (protectedTokens === 0) return length;
  const limit = total.tokens - protectedTokens;
  const start = limit < 0 ? -1 : estimates.lastAtMost(limit, length - 1);
  return estimates.lastWithoutData(length - 1) >= Math.max(start, 0)
    ? undefined
    : Math.max(start, 0);
}
