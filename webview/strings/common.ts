import { formatCount } from "../../src/core/format";
import type { Decision } from "../../src/core/prune/evaluate";

/** The number of a request as people count. */
export function requestNumber(request: number): string {
  return formatCount(request + 1);
}

export const decisionWords: Readonly<Record<Decision | "none", string>> = {
  fired: "fired",
  no_candidates: "no candidates",
  below_min_savings: "below min savings",
  none: "not evaluated",
};

/** Shapes that tell decisions apart where colour does not. */
export const decisionGlyphs: Readonly<Record<Decision | "none", string>> = {
  fired: "▲",
  no_candidates: "·",
  below_min_savings: "□",
  none: "–",
};

export const states = {
  loading: "Reading the session…",
  receiving: "Receiving the session…",
  failed: "The session could not be opened",
  newerFailed: "A newer state of the session could not be shown",
  retry: "Try again",
  empty: "No request yet",
  emptyDetail:
    "The log holds no LLM request. When the agent sends one, it appears here without reloading.",
  unusable: (problem: string): string => `What arrived could not be put together: ${problem}.`,
};

export const regions = {
  summary: "Session summary",
  actions: "Actions",
  findings: "Findings",
  timeline: "Timeline",
  inspector: "Inspector",
  tabs: "What if, candidates, requests",
  whatIf: "What if",
  candidates: (count: number): string => `Candidates (${formatCount(count)})`,
  requests: (count: number): string => `Requests (${formatCount(count)})`,
  copied: (request: number): string => `request ${requestNumber(request)} as JSON`,
};

export const grid = {
  sortedAscending: "sorted, least first",
  sortedDescending: "sorted, greatest first",
  sorted: (column: string, descending: boolean | undefined): string =>
    descending === undefined
      ? "In the order of the log"
      : `Sorted by ${column}, ${descending ? "greatest" : "least"} first`,
};
