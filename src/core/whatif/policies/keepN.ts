import { t } from "../../l10n/translation";
import { startBehind, type Moment, type Policy, type PolicyDecision } from "./policy";

/**
 * The provider-side rule `clear_tool_uses_20250919` (Anthropic), the same in LangChain's context editing: where the
 * uncleared prompt comes to the trigger, all results but the newest n are cleared, if that clears at least so much. No
 * memory, but the uncleared prompt only grows. The provider counts it exactly, so it is taken as measured and fitted.
 */
export const keepN: Policy = {
  id: "keep-n",
  title: t("Keep the newest n"),
  summary: t("Where the prompt comes to 100 000 tokens, leaves out all but the newest 3 results."),
  source: t(
    "Anthropic clear_tool_uses_20250919, LangChain ClearToolUsesEdit: trigger 100 000, keep 3",
  ),
  parameters: [
    { id: "trigger", title: t("Prompt of at least"), unit: "tokens", value: 100_000 },
    { id: "keep", title: t("Keep"), unit: "results", value: 3 },
    { id: "clear-at-least", title: t("Clear at least"), unit: "tokens", value: 0 },
  ],
  sweptParameter: 0,
  exemptTools: [],
  with: ([trigger = 100_000, keep = 3, clearAtLeast = 0]) => {
    return (moment) => decide(moment, trigger, keep, clearAtLeast);
  },
};

function decide(
  { facts, historyLength, wholePrompt, resultTokens }: Moment,
  trigger: number,
  keep: number,
  clearAtLeast: number,
): PolicyDecision {
  const results = Math.max(0, (facts.resultsBefore[historyLength] ?? 0) - keep);
  const savings = Math.round(resultTokens[results] ?? 0);
  const wanted = wholePrompt >= trigger && results > 0;
  const fires = wanted && savings >= clearAtLeast;
  return {
    leftOut: fires ? results : 0,
    decision: fires ? "fired" : wanted ? "below_min_savings" : "no_candidates",
    protectedStart: fires ? startBehind(facts, results) : -1,
    candidateCount: wanted ? results : 0,
    estimatedSavingsTokens: wanted ? savings : 0,
  };
}
