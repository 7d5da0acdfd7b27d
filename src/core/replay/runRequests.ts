import type { ItemColumns } from "../session/itemColumns";
import type { RecordedEvaluation, Run, Segment } from "../session/segment";
import { comparableEvaluations } from "./comparable";
import { requestPoints, type RequestPoints } from "./requestPoints";

/** A measured request of a run, with the correlation id that was joined to it. */
export interface RunMeasurement {
  readonly historyLength: number;
  readonly joinedId: string | undefined;
}

/** What a run's log says about its requests. Positions in the lists are relative to the run. */
export interface RunRequests {
  readonly items: ItemColumns;
  readonly run: Run;
  readonly points: RequestPoints;
  readonly evaluations: readonly RecordedEvaluation[];
  readonly measurements: readonly RunMeasurement[];
  /** Whether the log joins fires to requests at all. */
  readonly hasJoins: boolean;
  /** Which of the evaluations can be held against the rules. */
  readonly comparable: readonly boolean[];
  /** Whether the items' times say when they came: not where a writer puts all of them down at the run's end. */
  readonly timed: boolean;
}

/** The requests of each run of each segment, as the logs tell them. `lostFrom`: see `lostEvaluations`. */
export function requestsOfRuns(
  segments: readonly Segment[],
  lostFrom: readonly number[],
): readonly (readonly RunRequests[])[] {
  const all = segments.map((segment, position) =>
    untimed(segment, lostFrom[position]).map((run) => ({ ...run, late: isWrittenLate(run) })),
  );
  // One writer writes in one way: runs that do not tell are as most others are.
  const votes = all.flat().map(({ late }) => (late === undefined ? 0 : late ? 1 : -1));
  const mostlyLate = votes.reduce<number>((sum, vote) => sum + vote, 0) > 0;
  return all.map((runs) =>
    runs.map(({ late, ...run }) => ({ ...run, timed: !(late ?? mostlyLate) })),
  );
}

function untimed(
  segment: Segment,
  lostFrom: number | undefined,
): readonly Omit<RunRequests, "timed">[] {
  const joined = new Map(segment.joins.map((join) => [join.request, join.correlationId]));
  const comparable = comparableEvaluations(segment, lostFrom);
  return segment.runs.map((run) => ({
    items: segment.items,
    run,
    points: requestPoints(segment, run),
    evaluations: segment.evaluations.slice(run.firstEvaluation, run.endEvaluation),
    measurements: segment.requests
      .slice(run.firstRequest, run.endRequest)
      .map(({ historyLength }, index) => ({
        historyLength,
        joinedId: joined.get(run.firstRequest + index),
      })),
    hasJoins: segment.joins.length > 0,
    comparable: comparable.slice(run.firstEvaluation, run.endEvaluation),
  }));
}

/**
 * True where what opened a run, or all its answers, carry a time after evaluations that they preceded; undefined where the
 * run has too few answers to tell.
 */
function isWrittenLate({
  items,
  points,
  run,
  evaluations,
}: Omit<RunRequests, "timed">): boolean | undefined {
  const answers = points.list.filter((point) => point.kind === "answered");
  const opened = points.list[0]?.historyLength;
  const firstTs = evaluations[0]?.ts;
  const lastTs = evaluations[evaluations.length - 1]?.ts;
  if (opened === undefined || firstTs === undefined || lastTs === undefined) return undefined;
  if (opened > run.firstItem && (items.ts[opened - 1] ?? 0) > firstTs) return true;
  if (answers.length < 2 || evaluations.length < 2) return undefined;
  return (items.ts[answers[0]?.historyLength ?? 0] ?? 0) >= lastTs;
}
