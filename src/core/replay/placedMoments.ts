import type { RecordedEvaluation } from "../session/segment";
import { confinement, type Confinement, type Moment } from "./confinement";
import type { SegmentPlacement, SessionPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import type { PlacedRequest } from "./runPlacement";
import type { SegmentFacts } from "./segmentFacts";

/** A request in its run, with what was known when it was evaluated. */
export interface PlacedMoment {
  readonly placement: SegmentPlacement;
  readonly placed: PlacedRun;
  readonly request: PlacedRequest;
  /** Undefined where the request has no evaluation in the log. */
  readonly recorded: RecordedEvaluation | undefined;
  /** Position of the evaluation in the segment. */
  readonly evaluation: number | undefined;
  /** Position of the measurement among the segment's. */
  readonly measurement: number | undefined;
  /** Its records change as soon as the next moment is taken. */
  readonly moment: Moment;
  /** Whether the record can be held against the rules. */
  readonly comparable: boolean;
  /** What the record says about the settings there; undefined without one, and for records that cannot be replayed. */
  readonly told: Confinement | undefined;
}

/** All requests of a placed session in order. Each moment is valid until the next is taken. */
export function* placedMoments(
  { segments }: SessionPlacement,
  facts: readonly SegmentFacts[],
  idBytes: number,
): Generator<PlacedMoment> {
  for (const placement of segments)
    for (const placed of placement.runs) yield* momentsOfRun(placement, placed, facts, idBytes);
}

/** The requests of one placed run in order. Each moment is valid until the next is taken, of whichever run. */
export function* momentsOfRun(
  placement: SegmentPlacement,
  placed: PlacedRun,
  facts: readonly SegmentFacts[],
  idBytes: number,
): Generator<PlacedMoment> {
  const { process } = placed;
  const requests = placement.facts.runs[placed.run];
  if (requests === undefined) return;
  const { run, comparable, evaluations } = requests;
  const history = placement.facts.history(process.firstItemWithIds, idBytes);
  const memory = placement.facts.memory(process, idBytes);
  const before = placement.facts.inheritedRecords(process, facts) + run.firstRequest;
  let knownRecords = before;
  for (const request of placed.placement.requests) {
    knownRecords = Math.max(knownRecords, before + request.knownMeasurements);
    const known = knownRecords;
    const evaluation =
      request.evaluation === undefined ? undefined : run.firstEvaluation + request.evaluation;
    const recorded = evaluations[request.evaluation ?? -1];
    const { historyLength } = request;
    const isComparable = comparable[request.evaluation ?? -1] === true;
    const moment = {
      history,
      historyLength,
      // Arranged when somebody asks: most moments are remembered.
      get records() {
        return placement.facts.knownRecords(process, known, facts);
      },
    };
    yield {
      placement,
      placed,
      request,
      recorded,
      evaluation,
      measurement:
        request.measurement === undefined ? undefined : run.firstRequest + request.measurement,
      moment,
      comparable: isComparable,
      told:
        evaluation === undefined || recorded === undefined || !isComparable
          ? undefined
          : memory.get(evaluation, historyLength, known, () => confinement(recorded, moment)),
    };
  }
}
