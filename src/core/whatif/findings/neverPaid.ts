import { formatCount, formatNumberOf } from "../../format";
import type { FireVerdict } from "../verdicts";
import { t } from "../../l10n/translation";
import type { Finding } from "./finding";
import type { Remedies } from "./remedies";

/** Fires that cost more than they saved before the set changed again. */
export function neverPaid(
  verdicts: readonly FireVerdict[],
  remedies: Remedies,
): readonly Finding[] {
  return verdicts.flatMap((verdict): Finding[] => {
    // Without the rewritten tokens there is nothing to hold against the fire.
    if (verdict.verdict.kind !== "never" || Number.isNaN(verdict.rewrittenTokens)) return [];
    const { afterRequests } = verdict.verdict;
    const needed = verdict.neededRequests;
    return [
      {
        kind: "never-paid",
        place: { kind: "request", request: verdict.request },
        figures: {
          heldRequests: afterRequests,
          ...(needed === undefined ? {} : { neededRequests: Math.ceil(needed) }),
          leftOutTokens: Math.round(verdict.newlyLeftOutTokens),
          rewrittenTokens: Math.round(verdict.rewrittenTokens),
          lostCostTokens: Math.round(-verdict.savedCost),
        },
        sentence: t(
          "Leaving out {0} tokens made {1} be written anew, and the set changed again after {2}{3}: a loss of {4} tokens at the input price.",
          formatCount(verdict.newlyLeftOutTokens),
          formatCount(verdict.rewrittenTokens),
          formatNumberOf(afterRequests, "request"),
          needed === undefined
            ? ""
            : t(" of the {0} that it takes", formatNumberOf(Math.ceil(needed), "request")),
          formatCount(-verdict.savedCost),
        ),
        remedy: remedies.flapping,
      },
    ];
  });
}
