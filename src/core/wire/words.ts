import type { RunResult } from "../log/entry";
import type { EstimateSource } from "../prune/estimates";
import type { Decision } from "../prune/evaluate";
import type { Agreement, Difference } from "../replay/model";

/** Words that travel as their position in these lists. */
export const runResults = [
  "finished",
  "paused",
  "limit_reached",
  "yielded",
  "errored",
  "unknown",
] as const satisfies readonly RunResult[];

export const decisions = [
  "fired",
  "no_candidates",
  "below_min_savings",
] as const satisfies readonly Decision[];

export const estimateSources = [
  "measured",
  "interpolated",
  "extrapolated",
  "no data",
] as const satisfies readonly EstimateSource[];

export const agreements = [
  "exact",
  "boundary",
  "differs",
  "not comparable",
] as const satisfies readonly Agreement[];

/** In the order in which differences are listed; a set of them travels as bits. */
export const differenceFields = [
  "decision",
  "candidateCount",
  "protectedStart",
  "estimatedSavingsTokens",
] as const satisfies readonly Difference["field"][];
