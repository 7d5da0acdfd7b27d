import { formatCount, formatNumberOf } from "../../format";
import type { FireVerdict } from "../verdicts";
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
        sentence: `Leaving out ${formatCount(verdict.newlyLeftOutTokens)} tokens made ${formatCount(verdict.rewrittenTokens)} be written anew, and the set changed again after ${formatNumberOf(afterRequests, "request")}${needed === undefined ? "" : ` of the ${formatNumberOf(Math.ceil(needed), "request")} that it takes`}: a loss of ${formatCount(-verdict.savedCost)} tokens at the input price.`,
        remedy: remedies.flapping,
      },
    ];
  });
}
