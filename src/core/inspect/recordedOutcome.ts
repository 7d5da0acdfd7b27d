import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import type { Earlier } from "./requestRows";
import { decisionCodes, type WhatIfOutcome } from "../whatif/outcome";

/**
 * What was recorded, in the form of a what-if outcome, so that the same sums can be made of both. Decisions and
 * boundaries are the log's own; a request without an evaluation has the decision `none`. `sets`: see ResultSets.
 */
export function recordedOutcome(
  session: Session,
  replay: SessionReplay,
  sets: readonly Uint32Array[],
  earlier?: Earlier<WhatIfOutcome>,
): WhatIfOutcome {
  const { length } = replay.requests;
  const columns = {
    decision: new Uint8Array(length),
    protectedStart: new Int32Array(length),
    candidateCount: new Uint32Array(length),
    estimatedSavingsTokens: new Float64Array(length),
    inputTokens: new Float64Array(length),
    cacheReadTokens: new Float64Array(length),
    cacheWriteTokens: new Float64Array(length),
    certain: new Uint8Array(length),
  };
  const same = earlier?.same ?? 0;
  if (earlier !== undefined)
    for (const name of columnNames) columns[name].set(earlier.made[name].subarray(0, same));
  for (let at = same; at < length; at++) {
    const request = replay.requests[at];
    if (request === undefined) continue;
    const segment = session.segments[request.segment];
    const evaluation = rowAt(segment?.evaluations, request.evaluation);
    const measured = rowAt(segment?.requests, request.measured);
    const replayed = replay.segments[request.segment]?.evaluations[request.evaluation ?? -1];
    columns.decision[at] = decisionCodes.indexOf(evaluation?.decision ?? "none");
    columns.protectedStart[at] = evaluation?.protectedStart ?? -1;
    columns.candidateCount[at] = evaluation?.candidateCount ?? 0;
    columns.estimatedSavingsTokens[at] = evaluation?.estimatedSavingsTokens ?? 0;
    columns.inputTokens[at] = measured?.inputTokens ?? NaN;
    columns.cacheReadTokens[at] = measured?.cacheReadTokens ?? NaN;
    columns.cacheWriteTokens[at] = measured?.cacheWriteTokens ?? NaN;
    columns.certain[at] = replayed?.agreement === "exact" ? 1 : 0;
  }
  const settings = replay.segments
    .flatMap((segment) => segment.evaluations)
    .find((evaluation) => evaluation.replayed !== undefined)?.settings;
  return {
    mode: "as recorded",
    policy: "recorded",
    settings: settings ?? { protectedTokens: 0, minSavings: 0 },
    ...columns,
    pruned: sets,
  };
}

const columnNames = [
  "decision",
  "protectedStart",
  "candidateCount",
  "estimatedSavingsTokens",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "certain",
] as const;
