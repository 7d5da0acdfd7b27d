import { formatCount, formatNumberOf } from "../../format";
import type { Remedies } from "./remedies";
import type { Resimulation } from "../resimulate";
import { forEachMissing } from "../itemSets";
import type { Finding } from "./finding";

/** Every request that sent content which the request before it, in the same segment, had left out. */
export function sentAgain(resimulation: Resimulation, remedies: Remedies): readonly Finding[] {
  const { scenario, contentTokens } = resimulation;
  const recorded = resimulation.recordedSets();
  const last = new Map<number, number>();
  const found: Finding[] = [];
  for (let request = 0; request < scenario.count; request++) {
    const segment = scenario.segment[request] ?? 0;
    const before = last.get(segment);
    last.set(segment, request);
    if (before === undefined || (scenario.leftOut[request] ?? -1) < 0) continue;
    let results = 0;
    let tokens = 0;
    forEachMissing(recorded.pruned[before] ?? none, recorded.pruned[request] ?? none, (item) => {
      results++;
      tokens += contentTokens(segment, item);
    });
    if (results === 0) continue;
    found.push({
      kind: "sent-again",
      place: { kind: "request", request },
      figures: { results, tokens: Math.round(tokens) },
      sentence: `The content of ${formatNumberOf(results, "result")}, about ${formatCount(tokens)} tokens, that the request before had left out is sent again.`,
      remedy: remedies.flapping,
    });
  }
  return found;
}

const none: Uint32Array = new Uint32Array(0);
