import { epochMs } from "../units";
import type { ReplayedEvaluation, ReplayedRequest } from "./model";
import type { SegmentPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import { rowAt } from "../session/rows";

/**
 * Every LLM request of a run in order: those that were evaluated, those that were only measured, and those that are
 * known only by their answer. An evaluation after which nothing was sent is no request. `evaluations`: the segment's, at
 * least up to the run's end.
 */
export function requestsOfRun(
  { facts }: SegmentPlacement,
  placed: PlacedRun,
  evaluations: readonly ReplayedEvaluation[],
): readonly ReplayedRequest[] {
  const { run, points } = facts.runs[placed.run] ?? {};
  if (run === undefined || points === undefined) return [];
  const { segment, position } = facts;
  const requests: ReplayedRequest[] = [];
  const add = (
    historyLength: number,
    evaluation: number | undefined,
    measured: number | undefined,
  ) => {
    const recorded = rowAt(segment.evaluations, evaluation);
    const replayed = evaluation === undefined ? undefined : evaluations[evaluation];
    const lastItem = segment.items.ts[historyLength - 1];
    requests.push({
      segment: position,
      run: placed.run,
      historyLength,
      evaluation,
      measured,
      ts: recorded?.ts ?? epochMs(lastItem ?? run.startTs),
      prunedLeading: replayed?.prunedLeading ?? 0,
      get pruned() {
        return replayed?.pruned ?? [];
      },
    });
  };
  const answered = points.list.filter((point) => point.kind === "answered");
  let next = 0;
  const addAnswered = (until: number) => {
    for (; (answered[next]?.historyLength ?? Infinity) < until; next++)
      add(answered[next]?.historyLength ?? 0, undefined, undefined);
  };
  for (const request of placed.placement.requests) {
    addAnswered(request.historyLength);
    if (answered[next]?.historyLength === request.historyLength) next += 1;
    const evaluation =
      request.evaluation === undefined ? undefined : run.firstEvaluation + request.evaluation;
    if (evaluation !== undefined && evaluations[evaluation]?.sent === false) continue;
    add(
      request.historyLength,
      evaluation,
      request.measurement === undefined ? undefined : run.firstRequest + request.measurement,
    );
  }
  addAnswered(Infinity);
  return requests;
}
