import type { Segment } from "../segment";
import { rowAt } from "../rows";

/**
 * What one evaluation says about sizes: its savings are the content bytes before its boundary, times the tokens of the last
 * measurement, over the bytes of the items that this one measured.
 */
export interface SavingsClue {
  /** Items in the measured prefix. */
  readonly prefix: number;
  readonly start: number;
  readonly measuredTokens: number;
  readonly savingsTokens: number;
  readonly candidateCount: number | undefined;
}

/**
 * The clues of a segment, in its order: of evaluations whose request is known by its correlation id, or by the order in a run
 * where every request was evaluated and measured. Each is taken to have known the measurement before its own.
 */
export function savingsClues(segment: Segment): readonly SavingsClue[] {
  const { requests, evaluations, joins, runs } = segment;
  const joined = new Map<string, number>();
  for (const { correlationId, request } of joins)
    if (request >= 0) joined.set(correlationId, request);
  const clues: SavingsClue[] = [];
  for (const [position, { decision, correlationId, run, ...own }] of evaluations.entries()) {
    const { protectedStart, estimatedSavingsTokens: savings, candidateCount } = own;
    if (decision === "no_candidates" || protectedStart === undefined || savings === undefined)
      continue;
    const within = runs[run];
    const isPlain =
      within !== undefined &&
      within.endEvaluation - within.firstEvaluation - (within.end?.result === "yielded" ? 1 : 0) ===
        within.endRequest - within.firstRequest;
    const inOrder = isPlain ? within.firstRequest + position - within.firstEvaluation : undefined;
    const request = joined.get(correlationId ?? "") ?? inOrder;
    const before = request === undefined ? undefined : rowAt(requests, request - 1);
    const length = rowAt(requests, request)?.historyLength;
    if (before === undefined || length === undefined || savings === 0) continue;
    clues.push({
      prefix: Math.min(before.historyLength, length),
      start: protectedStart,
      measuredTokens: before.inputTokens,
      savingsTokens: savings,
      candidateCount,
    });
  }
  return clues;
}
