import { mulDiv, saturatingAdd, saturatingSub } from "../prune/integers";
import type { UsageRecord } from "../prune/usageRecords";

/** A usage record with the bytes of the history up to its length. */
export interface BasisRecord {
  readonly historyLength: number;
  readonly tokens: number;
  readonly bytes: number;
}

/**
 * What a prefix estimate was made from, so that it can be done again by hand:
 * - `measured`: the record of that very length; `start`: nothing lies before index 0
 * - `after`: tokens of `lower`, plus the bytes behind it at four bytes a token
 * - `between`: tokens of `lower`, plus the bytes behind it in proportion to the span up to `upper`
 * - `before`: bytes at the rate of the first record, `upper`
 * - `flat`: between two records whose spans give no rate, so the tokens of `lower`
 * - `no data`: bytes at four bytes a token, since nothing had been measured
 */
export type EstimateBasis =
  | { readonly kind: "start"; readonly tokens: 0 }
  | { readonly kind: "measured"; readonly tokens: number; readonly record: BasisRecord }
  | {
      readonly kind: "after" | "flat";
      readonly tokens: number;
      readonly lower: BasisRecord;
      readonly bytesSince: number;
    }
  | {
      readonly kind: "between";
      readonly tokens: number;
      readonly lower: BasisRecord;
      readonly upper: BasisRecord;
      readonly bytesSince: number;
    }
  | {
      readonly kind: "before";
      readonly tokens: number;
      readonly upper: BasisRecord;
      readonly bytes: number;
    }
  | { readonly kind: "no data"; readonly tokens: number; readonly bytes: number };

/**
 * The basis of the estimate at `index` of a history of `historyLength` items (yoi, `token_counter`). A second, literal
 * reading of the rule: it scans the records, where the core searches.
 */
export function estimateBasis(
  index: number,
  historyLength: number,
  prefixBytes: ArrayLike<number>,
  records: readonly UsageRecord[],
): EstimateBasis {
  const bytesAt = (length: number) => prefixBytes[Math.min(length, historyLength)] ?? 0;
  const basis = (record: UsageRecord): BasisRecord => ({
    historyLength: record.historyLength,
    tokens: record.inputTokens,
    bytes: bytesAt(record.historyLength),
  });
  if (index <= 0) return { kind: "start", tokens: 0 };
  const bytes = bytesAt(index);
  if (records.length === 0) return { kind: "no data", tokens: Math.floor(bytes / 4), bytes };
  let exact: UsageRecord | undefined;
  let below: UsageRecord | undefined;
  let above: UsageRecord | undefined;
  for (const record of records) {
    if (record.historyLength === index) exact = record;
    else if (record.historyLength < index) below = record;
    else above ??= record;
  }
  if (exact !== undefined)
    return { kind: "measured", tokens: exact.inputTokens, record: basis(exact) };
  if (below === undefined) {
    const upper = above === undefined ? { historyLength: 0, tokens: 0, bytes: 0 } : basis(above);
    return { kind: "before", tokens: mulDiv(bytes, upper.tokens, upper.bytes), upper, bytes };
  }
  const lower = basis(below);
  const bytesSince = saturatingSub(bytes, lower.bytes);
  if (above === undefined) {
    const tokens = saturatingAdd(lower.tokens, Math.floor(bytesSince / 4));
    return { kind: "after", tokens, lower, bytesSince };
  }
  const upper = basis(above);
  const byteSpan = saturatingSub(upper.bytes, lower.bytes);
  const tokenSpan = saturatingSub(upper.tokens, lower.tokens);
  if (byteSpan === 0 || tokenSpan === 0)
    return { kind: "flat", tokens: lower.tokens, lower, bytesSince };
  const tokens = saturatingAdd(lower.tokens, mulDiv(bytesSince, tokenSpan, byteSpan));
  return { kind: "between", tokens, lower, upper, bytesSince };
}
