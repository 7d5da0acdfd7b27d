import {
  clockMisfits,
  joinEvidence,
  misfitAt,
  misfitWeight,
  type PlacementTask,
} from "./placementTask";
import { evidence, sum, weight, weightless, type Weight } from "./plausibility";
import { isSystemItem } from "./requestPoints";
import type { PlacedRequest, RunPlacement } from "./runPlacement";
import type { RunRequests } from "./runRequests";

/**
 * The placement of a run that has as many evaluations and measured requests as points that were answered, each measured
 * one at its point, and one evaluation more at the end of a run that yielded: everything in its order. Undefined where
 * the run has not. What then does not fit is weighed; only a metric lost beside a request not measured could explain it.
 */
export function placePlainly(task: PlacementTask): RunPlacement | undefined {
  const { requests: log, records, ownRecords } = task;
  const { evaluations, measurements, run } = log;
  if (evaluations.length === 0) return placeMeasured(task);
  if (!isPlain(log)) return undefined;
  task.effort.replay.take(evaluations.length);
  const requests: PlacedRequest[] = [];
  let total = weightless;
  let { pending } = task;
  for (const [at, evaluation] of evaluations.entries()) {
    const measurement = measurements[at];
    const place = placeAt(task, at, measurement?.historyLength ?? run.endItem);
    total = sum(total, place.weight);
    if (evaluation.decision === "fired") pending = evaluation.correlationId;
    requests.push({
      historyLength: place.historyLength,
      evaluation: at,
      measurement: measurement === undefined ? undefined : at,
      knownMeasurements: at,
      otherPlacements: place.others,
    });
    if (measurement === undefined) continue;
    const join = joinEvidence(task, pending, measurement.joinedId);
    if (join > 0) total = sum(total, weight({ evidence: join }));
    pending = undefined;
    const record = ownRecords[at];
    if (record !== undefined) records.append(record);
  }
  return { requests, weight: total, pending, searched: false };
}

function isPlain({ points, evaluations, measurements, run }: RunRequests): boolean {
  const answered = points.list.filter((point) => point.kind === "answered");
  const unsent = run.end?.result === "yielded" ? 1 : 0;
  return (
    measurements.length === answered.length &&
    evaluations.length === answered.length + unsent &&
    measurements.every(({ historyLength }, at) => historyLength === answered[at]?.historyLength)
  );
}

interface Place {
  readonly historyLength: number;
  readonly weight: Weight;
  /** Other lengths that nothing more speaks against. */
  readonly others: number;
}

/** The length of a request, or one before the system items in front of it where its evaluation fits better. */
function placeAt(task: PlacementTask, at: number, historyLength: number): Place {
  const { items, run, points } = task.requests;
  let best: Place = { historyLength, weight: weightAt(task, at, historyLength), others: 0 };
  for (let length = historyLength - 1; length > run.firstItem; length--) {
    if (!isSystemItem(items, length) || points.at(length) === undefined) break;
    const other = weightAt(task, at, length);
    if (other.evidence < best.weight.evidence)
      best = { historyLength: length, weight: other, others: 0 };
    else if (other.evidence === best.weight.evidence) best = { ...best, others: best.others + 1 };
  }
  return best;
}

function weightAt(task: PlacementTask, at: number, historyLength: number): Weight {
  const recorded = task.requests.evaluations[at];
  if (recorded === undefined) return weightless;
  const clock = clockMisfits(task.requests, historyLength, recorded.ts);
  const misfit = misfitWeight(misfitAt(task, at, historyLength), recorded);
  return clock === 0 ? misfit : sum(misfit, weight({ evidence: clock * evidence.clock }));
}

/** A run without evaluations: pruning was off, or its metrics are lost. */
function placeMeasured({ requests, ownRecords, records, pending }: PlacementTask): RunPlacement {
  for (const record of ownRecords) records.append(record);
  return {
    requests: requests.measurements.map(({ historyLength }, at) => ({
      historyLength,
      evaluation: undefined,
      measurement: at,
      knownMeasurements: at,
      otherPlacements: 0,
    })),
    weight: weightless,
    pending: requests.measurements.length === 0 ? pending : undefined,
    searched: true,
  };
}
