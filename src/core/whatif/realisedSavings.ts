import type { Resimulation } from "./resimulate";
import { rowAt } from "../session/rows";

/** Estimated and realised savings of one fire that was measured, in tokens. */
export interface FireSavings {
  /** Position in the replay's requests. */
  readonly request: number;
  readonly estimatedTokens: number;
  /**
   * What the request would have measured with nothing left out, less what it did measure: the measured request before
   * it, with what that one had left out added back and the new items at their fitted tokens.
   */
  readonly realisedTokens: number;
}

/** Of every fire that was measured, and whose request before was too, in the order of requests. */
export function fireSavings(resimulation: Resimulation): readonly FireSavings[] {
  const { scenario, fit, removedTokens } = resimulation;
  const { session, replay, inputTokens, leftOut, segment, sentLength } = scenario;
  const found: FireSavings[] = [];
  const last = new Map<number, number>();
  for (const [request, { evaluation }] of replay.requests.entries()) {
    const of = segment[request] ?? 0;
    const measured = inputTokens[request] ?? NaN;
    const before = last.get(of);
    if (Number.isNaN(measured)) continue;
    last.set(of, request);
    const recorded = rowAt(session.segments[of]?.evaluations, evaluation);
    if (recorded?.decision !== "fired" || recorded.estimatedSavingsTokens === undefined) continue;
    const removed = removedTokens(of);
    const tokens = fit.segments[of];
    if (before === undefined || (leftOut[before] ?? -1) < 0 || tokens === undefined) continue;
    let whole = (inputTokens[before] ?? NaN) + (removed?.[leftOut[before] ?? 0] ?? 0);
    for (let item = sentLength[before] ?? 0; item < (sentLength[request] ?? 0); item++)
      whole += (tokens.rest[item] ?? 0) + (tokens.content[item] ?? 0);
    found.push({
      request,
      estimatedTokens: recorded.estimatedSavingsTokens,
      realisedTokens: whole - measured,
    });
  }
  return found;
}
