import type { RecordedEvaluation, Run, Segment } from "../session/segment";
import { rowAt } from "../session/rows";
import { lossesOf } from "./explainedByFaults";
import type { ReplayedEvaluation, SessionReplay } from "./model";

/** Why a record cannot be held against the rules. */
export type Incomparability =
  /** Its agent counted the budget in turns, not in tokens. */
  | { readonly kind: "counted in turns"; readonly borderTurn: number | undefined }
  /** A fault of the log at or before it: an item of unknown size, a measurement that the agent knew. */
  | { readonly kind: "behind a lost line"; readonly line: number }
  /** The request of an evaluation before it was answered, and its measurement is not in the log. */
  | { readonly kind: "behind an unmeasured request"; readonly historyLength: number };

/** Why an evaluation of a replayed segment is not comparable; undefined where it is. */
export function incomparability(
  segment: Segment,
  replayed: readonly ReplayedEvaluation[],
  evaluation: number,
): Incomparability | undefined {
  const recorded = rowAt(segment.evaluations, evaluation);
  if (recorded === undefined || replayed[evaluation]?.agreement !== "not comparable")
    return undefined;
  if (isInTurns(recorded, countsTurns(segment)))
    return { kind: "counted in turns", borderTurn: recorded.borderTurn };
  const loss = lossesOf(segment, replayed)(evaluation);
  if (loss?.kind === "measurement") {
    const { historyLength = 0 } = replayed[loss.evaluation] ?? {};
    return { kind: "behind an unmeasured request", historyLength };
  }
  return {
    kind: "behind a lost line",
    line: loss?.line ?? lastUnreadBefore(segment, recorded) ?? 0,
  };
}

/** Whether the agent that wrote a segment counted its budget in turns: some of its metrics then name a border turn. */
export function countsTurns({ evaluations }: Segment): boolean {
  return evaluations.some(({ borderTurn }) => borderTurn !== undefined);
}

/** A skip without candidates names no boundary, so only its segment tells how the budget was counted. */
function isInTurns({ decision, borderTurn }: RecordedEvaluation, segmentDoes: boolean): boolean {
  return borderTurn !== undefined || (segmentDoes && decision === "no_candidates");
}

/** Which evaluations of a run can be held against the rules, which count tokens; none from `lostFrom` on. */
export function comparableEvaluations(
  segment: Segment,
  inTurns: boolean,
  { firstEvaluation, endEvaluation }: Run,
  lostFrom = Infinity,
): readonly boolean[] {
  return segment.evaluations
    .slice(firstEvaluation, endEvaluation)
    .map((recorded, index) => firstEvaluation + index < lostFrom && !isInTurns(recorded, inTurns));
}

/**
 * For each segment the evaluation from which on an item is missing: the first that does not agree behind a line that could
 * not be read, where most that follow do not agree either. Infinity where none is.
 */
export function lostEvaluations(
  segments: readonly Segment[],
  replay: SessionReplay,
): readonly number[] {
  return segments.map((segment, position) => {
    const firstUnread = segment.unread.reduce(
      (least, { place, what }) => (what === "line" ? Math.min(least, place.line) : least),
      Infinity,
    );
    if (firstUnread === Infinity) return Infinity;
    const evaluations = replay.segments[position]?.evaluations ?? [];
    const disagrees = evaluations.map(
      ({ agreement }) => agreement === "differs" || agreement === "boundary",
    );
    const first = disagrees.findIndex((own, evaluation) => {
      return own && firstUnread < (rowAt(segment.evaluations, evaluation)?.place.line ?? 0);
    });
    if (first < 0) return Infinity;
    const later = disagrees.slice(first);
    return 2 * later.filter((own) => own).length > later.length ? first : Infinity;
  });
}

function lastUnreadBefore({ unread }: Segment, { place }: RecordedEvaluation): number | undefined {
  let last: number | undefined;
  // A metric that could not be read is no item.
  for (const { place: own, what } of unread)
    if (what === "line" && own.line < place.line) last = Math.max(last ?? 0, own.line);
  return last;
}
