import type { Agreement } from "../../core/replay/model";
import { candidatesBefore, pruneHistory, type PruneHistory } from "../../core/prune/pruneHistory";
import type { Decision } from "../../core/prune/evaluate";
import type { RecordedEvaluation, Segment } from "../../core/session/segment";
import { rowAt } from "../../core/session/rows";
import { openedSegments, type OpenedSession } from "../openedSession";

/** One recorded evaluation as scripts read it: names and meanings stay. */
export interface EvaluationRow {
  readonly session: string;
  readonly segment: string;
  /** n-th fire or skip of the segment, from 0. */
  readonly index: number;
  /** Line of the metric, from 1. */
  readonly line: number;
  readonly decision: Decision;
  readonly historyLength: number;
  readonly sent: boolean;
  readonly recorded: DecisionFigures;
  /** Null where the evaluation is not comparable. */
  readonly replayed: DecisionFigures | null;
  readonly agreement: Agreement;
  /** Item indices before the boundary whose content may go, ascending. */
  readonly candidates: readonly number[];
  /** Item indices whose content was left out of the request. */
  readonly pruned: readonly number[];
  readonly prunedCallIds: readonly string[];
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  readonly outputTokens: number | null;
}

export interface DecisionFigures {
  readonly decision: Decision;
  readonly candidateCount: number | null;
  readonly protectedStart: number | null;
  readonly estimatedSavingsTokens: number | null;
}

/** The recorded evaluations of a session in log order. */
export function* evaluationRows(opened: OpenedSession): Generator<EvaluationRow> {
  for (const at of openedSegments(opened)) {
    const segment = opened.session.segments[at];
    const replay = opened.replay.segments[at];
    if (segment === undefined || replay === undefined) continue;
    const history = pruneHistory(segment.items);
    for (const [index, recorded] of segment.evaluations.entries()) {
      const evaluation = replay.evaluations[index];
      if (evaluation === undefined) continue;
      const { replayed } = evaluation;
      const request = rowAt(segment.requests, evaluation.request);
      // A fire whose run yielded to compaction left nothing out of any request.
      const pruned = evaluation.sent ? evaluation.pruned : [];
      yield {
        session: opened.session.id,
        segment: segment.id,
        index,
        line: recorded.place.line,
        decision: recorded.decision,
        historyLength: evaluation.historyLength,
        sent: evaluation.sent,
        recorded: figures(recorded),
        replayed: replayed === undefined ? null : figures(replayed),
        agreement: evaluation.agreement,
        candidates: candidatesOf(history, recorded),
        pruned,
        prunedCallIds: callIds(segment, pruned),
        inputTokens: request?.inputTokens ?? null,
        cacheReadTokens: request?.cacheReadTokens ?? null,
        cacheWriteTokens: request?.cacheWriteTokens ?? null,
        outputTokens: request?.outputTokens ?? null,
      };
    }
  }
}

/** The candidates that were recorded; the oldest logs have their number only, and they are the first results. */
function candidatesOf(
  history: PruneHistory,
  { decision, protectedStart, candidateCount }: RecordedEvaluation,
): readonly number[] {
  if (decision === "no_candidates") return [];
  return protectedStart === undefined
    ? Array.from(history.projectableItems.subarray(0, candidateCount ?? 0))
    : candidatesBefore(history, protectedStart);
}

function figures(from: {
  readonly decision: Decision;
  readonly candidateCount: number | undefined;
  readonly protectedStart: number | undefined;
  readonly estimatedSavingsTokens: number | undefined;
}): DecisionFigures {
  return {
    decision: from.decision,
    candidateCount: from.candidateCount ?? null,
    protectedStart: from.protectedStart ?? null,
    estimatedSavingsTokens: from.estimatedSavingsTokens ?? null,
  };
}

/** Ids of the calls that the given results answer. */
function callIds(segment: Segment, results: readonly number[]): readonly string[] {
  return results.flatMap((item) => segment.callIds[segment.items.callId[item] ?? -1] ?? []);
}
