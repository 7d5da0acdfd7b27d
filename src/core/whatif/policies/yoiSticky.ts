import { t } from "../../l10n/translation";
import { mulDiv, mulDivUp } from "../../prune/integers";
import {
  add,
  startBehind,
  unchanged,
  type Moment,
  type Policy,
  type PolicyDecision,
} from "./policy";
import { yoi } from "./yoi";

/**
 * Our proposal: yoi's budget and threshold with a memory. What is left out stays left out, the boundary never moves
 * back, the tail is measured at the rate of what the last request really sent, and only what is newly left out counts
 * towards the threshold. So a decision cannot react to its own effect, which is what makes yoi's own rule flap.
 */
export const yoiSticky: Policy = {
  id: "yoi-sticky",
  title: t("yoi, sticky"),
  summary: t(
    "As yoi, but what is out stays out, and only newly left-out results count towards the threshold.",
  ),
  source: t("proposal of this project; P and M as yoi's"),
  parameters: yoi.parameters,
  sweptParameter: 0,
  exemptTools: [],
  with: ([protectedTokens = 8000, minSavings = 4096]) => {
    return (moment) => decide(moment, protectedTokens, minSavings);
  },
};

function decide(moment: Moment, protectedTokens: number, minSavings: number): PolicyDecision {
  const { facts, leftOut, lastTokens, sentBytes } = moment;
  if (moment.known === 0) return unchanged(moment, "no_candidates");
  const start = boundary(moment, protectedTokens);
  const results = facts.resultsBefore[start] ?? 0;
  const bytes = Math.max(0, (facts.resultBytes[results] ?? 0) - (facts.resultBytes[leftOut] ?? 0));
  return add(moment, results, start, mulDiv(bytes, lastTokens, sentBytes), minSavings);
}

/**
 * The last item whose tail takes at least the budget, at the rate of what was really sent; where that lies among what is
 * already out, as far forward as that goes.
 */
function boundary(
  { facts, historyLength, leftOut, lastTokens, sentBytes }: Moment,
  protectedTokens: number,
): number {
  if (protectedTokens === 0) return historyLength;
  if (lastTokens === 0 || sentBytes === 0) return 0;
  const { prefixBytes } = facts.history;
  // floor(tail × tokens / bytes) ≥ budget, solved for the tail.
  const reach =
    (prefixBytes[historyLength] ?? 0) - mulDivUp(protectedTokens, sentBytes, lastTokens);
  let low = Math.max(0, startBehind(facts, leftOut));
  let high = historyLength - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((prefixBytes[middle] ?? 0) <= reach) low = middle;
    else high = middle - 1;
  }
  return low;
}
