import { mulDiv } from "../../prune/integers";
import { add, unchanged, type Moment, type Policy, type PolicyDecision } from "./policy";
import { yoi } from "./yoi";

/**
 * Our proposal: yoi's budget and threshold with a memory. What is left out stays left out, the boundary never moves
 * back, the tail is measured at the rate of what the last request really sent, and only what is newly left out counts
 * towards the threshold. So a decision cannot react to its own effect, which is what makes yoi's own rule flap.
 */
export const yoiSticky: Policy = {
  id: "yoi-sticky",
  title: "yoi, sticky",
  summary:
    "As yoi, but what is out stays out, and only newly left-out results count towards the threshold.",
  source: "proposal of this project; P and M as yoi's",
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

/** The last item whose tail takes at least the budget; 0 where the whole history does not. */
function boundary(
  { facts, historyLength, lastTokens, sentBytes }: Moment,
  protectedTokens: number,
): number {
  if (protectedTokens === 0) return historyLength;
  const { prefixBytes } = facts.history;
  const end = prefixBytes[historyLength] ?? 0;
  let low = 0;
  let high = historyLength - 1;
  while (low < high) {
    const middle = high - Math.floor((high - low) / 2);
    const tail = mulDiv(end - (prefixBytes[middle] ?? 0), lastTokens, sentBytes);
    if (tail >= protectedTokens) low = middle;
    else high = middle - 1;
  }
  return low;
}
