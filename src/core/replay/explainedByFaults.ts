import { isAnswered } from "../session/mend/historyShifts";
import type { LostRecord, Segment } from "../session/segment";
import type { Session } from "../session/session";
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
    const isLost = own.evaluations.map(
      (evaluation, at) =>
        disagrees(evaluation) && isExplained(segment, own.evaluations, evaluation, at),
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

function isExplained(
  segment: Segment,
  evaluations: readonly ReplayedEvaluation[],
  { differences }: ReplayedEvaluation,
  at: number,
): boolean {
  const loss = lossBefore(segment, evaluations, at);
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
 * The nearest fault of the log that bears on an evaluation: an item whose size is not known, a measurement that the agent
 * knew. Undefined where there is none.
 */
export function lossBefore(
  segment: Segment,
  evaluations: readonly Pick<ReplayedEvaluation, "request" | "sent" | "historyLength">[],
  at: number,
): Loss | undefined {
  const recorded = segment.evaluations[at];
  if (recorded === undefined) return undefined;
  // Measurements of a run stand behind its evaluations.
  const behind = segment.runs[recorded.run + 1]?.firstLine ?? Infinity;
  let nearest: Loss | undefined;
  for (const { place, lost } of segment.unread) {
    const bears =
      lost === "measurement"
        ? place.line < behind
        : (lost === "item" || lost === "unknown") && place.line < recorded.place.line;
    if (bears) nearest = { kind: "line", line: place.line, lost };
  }
  if (nearest !== undefined) return nearest;
  const isUnmeasured = (evaluation: number) => {
    const { request, sent, historyLength } = evaluations[evaluation] ?? {};
    const run = segment.runs[segment.evaluations[evaluation]?.run ?? -1];
    if (run === undefined || request !== undefined || sent !== true) return false;
    return isAnswered(segment.items, run, historyLength ?? -1);
  };
  const unmeasured = Array.from(evaluations.keys()).filter(isUnmeasured);
  if (unmeasured.length > mostUnmeasured) return undefined;
  const start = recorded.protectedStart ?? -1;
  const bearing = unmeasured.filter((evaluation) => {
    // A boundary lies where a measurement makes it lie: at its length, or from there to the next one's.
    const from = evaluations[evaluation - 1]?.historyLength ?? 0;
    const to = evaluations[evaluation + 1]?.historyLength ?? Infinity;
    return evaluation < at && (evaluation >= at - lookBack || (start >= from && start <= to));
  });
  const evaluation = bearing.at(-1);
  return evaluation === undefined ? undefined : { kind: "measurement", evaluation };
}
