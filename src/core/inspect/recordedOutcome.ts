import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { decisionCodes, type WhatIfOutcome } from "../whatif/outcome";

/**
 * What was recorded, in the form of a what-if outcome, so that the same sums can be made of both. Decisions and
 * boundaries are the log's own; a request without an evaluation has the decision `none`. `sets`: see ResultSets.
 */
export function recordedOutcome(
  session: Session,
  replay: SessionReplay,
  sets: readonly Uint32Array[],
): WhatIfOutcome {
  const rows = replay.requests.map((request) => {
    const segment = session.segments[request.segment];
    return {
      evaluation: segment?.evaluations[request.evaluation ?? -1],
      agreement: replay.segments[request.segment]?.evaluations[request.evaluation ?? -1]?.agreement,
      measured: segment?.requests[request.measured ?? -1],
    };
  });
  const settings = replay.segments
    .flatMap((segment) => segment.evaluations)
    .find((evaluation) => evaluation.replayed !== undefined)?.settings;
  return {
    mode: "as recorded",
    policy: "recorded",
    settings: settings ?? { protectedTokens: 0, minSavings: 0 },
    decision: Uint8Array.from(rows, ({ evaluation }) =>
      decisionCodes.indexOf(evaluation?.decision ?? "none"),
    ),
    protectedStart: Int32Array.from(rows, ({ evaluation }) => evaluation?.protectedStart ?? -1),
    candidateCount: Uint32Array.from(rows, ({ evaluation }) => evaluation?.candidateCount ?? 0),
    estimatedSavingsTokens: Float64Array.from(
      rows,
      ({ evaluation }) => evaluation?.estimatedSavingsTokens ?? 0,
    ),
    pruned: sets,
    inputTokens: Float64Array.from(rows, ({ measured }) => measured?.inputTokens ?? NaN),
    cacheReadTokens: Float64Array.from(rows, ({ measured }) => measured?.cacheReadTokens ?? NaN),
    cacheWriteTokens: Float64Array.from(rows, ({ measured }) => measured?.cacheWriteTokens ?? NaN),
    certain: Uint8Array.from(rows, ({ agreement }) => (agreement === "exact" ? 1 : 0)),
  };
}
