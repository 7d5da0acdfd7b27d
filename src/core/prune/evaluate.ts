import { protectedStart } from "./boundary";
import type { Estimate } from "./estimates";
import { recordedEstimates } from "./prefixEstimates";
import type { PruneHistory } from "./pruneHistory";
import { estimateSavings, type SavingsEstimate } from "./savings";
import type { UsageRecords } from "./usageRecords";

/** The two knobs, in tokens. */
export interface PruneSettings {
  readonly protectedTokens: number;
  readonly minSavings: number;
}

/** yoi's defaults. */
export const defaultSettings: PruneSettings = { protectedTokens: 8000, minSavings: 4096 };

export type Decision = "fired" | "no_candidates" | "below_min_savings";

/** One run of the decision, with every step that led to it. */
export interface Evaluation {
  readonly decision: Decision;
  /** Index of the first protected item; undefined where the estimates allow no boundary. */
  readonly protectedStart: number | undefined;
  readonly candidateCount: number;
  readonly estimatedSavingsTokens: number;
  /** The chain behind it. */
  readonly total: Estimate;
  /** Estimate of what lies before the boundary; the tail is the total less this. */
  readonly beforeStart: Estimate | undefined;
  readonly savings: SavingsEstimate;
}

/**
 * One evaluation of the prune core (yoi, `evaluate_candidates` and its caller): for a history cut at `historyLength`,
 * at most its own, and the usage records known then, which decision the settings give. Fires where the estimated savings
 * of all candidates reach `minSavings`; 0 fires on any candidate. Exact while tokens, bytes and settings stay below 2^53,
 * where every value is held.
 */
export function evaluate(
  history: PruneHistory,
  historyLength: number,
  records: UsageRecords,
  settings: PruneSettings,
): Evaluation {
  const estimates = recordedEstimates(historyLength, history.prefixBytes, records);
  const start = protectedStart(historyLength, settings.protectedTokens, estimates);
  const candidateCount = start === undefined ? 0 : (history.candidates[start] ?? 0);
  const removedBytes = start === undefined ? 0 : (history.removedBytes[start] ?? 0);
  const savings = estimateSavings(removedBytes, historyLength, history.prefixBytes, records);
  return {
    ...decide(candidateCount, savings, settings.minSavings),
    protectedStart: start,
    candidateCount,
    total: estimates.at(historyLength),
    beforeStart: start === undefined ? undefined : estimates.at(start),
    savings,
  };
}

function decide(
  candidateCount: number,
  savings: SavingsEstimate,
  minSavings: number,
): Pick<Evaluation, "decision" | "estimatedSavingsTokens"> {
  if (candidateCount === 0) return { decision: "no_candidates", estimatedSavingsTokens: 0 };
  const estimatedSavingsTokens = savings.source === "no data" ? 0 : savings.tokens;
  return {
    decision: estimatedSavingsTokens >= minSavings ? "fired" : "below_min_savings",
    estimatedSavingsTokens,
  };
}
