import { formatCount, formatNumberOf } from "../../format";
import type { Resimulation } from "../resimulate";
import { requestsBySegment } from "../scenario";
import { t } from "../../l10n/translation";
import type { Finding } from "./finding";
import type { Remedies } from "./remedies";

/** Requests in a row that each leave out more than the one before: fewer may be chance. */
const fewest = 3;

/**
 * Stretches in which the set grows with every request, so that each one changes the prefix and the cache is written anew
 * behind the change, time after time. One finding a stretch, at its first request.
 */
export function creeping(resimulation: Resimulation, remedies: Remedies): readonly Finding[] {
  const { scenario, removedTokens } = resimulation;
  const modelled = resimulation.recordedSets();
  const found: Finding[] = [];
  for (const [segment, requests] of requestsBySegment(scenario).entries()) {
    const removed = removedTokens(segment);
    let stretch: number[] = [];
    let before = 0;
    const close = () => {
      if (stretch.length >= fewest) {
        const first = stretch[0] ?? 0;
        const last = stretch[stretch.length - 1] ?? 0;
        const written = stretch.reduce(
          (sum, request) => sum + (modelled.cacheWriteTokens[request] ?? 0),
          0,
        );
        const leftOut =
          (removed?.[scenario.leftOut[last] ?? 0] ?? 0) -
          (removed?.[scenario.leftOut[first] ?? 0] ?? 0);
        found.push({
          kind: "creeping",
          place: { kind: "request", request: first },
          figures: {
            requests: stretch.length,
            leftOutTokens: Math.round(leftOut),
            ...(Number.isNaN(written) ? {} : { rewrittenTokens: Math.round(written) }),
          },
          sentence: t(
            "{0} in a row each left out a little more{1}.",
            formatNumberOf(stretch.length, "request"),
            Number.isNaN(written)
              ? ""
              : t("; together {0} tokens were written to the cache anew", formatCount(written)),
          ),
          remedy: remedies.creeping,
        });
      }
      stretch = [];
    };
    for (const request of requests) {
      const now = scenario.leftOut[request] ?? -1;
      if (now > before) stretch.push(request);
      else close();
      before = Math.max(0, now);
    }
    close();
  }
  return found;
}
