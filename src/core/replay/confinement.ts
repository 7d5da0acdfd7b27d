import { protectedStart } from "../prune/boundary";
import type { PrefixEstimates } from "../prune/estimates";
import { saturatingSub } from "../prune/integers";
import { recordedEstimates } from "../prune/prefixEstimates";
import type { PruneHistory } from "../prune/pruneHistory";
import { estimateSavings } from "../prune/savings";
import type { UsageRecords } from "../prune/usageRecords";
import type { RecordedEvaluation } from "../session/segment";
import { everything, isEmpty, type Range } from "./range";

/** What is held possible for the two settings. */
export interface AllowedSettings {
  readonly protectedTokens: Range;
  readonly minSavings: Range;
}

export const anySettings: AllowedSettings = { protectedTokens: everything, minSavings: everything };

/** One moment: a history cut at a length, and the usage records known then. */
export interface Moment {
  readonly history: PruneHistory;
  readonly historyLength: number;
  readonly records: UsageRecords;
}

/** Bits of a misfit: what of a record no allowed setting explains. 0 where everything can be explained. */
export const misfits = { decision: 1, candidateCount: 2, protectedStart: 4, savings: 8 } as const;

/**
 * Whether some settings in `allowed` make the core give at that moment what was recorded; as bits of `misfits`. Count and
 * savings follow from the recorded start, and some budget must give that start, whatever the settings are.
 */
export function misfit(
  recorded: RecordedEvaluation,
  moment: Moment,
  allowed: AllowedSettings,
): number {
  const { history, historyLength, records } = moment;
  const estimates = recordedEstimates(historyLength, history.prefixBytes, records);
  if (recorded.decision === "no_candidates") {
    const first = firstProjectable(moment);
    if (first === undefined) return 0;
    const start = protectedStart(historyLength, allowed.protectedTokens.to, estimates);
    return start === undefined || start <= first ? 0 : misfits.decision;
  }
  const start = recorded.protectedStart ?? 0;
  const removed = history.removedBytes[start] ?? 0;
  const { tokens, source } = estimateSavings(removed, historyLength, history.prefixBytes, records);
  const savings = source === "no data" ? 0 : tokens;
  const { from, to } = allowed.minSavings;
  const decided = recorded.decision === "fired" ? from <= savings : savings < to;
  return (
    (decided ? 0 : misfits.decision) |
    (start <= historyLength && history.candidates[start] === recorded.candidateCount
      ? 0
      : misfits.candidateCount) |
    (budgetFor(start, historyLength, estimates, allowed.protectedTokens) === undefined
      ? misfits.protectedStart
      : 0) |
    (savings === recorded.estimatedSavingsTokens ? 0 : misfits.savings)
  );
}

/** Index of the first tool result that the projection would change; undefined where the history has none. */
function firstProjectable({ history, historyLength }: Moment): number | undefined {
  const first = history.projectableItems[0];
  return first === undefined || first >= historyLength ? undefined : first;
}

/** The largest allowed budget whose boundary is `start`; undefined where none is. */
function budgetFor(
  start: number,
  historyLength: number,
  estimates: PrefixEstimates,
  allowed: Range,
): number | undefined {
  if (start > historyLength) return undefined;
  if (start === historyLength && historyLength > 0)
    return allowed.from === 0 && protectedStart(historyLength, 0, estimates) === start
      ? 0
      : undefined;
  const tail = saturatingSub(estimates.at(historyLength).tokens, estimates.at(start).tokens);
  // Where the walk is exhausted, at index 0, any larger budget gives the same boundary.
  const budget = Math.min(allowed.to, start === 0 ? Infinity : tail);
  if (budget < Math.max(allowed.from, 1)) return undefined;
  return protectedStart(historyLength, budget, estimates) === start ? budget : undefined;
}

/** Settings that an evaluation at a moment agrees with; everything where it says nothing about a setting. */
export interface Confinement {
  readonly protectedTokens: Range;
  readonly minSavings: Range;
}

/**
 * What a recorded evaluation says about the settings (its start: a budget above the tail of every later index and at
 * most the tail at the start; a fire: at most its savings; a skip below min_savings: more than them). Undefined
 * where no settings at all explain the record at that moment.
 */
export function confinement(recorded: RecordedEvaluation, moment: Moment): Confinement | undefined {
  if (misfit(recorded, moment, anySettings) !== 0) return undefined;
  const { history, historyLength, records } = moment;
  const estimates = recordedEstimates(historyLength, history.prefixBytes, records);
  const startOf = (budget: number) => protectedStart(historyLength, budget, estimates);
  if (recorded.decision === "no_candidates") {
    const first = firstProjectable(moment);
    const total = estimates.at(historyLength);
    if (first === undefined || total.source === "no data") return anySettings;
    const from = leastBudget(total.tokens + 1, (budget) => (startOf(budget) ?? 0) <= first);
    return { protectedTokens: { from, to: Infinity }, minSavings: everything };
  }
  const start = recorded.protectedStart ?? 0;
  const to = budgetFor(start, historyLength, estimates, everything) ?? 0;
  const from = leastBudget(to, (budget) => (startOf(budget) ?? 0) <= start);
  const savings = recorded.estimatedSavingsTokens ?? 0;
  return {
    protectedTokens: { from, to },
    minSavings:
      recorded.decision === "fired"
        ? { from: 0, to: savings }
        : { from: savings + 1, to: Infinity },
  };
}

/** The least budget from 0 to `most` that holds; a larger one than a budget that holds must hold too, and `most` must. */
function leastBudget(most: number, holds: (budget: number) => boolean): number {
  let low = 0;
  let high = Number.isFinite(most) ? most : Number.MAX_SAFE_INTEGER;
  while (low < high) {
    const middle = Math.floor(low + (high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether both ranges of an allowance hold at least one value. */
export function isPossible(allowed: AllowedSettings): boolean {
  return !isEmpty(allowed.protectedTokens) && !isEmpty(allowed.minSavings);
}
