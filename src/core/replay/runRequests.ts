import type { ItemColumns } from "../session/itemColumns";
import type { RecordedEvaluation, Run, Segment } from "../session/segment";
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
  /** Whether the items' times say when they came: not where a writer puts all of them down at the run's end. */
  readonly timed: boolean;
}

/** The requests of each run of a segment, as its log tells them. */
export function requestsOfRuns(segment: Segment): readonly RunRequests[] {
  const joined = new Map(segment.joins.map((join) => [join.request, join.correlationId]));
  const runs = segment.runs.map((run) => ({
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
  }));
  const late = runs.map(isWrittenLate);
  const mostlyLate =
    late.filter((is) => is === true).length > late.filter((is) => is === false).length;
  return runs.map((run, index) => ({ ...run, timed: !(late[index] ?? mostlyLate) }));
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
  const first = answers[0]?.historyLength;
  const firstTs = evaluations[0]?.ts;
  const lastTs = evaluations[evaluations.length - 1]?.ts;
  if (first === undefined || firstTs === undefined || lastTs === undefined) return undefined;
  if (first > run.firstItem && (items.ts[first - 1] ?? 0) > firstTs) return true;
  if (answers.length < 2 || evaluations.length < 2) return undefined;
  return (items.ts[first] ?? 0) >= lastTs;
}
