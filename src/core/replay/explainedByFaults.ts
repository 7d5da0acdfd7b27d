import { countLeading } from "../countLeading";
import { isAnswered } from "../session/mend/historyShifts";
import type { LostRecord, Segment, UnreadLine } from "../session/segment";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { countAgreement } from "./agreement";
import type { Difference, ReplayedEvaluation, SegmentReplay, SessionReplay } from "./model";

/** A measurement that is not in the log shows in the next decisions, until newer ones stand around them, and where the boundary falls on it. */
const lookBack = 8;
/** Where more requests were answered and not measured, that is how the session went: cancelled or cut, and no loss. */
const mostUnmeasured = 2;

/** What is missing from a log so that an evaluation behind it may not agree. */
export type Loss =
  | { readonly kind: "line"; readonly line: number; readonly lost: LostRecord }
  /** The request of that evaluation was answered, and its measurement is not in the log. */
  | { readonly kind: "measurement"; readonly evaluation: number };

/** The replay with those evaluations not comparable that differ, and whose difference a fault of the log explains. */
export function withLossesExplained(session: Session, replay: SessionReplay): SessionReplay {
  if (replay.agreement.differs + replay.agreement.boundary === 0) return replay;
  const segments = replay.segments.map((own, position): SegmentReplay => {
    const segment = session.segments[position];
    if (segment === undefined) return own;
    const lossBefore = lossesOf(segment, own.evaluations);
    const isLost = own.evaluations.map(
      (evaluation, at) => disagrees(evaluation) && explains(lossBefore(at), evaluation),
    );
    if (!isLost.includes(true)) return own;
    return {
      ...own,
      evaluations: own.evaluations.map((evaluation, at) =>
        isLost[at] === true ? notComparable(evaluation) : evaluation,
      ),
    };
  });
  if (segments.every((own, position) => own === replay.segments[position])) return replay;
  const all = segments.flatMap(({ evaluations }) => evaluations);
  return { ...replay, segments, agreement: countAgreement(all) };
}

function disagrees({ agreement }: ReplayedEvaluation): boolean {
  return agreement === "differs" || agreement === "boundary";
}

function notComparable(evaluation: ReplayedEvaluation): ReplayedEvaluation {
  return { ...evaluation, replayed: undefined, differences: [], agreement: "not comparable" };
}

function explains(loss: Loss | undefined, { differences }: ReplayedEvaluation): boolean {
  if (loss === undefined) return false;
  const isItem = loss.kind === "line" && loss.lost !== "measurement";
  return isItem || !isOfItemsAlone(differences);
}

/** A number of candidates with the same boundary comes from the items and from nothing else. */
function isOfItemsAlone(differences: readonly Difference[]): boolean {
  return (
    differences.some(({ field }) => field === "candidateCount") &&
    !differences.some(({ field }) => field === "protectedStart" || field === "decision")
  );
}

/**
 * For the evaluations of a segment, by position: the nearest fault of the log that bears on it, an item whose size is not
 * known or a measurement that the agent knew. Undefined where there is none. Each costs a search, not a pass over the segment.
 */
export function lossesOf(
  segment: Segment,
  evaluations: readonly ReplayedRequestPoint[],
): (evaluation: number) => Loss | undefined {
  const measurements = ascending(segment.unread.filter(({ lost }) => lost === "measurement"));
  const items = ascending(
    segment.unread.filter(({ lost }) => lost === "item" || lost === "unknown"),
  );
  const unmeasured = unmeasuredEvaluations(segment, evaluations);
  return (at) => {
    const recorded = rowAt(segment.evaluations, at);
    if (recorded === undefined) return undefined;
    // Measurements of a run stand behind its evaluations.
    const behind = segment.runs[recorded.run + 1]?.firstLine ?? Infinity;
    const measurement = lastBefore(measurements, behind);
    const item = lastBefore(items, recorded.place.line);
    const nearest = (measurement?.place.line ?? 0) > (item?.place.line ?? 0) ? measurement : item;
    if (nearest !== undefined)
      return { kind: "line", line: nearest.place.line, lost: nearest.lost };
    const start = recorded.protectedStart ?? -1;
    const evaluation = unmeasured
      .filter((earlier) => bearsOn(evaluations, earlier, at, start))
      .at(-1);
    return evaluation === undefined ? undefined : { kind: "measurement", evaluation };
  };
}

/** What is known of an evaluation's request. */
type ReplayedRequestPoint = Pick<ReplayedEvaluation, "request" | "sent" | "historyLength">;

/** The evaluations whose request was answered and not measured; none where there are so many that nothing was lost. */
function unmeasuredEvaluations(
  { evaluations: recorded, runs, items }: Segment,
  evaluations: readonly ReplayedRequestPoint[],
): readonly number[] {
  const unmeasured: number[] = [];
  for (const [at, { request, sent, historyLength }] of evaluations.entries()) {
    const run = runs[rowAt(recorded, at)?.run ?? -1];
    if (run === undefined || request !== undefined || !sent) continue;
    if (!isAnswered(items, run, historyLength)) continue;
    if (unmeasured.push(at) > mostUnmeasured) return [];
  }
  return unmeasured;
}

/** A boundary lies where a measurement makes it lie: at its length, or from there to the next one's. */
function bearsOn(
  evaluations: readonly ReplayedRequestPoint[],
  earlier: number,
  at: number,
  protectedStart: number,
): boolean {
  if (earlier >= at) return false;
  const from = evaluations[earlier - 1]?.historyLength ?? 0;
  const to = evaluations[earlier + 1]?.historyLength ?? Infinity;
  return earlier >= at - lookBack || (protectedStart >= from && protectedStart <= to);
}

function ascending(unread: readonly UnreadLine[]): readonly UnreadLine[] {
  return Array.from(unread).sort((a, b) => a.place.line - b.place.line);
}

/** The last of ascending lines that stands before one. */
function lastBefore(lines: readonly UnreadLine[], line: number): UnreadLine | undefined {
  return lines[countLeading(lines.length, (at) => (lines[at]?.place.line ?? Infinity) < line) - 1];
}
