import { t } from "../../l10n/translation";
import { mulDiv } from "../../prune/integers";
import { countBelow, type Moment, type Policy, type PolicyDecision } from "./policy";

/**
 * Observation masking (SWE-agent's `last_n_observations`, OpenHands' observation masking condenser): in every request
 * all results older than the last n turns of the model are left out. No memory, but the window only moves forward, a
 * little with every request: the prefix changes each time.
 */
export const maskWindow: Policy = {
  id: "mask-window",
  title: t("Sliding window"),
  summary: t("Leaves out all results older than the model's last 10 turns."),
  source: t("SWE-agent, OpenHands: the last 10 turns"),
  parameters: [{ id: "turns", title: t("Turns"), unit: "turns", value: 10 }],
  sweptParameter: undefined,
  exemptTools: [],
  with: ([turns = 10]) => {
    return (moment) => decide(moment, turns);
  },
};

function decide(
  { facts, historyLength, lastTokens, sentBytes }: Moment,
  turns: number,
): PolicyDecision {
  const taken = countBelow(facts.modelTurns, historyLength);
  const start =
    turns === 0 ? historyLength : taken < turns ? 0 : (facts.modelTurns[taken - turns] ?? 0);
  const results = facts.resultsBefore[start] ?? 0;
  return {
    leftOut: results,
    decision: results > 0 ? "fired" : "no_candidates",
    protectedStart: start,
    candidateCount: results,
    estimatedSavingsTokens: mulDiv(facts.resultBytes[results] ?? 0, lastTokens, sentBytes),
  };
}
