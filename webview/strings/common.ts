import { formatCount } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { Decision } from "../../src/core/prune/evaluate";

/** The number of a request as people count. */
export function requestNumber(request: number): string {
  return formatCount(request + 1);
}

export const decisionWords: Readonly<Record<Decision | "none", string>> = {
  fired: t("fired"),
  no_candidates: t("no candidates"),
  below_min_savings: t("below min savings"),
  none: t("not evaluated"),
};

/** Shapes that tell decisions apart where colour does not. */
export const decisionGlyphs: Readonly<Record<Decision | "none", string>> = {
  fired: "▲",
  no_candidates: "·",
  below_min_savings: "□",
  none: "–",
};

export const states = {
  loading: t("Reading the session…"),
  receiving: t("Receiving the session…"),
  failed: t("The session could not be opened"),
  newerFailed: t("A newer state of the session could not be shown"),
  retry: t("Try again"),
  empty: t("No request yet"),
  emptyDetail: t(
    "The log holds no LLM request. When the agent sends one, it appears here without reloading.",
  ),
  unusable: (problem: string): string => t("What arrived could not be put together: {0}.", problem),
};

export const regions = {
  summary: t("Session summary"),
  actions: t("Actions"),
  findings: t("Findings"),
  timeline: t("Timeline"),
  inspector: t("Inspector"),
  tabs: t("What if, candidates, requests"),
  whatIf: t("What if"),
  candidates: (count: number): string => t("Candidates ({0})", formatCount(count)),
  requests: (count: number): string => t("Requests ({0})", formatCount(count)),
  copied: (request: number): string => t("request {0} as JSON", requestNumber(request)),
};

export const grid = {
  sortedAscending: t("sorted, least first"),
  sortedDescending: t("sorted, greatest first"),
  sorted: (column: string, descending: boolean | undefined): string =>
    descending === undefined
      ? t("In the order of the log")
      : t("Sorted by {0}, {1} first", column, descending ? t("greatest") : t("least")),
};
