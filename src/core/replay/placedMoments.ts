import { UsageRecords } from "../prune/usageRecords";
import type { RecordedEvaluation } from "../session/segment";
import { confinement, type Confinement, type Moment } from "./confinement";
import { recordsAtStart } from "./placeSegment";
import type { SegmentPlacement, SessionPlacement } from "./placeSession";
import type { PlacedRun, ProcessStart } from "./processState";
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
  for (const placement of segments) {
    const { segment } = placement.facts;
    let process: ProcessStart | undefined;
    let records = new UsageRecords();
    for (const placed of placement.runs) {
      const { run, comparable } = placement.facts.runs[placed.run] ?? {};
      if (run === undefined || comparable === undefined) continue;
      if (placed.process !== process) {
        process = placed.process;
        records = new UsageRecords();
        for (const record of recordsAtStart(process, placement.facts, facts))
          records.append(record);
      }
      const history = placement.facts.history(process.firstItemWithIds, idBytes);
      const memory = placement.facts.memory(process, idBytes);
      let known = 0;
      const learn = (until: number) => {
        for (; known < until; known++) {
          const record = segment.requests[run.firstRequest + known];
          if (record !== undefined) records.append(record);
        }
      };
      for (const request of placed.placement.requests) {
        learn(request.knownMeasurements);
        const evaluation =
          request.evaluation === undefined ? undefined : run.firstEvaluation + request.evaluation;
        const recorded = evaluation === undefined ? undefined : segment.evaluations[evaluation];
        const { historyLength } = request;
        const isComparable = comparable[request.evaluation ?? -1] === true;
        const moment = { history, historyLength, records };
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
              : memory.get(evaluation, historyLength, records.count, () =>
                  confinement(recorded, moment),
                ),
        };
      }
      learn(run.endRequest - run.firstRequest);
    }
  }
}
