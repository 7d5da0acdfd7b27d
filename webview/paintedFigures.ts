import type { SessionSummary } from "../src/core/inspect/sessionSummary";
import type { PaintedFigures } from "../src/core/protocol";

/** The header's figures, as they are reported to the host once they are on the screen. */
export function paintedFigures(summary: SessionSummary): PaintedFigures {
  const { requests, fires, noCandidates, belowMinSavings, agreement } = summary;
  return {
    requests,
    fires,
    skips: noCandidates + belowMinSavings,
    evaluations: agreement.evaluations,
    exact: agreement.exact,
  };
}
