/** How an estimate was obtained. */
export type EstimateSource = "measured" | "interpolated" | "extrapolated" | "no data";

export interface Estimate {
  readonly tokens: number;
  readonly source: EstimateSource;
}

/**
 * Estimated tokens of `history[..i]`, for every i from 0 to the history's length. Whoever holds the estimates knows
 * how to search them, so that the boundary need not visit each index.
 */
export interface PrefixEstimates {
  /** Number of estimates; one more than the history has items. */
  readonly length: number;
  at(index: number): Estimate;
  /** The last index ≤ `until` whose estimate is at most `limitTokens`, or −1. */
  lastAtMost(limitTokens: number, until: number): number;
  /** The last index ≤ `until` whose source is *no data*, or −1. */
  lastWithoutData(until: number): number;
}
