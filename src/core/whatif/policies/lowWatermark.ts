import { t } from "../../l10n/translation";
import { startBehind, unchanged, type Moment, type Policy, type PolicyDecision } from "./policy";
import { outputTokens } from "./toolOutput";

/**
 * High and low mark (Qwen Code, AgentCore): once the tool output that is still sent passes the high mark, the oldest
 * results go, for good, until the low mark is reached, half of the high one unless set; the newest five always stay.
 * Marks are characters; here the bytes of the content stand for them.
 */
export const lowWatermark: Policy = {
  id: "low-watermark",
  title: t("Low-water mark"),
  summary: t(
    "Once 120 000 characters of tool output are sent, leaves out the oldest until half of it, but never the newest 5.",
  ),
  source: t(
    "Qwen Code, AgentCore: high mark 120 000 characters, low mark half of it, newest 5 kept",
  ),
  parameters: [
    { id: "high-mark", title: t("High mark"), unit: "characters", value: 120_000 },
    { id: "low-mark", title: t("Low mark"), unit: "characters", value: 60_000 },
    { id: "keep", title: t("Keep"), unit: "results", value: 5 },
  ],
  sweptParameter: undefined,
  exemptTools: [],
  with: ([highMark = 120_000, lowMark = highMark / 2, keep = 5]) => {
    return (moment) => decide(moment, highMark, lowMark, keep);
  },
};

function decide(moment: Moment, highMark: number, lowMark: number, keep: number): PolicyDecision {
  const { facts, historyLength, leftOut } = moment;
  const all = facts.resultsBefore[historyLength] ?? 0;
  const sentUpFrom = (from: number) =>
    (facts.resultBytes[all] ?? 0) - (facts.resultBytes[from] ?? 0);
  if (sentUpFrom(leftOut) <= highMark) return unchanged(moment, "no_candidates");
  const most = Math.max(leftOut, all - keep);
  let results = leftOut;
  while (results < most && sentUpFrom(results) > lowMark) results++;
  if (results === leftOut) return unchanged(moment, "no_candidates");
  return {
    leftOut: results,
    decision: "fired",
    protectedStart: startBehind(facts, results),
    candidateCount: results - leftOut,
    estimatedSavingsTokens: outputTokens(facts.resultBytes, leftOut, results),
  };
}
