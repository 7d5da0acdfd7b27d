import type { RecordedEvaluation, Segment } from "../session/segment";

/** Whether the agent that wrote a segment counted its budget in turns: some of its metrics then name a border turn. */
export function countsTurns({ evaluations }: Segment): boolean {
  return evaluations.some(({ borderTurn }) => borderTurn !== undefined);
}

/**
 * Whether a record can be held against the rules, which count tokens. A skip without candidates names no boundary, so
 * only its segment tells how the budget was counted.
 */
export function isComparable(
  { decision, borderTurn }: RecordedEvaluation,
  segmentCountsTurns: boolean,
): boolean {
  return borderTurn === undefined && !(segmentCountsTurns && decision === "no_candidates");
}
