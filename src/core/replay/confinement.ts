import { protectedStart } from "../prune/boundary";
import type { PrefixEstimates } from "../prune/estimates";
import type { Decision } from "../prune/evaluate";
import { saturatingSub } from "../prune/integers";
import { recordedEstimates } from "../prune/prefixEstimates";
import type { PruneHistory } from "../prune/pruneHistory";
import { estimateSavings } from "../prune/savings";
import type { UsageRecords } from "../prune/usageRecords";
import type { RecordedEvaluation } from "../session/segment";
import { everything, intersection, isEmpty, type Range } from "./range";

/** Values of the two settings. */
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

/** Bits of a misfit: what of a record is not explained. 0 where everything is. */
export const misfits = { decision: 1, candidateCount: 2, protectedStart: 4, savings: 8 } as const;

/** What a record says about the settings if it was made at some moment. */
export interface Confinement extends AllowedSettings {
  /** What no settings explain at that moment, as bits of `misfits`: count and savings follow from the recorded start. */
  readonly misfit: number;
}

/**
 * The settings that make the core give at that moment what was recorded. The start: a budget above the tail of every
 * later index and at most the tail at the start; no candidates: above the tails of those behind the first result;
 * a fire: at most its savings; a skip below min_savings: more than them.
 */
export function confinement(recorded: RecordedEvaluation, moment: Moment): Confinement {
  const { history, historyLength, records } = moment;
  const estimates = recordedEstimates(historyLength, history.prefixBytes, records);
  if (recorded.decision === "no_candidates")
    return {
      misfit: 0,
      protectedTokens: budgetsWithoutCandidates(moment, estimates),
      minSavings: everything,
    };
  const start = recorded.protectedStart ?? 0;
  const removed = history.removedBytes[start] ?? 0;
  const { tokens, source } = estimateSavings(removed, historyLength, history.prefixBytes, records);
  const savings = source === "no data" ? 0 : tokens;
  const numbers =
    (start <= historyLength && history.candidates[start] === recorded.candidateCount
      ? 0
      : misfits.candidateCount) |
    (savings === recorded.estimatedSavingsTokens ? 0 : misfits.savings);
  const budgets = budgetsFor(start, historyLength, estimates, numbers === 0);
  return {
    misfit: numbers | (budgets === undefined ? misfits.protectedStart : 0),
    protectedTokens: budgets ?? everything,
    minSavings:
      recorded.decision === "fired"
        ? { from: 0, to: savings }
        : { from: savings + 1, to: Infinity },
  };
}

/** What of a record no allowed settings explain, as bits of `misfits`. */
export function misfitUnder(
  { misfit, protectedTokens, minSavings }: Confinement,
  decision: Decision,
  allowed: AllowedSettings,
): number {
  const budgetFits = !isEmpty(intersection(protectedTokens, allowed.protectedTokens));
  const boundary = decision === "no_candidates" ? misfits.decision : misfits.protectedStart;
  return (
    misfit |
    (budgetFits ? 0 : boundary) |
    (isEmpty(intersection(minSavings, allowed.minSavings)) ? misfits.decision : 0)
  );
}

/** Budgets whose boundary lies at or before the first result that the projection would change. */
function budgetsWithoutCandidates(moment: Moment, estimates: PrefixEstimates): Range {
  const { historyLength } = moment;
  const first = firstProjectable(moment);
  const total = estimates.at(historyLength);
  if (first === undefined || total.source === "no data") return everything;
  const from = leastBudget(
    total.tokens + 1,
    (budget) => (protectedStart(historyLength, budget, estimates) ?? 0) <= first,
  );
  return { from, to: Infinity };
}

/** Index of the first tool result that the projection would change; undefined where the history has none. */
function firstProjectable({ history, historyLength }: Moment): number | undefined {
  const first = history.projectableItems[0];
  return first === undefined || first >= historyLength ? undefined : first;
}

/** Budgets whose boundary is `start`, all of them or only the largest; undefined where none is. */
function budgetsFor(
  start: number,
  historyLength: number,
  estimates: PrefixEstimates,
  all: boolean,
): Range | undefined {
  if (start > historyLength) return undefined;
  const startOf = (budget: number) => protectedStart(historyLength, budget, estimates);
  if (start === historyLength && historyLength > 0)
    return startOf(0) === start ? { from: 0, to: 0 } : undefined;
  // Where the walk is exhausted, at index 0, any larger budget gives the same boundary.
  const to =
    start === 0
      ? Infinity
      : saturatingSub(estimates.at(historyLength).tokens, estimates.at(start).tokens);
  if (to === 0 || startOf(to) !== start) return undefined;
  return { from: all ? leastBudget(to, (budget) => (startOf(budget) ?? 0) <= start) : 0, to };
}

/** The least budget from 0 to `most` that holds; a larger one than a budget that holds must hold too, and `most` must. */
function leastBudget(most: number, holds: (budget: number) => boolean): number {
  let high = Number.isFinite(most) ? most : Number.MAX_SAFE_INTEGER;
  let low = 0;
  // The range is mostly narrow: look for its lower end in growing steps from above.
  for (let step = 1; step < high; step *= 4) {
    if (holds(high - step)) high -= step;
    else {
      low = high - step + 1;
      break;
    }
  }
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
