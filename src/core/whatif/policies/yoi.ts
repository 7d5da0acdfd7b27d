import { t } from "../../l10n/translation";
import { evaluate, type PruneSettings } from "../../prune/evaluate";
import type { UsageRecords } from "../../prune/usageRecords";
import { growingBoundary, growingSavings } from "../../prune/growingHistory";
import type { Moment, Policy, PolicyDecision } from "./policy";

/**
 * The agent's own rule (spec of the prune core, sections 3 to 6; yoi, `evaluate_candidates`): every request anew, all
 * results before the last `protected tokens` of the history, if that saves `min savings` at the last measured rate.
 */
export const yoi: Policy = {
  id: "yoi",
  title: t("yoi"),
  summary: t(
    "Decides anew for every request: leaves out all results before the protected suffix if that saves enough.",
  ),
  source: t("yoi, prune core; protected_tokens 8000, min_savings 4096"),
  parameters: [
    { id: "protected-tokens", title: t("Protected tokens"), unit: "tokens", value: 8000 },
    { id: "min-savings", title: t("Min savings"), unit: "tokens", value: 4096 },
  ],
  sweptParameter: 0,
  exemptTools: [],
  with: ([protectedTokens = 8000, minSavings = 4096]) => {
    return (moment) => decideAsYoi(moment, protectedTokens, minSavings);
  },
};

/** One decision of the agent's own rule. */
export function decideAsYoi(
  moment: Moment,
  protectedTokens: number,
  minSavings: number,
): PolicyDecision {
  const { facts, historyLength, records, known } = moment;
  const { history } = facts;
  if (moment.irregular !== undefined)
    return decideByCore(moment, moment.irregular, { protectedTokens, minSavings });
  if (known === 0) return historyLength === 0 ? nothing(0) : nothing(-1);
  const start = growingBoundary(history.prefixBytes, historyLength, records, protectedTokens);
  const candidateCount = history.candidates[start] ?? 0;
  if (candidateCount === 0) return nothing(start);
  const savings = growingSavings(history, start, records);
  const fires = savings >= minSavings;
  return {
    leftOut: fires ? candidateCount : 0,
    decision: fires ? "fired" : "below_min_savings",
    protectedStart: start,
    candidateCount,
    estimatedSavingsTokens: savings,
  };
}

function decideByCore(
  { facts, historyLength }: Moment,
  records: UsageRecords,
  settings: PruneSettings,
): PolicyDecision {
  const result = evaluate(facts.history, historyLength, records, settings);
  return {
    leftOut: result.decision === "fired" ? result.candidateCount : 0,
    decision: result.decision,
    protectedStart: result.protectedStart ?? -1,
    candidateCount: result.candidateCount,
    estimatedSavingsTokens: result.estimatedSavingsTokens,
  };
}

function nothing(protectedStart: number): PolicyDecision {
  return {
    leftOut: 0,
    decision: "no_candidates",
    protectedStart,
    candidateCount: 0,
    estimatedSavingsTokens: 0,
  };
}
