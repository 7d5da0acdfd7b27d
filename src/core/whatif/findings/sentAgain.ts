import { formatCount, formatNumberOf } from "../../format";
import type { Remedies } from "./remedies";
import type { Resimulation } from "../resimulate";
import { t } from "../../l10n/translation";
import type { Finding } from "./finding";

/** Every request that sent content which the request before it, in the same segment, had left out. */
export function sentAgain(resimulation: Resimulation, remedies: Remedies): readonly Finding[] {
  const { scenario, removedTokens } = resimulation;
  const last = new Map<number, number>();
  const found: Finding[] = [];
  for (let request = 0; request < scenario.count; request++) {
    const segment = scenario.segment[request] ?? 0;
    const before = last.get(segment) ?? 0;
    const now = scenario.leftOut[request] ?? -1;
    last.set(segment, Math.max(0, now));
    const results = before - now;
    if (now < 0 || results <= 0) continue;
    const removed = removedTokens(segment);
    const tokens = (removed?.[before] ?? 0) - (removed?.[now] ?? 0);
    found.push({
      kind: "sent-again",
      place: { kind: "request", request },
      figures: { results, tokens: Math.round(tokens) },
      sentence: t(
        "The content of {0}, about {1} tokens, that the request before had left out is sent again.",
        formatNumberOf(results, "result"),
        formatCount(tokens),
      ),
      remedy: remedies.flapping,
    });
  }
  return found;
}
