import type { EstimateSource } from "./estimates";
import { mulDiv } from "./integers";
import type { UsageRecords } from "./usageRecords";

/** Estimated savings with the rate they were computed at, so that a reader can check them by hand. */
export interface SavingsEstimate {
  readonly tokens: number;
  readonly source: EstimateSource;
  readonly removedBytes: number;
  /** Tokens and bytes of the last record, whose ratio is the rate; undefined where no record was used. */
  readonly rate: { readonly tokens: number; readonly bytes: number } | undefined;
}

/**
 * Tokens that leave a request of `historyLength` items when `removedBytes` of content are left out: bytes at the rate
 * of the last usage record (yoi, `savings_estimator`). Without records the estimate has *no data*, and the decision
 * takes it as 0.
 */
export function estimateSavings(
  removedBytes: number,
  historyLength: number,
  prefixBytes: ArrayLike<number>,
  records: UsageRecords,
): SavingsEstimate {
  if (removedBytes === 0) return { tokens: 0, source: "measured", removedBytes, rate: undefined };
  if (records.count === 0)
    return {
      tokens: Math.floor(removedBytes / 4),
      source: "no data",
      removedBytes,
      rate: undefined,
    };
  const last = records.count - 1;
  const measuredLength = records.historyLengthOf(last);
  const rate = {
    tokens: records.tokensOf(last),
    bytes: prefixBytes[Math.min(measuredLength, historyLength)] ?? 0,
  };
  const source = measuredLength === historyLength ? "measured" : "extrapolated";
  return { tokens: mulDiv(removedBytes, rate.tokens, rate.bytes), source, removedBytes, rate };
}
