import { clockMisfits, joinEvidence, misfitAt, type PlacementTask } from "./placementTask";
import { weightless } from "./plausibility";
import { isSystemItem } from "./requestPoints";
import type { PlacedRequest, RunPlacement } from "./runPlacement";

/**
 * The placement of a run that follows the plain rule in everything: one evaluation and one measured request at each
 * point that was answered, and one evaluation more at the end of a run that yielded. Undefined where the run does not,
 * or where any record, time or join speaks against it.
 */
export function placePlainly(task: PlacementTask): RunPlacement | undefined {
  const { points, evaluations, measurements, run } = task.requests;
  if (evaluations.length === 0) return placeMeasured(task);
  const answered = points.list.filter((point) => point.kind === "answered");
  const yielded = run.end?.result === "yielded" && evaluations.length === answered.length + 1;
  if (measurements.length !== answered.length) return undefined;
  if (evaluations.length !== answered.length + (yielded ? 1 : 0)) return undefined;
  if (measurements.some(({ historyLength }, at) => historyLength !== answered[at]?.historyLength))
    return undefined;

  const requests: PlacedRequest[] = [];
  let { pending } = task;
  for (const [at, evaluation] of evaluations.entries()) {
    const measurement = measurements[at];
    const historyLength = measurement?.historyLength ?? run.endItem;
    if (misfitAt(task, at, historyLength) !== 0) return undefined;
    if (clockMisfits(task.requests, historyLength, evaluation.ts) !== 0) return undefined;
    if (evaluation.decision === "fired") pending = evaluation.correlationId;
    requests.push({
      historyLength,
      evaluation: at,
      measurement: measurement === undefined ? undefined : at,
      knownMeasurements: at,
      otherPlacements: earlierThanSystemItems(task, at, historyLength),
    });
    if (measurement === undefined) continue;
    if (joinEvidence(task, pending, measurement.joinedId) !== 0) return undefined;
    pending = undefined;
    const record = task.ownRecords[at];
    if (record !== undefined) task.records.append(record);
  }
  return { requests, weight: weightless, pending };
}

/** At how many lengths before the system items in front of the request its evaluation would agree as well. */
function earlierThanSystemItems(task: PlacementTask, at: number, historyLength: number): number {
  const { items, run, points } = task.requests;
  let others = 0;
  for (let length = historyLength - 1; length > run.firstItem; length--) {
    if (!isSystemItem(items, length)) break;
    if (points.at(length) === undefined) break;
    if (misfitAt(task, at, length) === 0) others += 1;
  }
  return others;
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
  };
}
