import { t } from "../../l10n/translation";
import { countBelow, type Moment, type Policy, type PolicyDecision } from "./policy";
import { keepOutput } from "./toolOutput";

/**
 * opencode's rule (session/compaction.ts, `prune`): beyond the last two user turns, results are kept until 40 000 tokens
 * of output are counted back, the older ones are erased for good once more than 20 000 tokens would go; `skill` results
 * never. Tokens are characters / 4; here the bytes of the content stand for its characters.
 */
export const toolBudget: Policy = {
  id: "tool-budget",
  title: t("Tool budget (opencode)"),
  summary: t(
    "Keeps the last 2 user turns and 40 000 tokens of tool output before them; leaves older ones out for good.",
  ),
  source: t("opencode, PRUNE_PROTECT 40 000, PRUNE_MINIMUM 20 000, PRUNE_PROTECTED_TOOLS skill"),
  parameters: [
    { id: "user-turns", title: t("User turns"), unit: "turns", value: 2 },
    { id: "protected-output", title: t("Protected output"), unit: "tokens", value: 40_000 },
    { id: "min-prunable", title: t("More than"), unit: "tokens", value: 20_000 },
  ],
  sweptParameter: 1,
  exemptTools: ["skill"],
  with: ([userTurns = 2, protectedOutput = 40_000, minPrunable = 20_000]) => {
    return (moment) => decide(moment, userTurns, protectedOutput, minPrunable);
  },
};

function decide(
  moment: Moment,
  userTurns: number,
  protectedOutput: number,
  minPrunable: number,
): PolicyDecision {
  const { facts, historyLength } = moment;
  const turns = countBelow(facts.userMessages, historyLength);
  const end =
    userTurns === 0
      ? historyLength
      : turns < userTurns
        ? 0
        : (facts.userMessages[turns - userTurns] ?? 0);
  // More than the threshold, which is a whole number.
  return keepOutput(moment, end, protectedOutput, minPrunable + 1);
}
