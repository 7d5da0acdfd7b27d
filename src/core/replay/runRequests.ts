import type { ItemColumns } from "../session/itemColumns";
import type { RecordedEvaluation, Run, Segment } from "../session/segment";
import { rowAt } from "../session/rows";
import type { ItemCount, Tokens } from "../units";
import { comparableEvaluations, countsTurns } from "./comparable";
import { requestPoints, type RequestPoints } from "./requestPoints";

/** A measured request of a run, with the correlation id that was joined to it. */
export interface RunMeasurement {
  readonly historyLength: ItemCount;
  readonly inputTokens: Tokens;
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
  /** Whether all items were put down at the run's end; undefined where the run does not tell. */
  readonly late: boolean | undefined;
  /** Whether the items' times say when they came: not where a writer puts all of them down at the run's end. */
  readonly timed: boolean;
}

/** A segment when it was shorter, and its runs' requests then. */
interface KnownRuns {
  readonly segment: Segment;
  readonly runs: readonly RunRequests[];
}

/**
 * The requests of each run of each segment, as the logs tell them. `lostFrom`: see `lostEvaluations`; `before`: see
 * `factsOf`.
 */
export function requestsOfRuns(
  segments: readonly Segment[],
  lostFrom: readonly number[],
  before: readonly (KnownRuns | undefined)[] = [],
): readonly (readonly RunRequests[])[] {
  const all = segments.map((segment, position) =>
    untimed(segment, lostFrom[position], before[position]),
  );
  // One writer writes in one way: runs that do not tell are as most others are.
  let votes = 0;
  for (const runs of all)
    for (const { late } of runs) votes += late === undefined ? 0 : late ? 1 : -1;
  const mostlyLate = votes > 0;
  return all.map((runs) =>
    runs.map((run) => {
      const timed = !(run.late ?? mostlyLate);
      return run.timed === timed ? run : { ...run, timed };
    }),
  );
}

/** Whether two states of a run's requests are one: nothing that is made of either can differ. */
export function isSameRun(a: RunRequests | undefined, b: RunRequests | undefined): boolean {
  return (
    a === b ||
    (a?.run === b?.run &&
      a?.comparable === b?.comparable &&
      a?.timed === b?.timed &&
      a?.hasJoins === b?.hasJoins)
  );
}

function untimed(
  segment: Segment,
  lostFrom: number | undefined,
  before: KnownRuns | undefined,
): readonly RunRequests[] {
  const hasJoins = segment.joins.length > 0;
  const inTurns = countsTurns(segment);
  const kept = before !== undefined && countsTurns(before.segment) === inTurns ? before.runs : [];
  const firstNew = segment.runs.findIndex((run, at) => kept[at]?.run !== run);
  const joined = joinedFrom(segment, segment.runs[firstNew]?.firstLine ?? Infinity);
  return segment.runs.map((run, at) => {
    const known = kept[at];
    if (known?.run === run) {
      // Columns that have grown lie elsewhere: nothing should hold on to the old ones.
      const isMoved = known.items.kind.buffer !== segment.items.kind.buffer;
      if (!isMoved && known.hasJoins === hasJoins) return known;
      return { ...known, items: segment.items, hasJoins };
    }
    const own = {
      items: segment.items,
      run,
      points: requestPoints(segment, run),
      evaluations: segment.evaluations.slice(run.firstEvaluation, run.endEvaluation),
      measurements: segment.requests
        .slice(run.firstRequest, run.endRequest)
        .map(({ historyLength, inputTokens }, index) => ({
          historyLength,
          inputTokens,
          joinedId: joined.get(run.firstRequest + index),
        })),
      hasJoins,
      comparable: comparableEvaluations(segment, inTurns, run, lostFrom),
    };
    const late = isWrittenLate(own);
    return { ...own, late, timed: late !== true };
  });
}

/** Of the joins from a line on: the id that each request was joined with. */
function joinedFrom({ joins }: Segment, line: number): ReadonlyMap<number, string> {
  let first = joins.length;
  while (first > 0 && (rowAt(joins, first - 1)?.place.line ?? 0) >= line) first -= 1;
  return new Map(joins.slice(first).map(({ request, correlationId }) => [request, correlationId]));
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
}: Omit<RunRequests, "timed" | "late">): boolean | undefined {
  const answers = points.list.filter((point) => point.kind === "answered");
  const opened = points.list[0]?.historyLength;
  const firstTs = evaluations[0]?.ts;
  const lastTs = evaluations[evaluations.length - 1]?.ts;
  if (opened === undefined || firstTs === undefined || lastTs === undefined) return undefined;
  if (opened > run.firstItem && (items.ts[opened - 1] ?? 0) > firstTs) return true;
  if (answers.length < 2 || evaluations.length < 2) return undefined;
  return (items.ts[answers[0]?.historyLength ?? 0] ?? 0) >= lastTs;
}
