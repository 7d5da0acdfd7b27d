import { t } from "../l10n/translation";
import { unreachable } from "../unreachable";
import type { TimelineDecision } from "./model";

/** A tooltip: plain text, to be set as such. */
export interface Description {
  readonly title: string;
  readonly rows: readonly DescriptionRow[];
  readonly note: string | undefined;
}

export interface DescriptionRow {
  readonly label: string;
  readonly value: string;
  /** `hot`: content sent again; `whatIf`: predicted, not recorded. */
  readonly tone: "plain" | "hot" | "whatIf";
}

/** How a decision is named to people. */
export function decisionText(decision: TimelineDecision): string {
  switch (decision) {
    case "unknown":
      return t("no evaluation recorded");
    case "fired":
      return t("fired");
    case "no_candidates":
      return t("skipped, no candidates");
    case "below_min_savings":
      return t("skipped, below min savings");
    default:
      return unreachable(decision);
  }
}

/** A row of recorded facts. */
export function plain(label: string, value: string): DescriptionRow {
  return { label, value, tone: "plain" };
}
