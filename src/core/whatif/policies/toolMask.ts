import { t } from "../../l10n/translation";
import { countBelow, type Moment, type Policy, type PolicyDecision } from "./policy";
import { keepOutput } from "./toolOutput";

/**
 * Gemini CLI's rule (toolOutputMaskingService.ts): apart from the latest turn, 50 000 tokens of tool output are kept,
 * counted back; the result that crosses this and all older ones are masked for good once they come to 30 000 tokens.
 * Tokens are characters / 4; here the bytes of the content stand for its characters.
 */
export const toolMask: Policy = {
  id: "tool-mask",
  title: t("Tool mask (Gemini CLI)"),
  summary: t(
    "Keeps the latest turn and 50 000 tokens of tool output; masks older ones once they come to 30 000.",
  ),
  source: t("Gemini CLI, toolProtectionThreshold 50 000, minPrunableTokensThreshold 30 000"),
  parameters: [
    { id: "protected-output", title: t("Protected output"), unit: "tokens", value: 50_000 },
    { id: "min-prunable", title: t("At least"), unit: "tokens", value: 30_000 },
  ],
  sweptParameter: 0,
  exemptTools: [],
  with: ([protectedOutput = 50_000, minPrunable = 30_000]) => {
    return (moment) => decide(moment, protectedOutput, minPrunable);
  },
};

function decide(moment: Moment, protectedOutput: number, minPrunable: number): PolicyDecision {
  const { facts, historyLength } = moment;
  const turns = countBelow(facts.modelTurns, historyLength);
  const latest = turns === 0 ? 0 : (facts.modelTurns[turns - 1] ?? 0);
  return keepOutput(moment, latest, protectedOutput, minPrunable);
}
