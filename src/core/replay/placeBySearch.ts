import type { RecordedEvaluation } from "../session/segment";
import { PlacementLattice, type LatticeNode, type Move } from "./placementLattice";
import {
  clockMisfits,
  joinEvidence,
  misfitAt,
  misfitWeight,
  type PlacementTask,
} from "./placementTask";
import { evidence, impossible, likelihood, weight, type Weight } from "./plausibility";
import { isSystemItem, type RequestPoint } from "./requestPoints";
import type { RunPlacement } from "./runPlacement";
import type { RunMeasurement, RunRequests } from "./runRequests";
import { broadly, narrowly, type Breadth } from "./searchBreadth";

/** Answers in a row that may lack a request. */
const mostSkipped = 3;

/**
 * The most plausible placement of a run of any kind. Evaluations and measurements are taken in their order, each
 * evaluation with the next measurement, without one, or a measurement without an evaluation; the search goes through
 * the pairs (evaluations taken, measurements taken) column by column, so that each column needs one set of records.
 */
export function placeBySearch(task: PlacementTask): RunPlacement {
  const known = task.records.count;
  const proven = provenLosses(task.requests);
  // What a search without room for another loss leaves out has at least one more.
  const least = (proven + 1) * evidence.lostMetric;
  const placement = search(task, broadly(task, proven, least + 1));
  if (placement === undefined) {
    takeBack(task, known);
    return search(task, narrowly(task)) ?? unplaced;
  }
  if (placement.weight.evidence <= least || !task.effort.takeWideSearch()) return placement;
  takeBack(task, known);
  const wide = search(task, broadly(task, proven + 2, least + 2 * evidence.lostMetric));
  if (wide !== undefined) return wide;
  takeBack(task, known);
  for (const record of task.ownRecords) task.records.append(record);
  return placement;
}

/** What a search without a node left would give; a narrow search has always one left. */
const unplaced: RunPlacement = {
  requests: [],
  weight: impossible,
  pending: undefined,
  searched: true,
};

function takeBack({ records, effort }: PlacementTask, known: number): void {
  if (records.count === known) return;
  records.truncate(known);
  effort.replay.take(known);
}

/** Metrics that were lost whatever the placement: there are more requests than evaluations. */
function provenLosses({ points, evaluations, measurements }: RunRequests): number {
  const answered = points.list.filter(({ kind }) => kind === "answered").length;
  return Math.max(0, answered - evaluations.length, measurements.length - evaluations.length);
}

/** Undefined where the search took too many steps and was given up; the records are then left as they are. */
function search(
  task: PlacementTask,
  { placed: band, patience, nodes: most, endOfSearch }: Breadth,
): RunPlacement | undefined {
  const { evaluations, measurements } = task.requests;
  const { pending, effort } = task;
  const { replay } = effort;
  const lattice = new PlacementLattice(
    evaluations.length,
    measurements.length,
    pending,
    patience,
    replay,
  );
  const steps = new Steps(task);
  for (let taken = 0; taken <= measurements.length; taken++) {
    const [from, to] = band(taken);
    const [nextFrom, nextTo] = band(taken + 1);
    for (let placed = from; placed <= to; placed++)
      for (const node of lattice.nodesAt(placed, taken, most)) {
        for (const move of steps.from(node)) {
          replay.take(1);
          const after = placed + (move.evaluation ? 1 : 0);
          // Nothing may be held against others that leads to where the search does not go.
          if (move.measurement ? after >= nextFrom && after <= nextTo : after <= to)
            lattice.add(node, move);
        }
        if (replay.steps > endOfSearch) return undefined;
      }
    const record = task.ownRecords[taken];
    if (record !== undefined) task.records.append(record);
  }
  return lattice.best(most, (node) => steps.atEnd(node));
}

/** The moves that lead on from a node, with their weights. */
class Steps {
  readonly #task: PlacementTask;

  constructor(task: PlacementTask) {
    this.#task = task;
  }

  *from(node: LatticeNode): Generator<Move> {
    const { evaluations, measurements } = this.#task.requests;
    const evaluation = evaluations[node.placed];
    const measurement = measurements[node.taken];
    if (evaluation !== undefined) {
      const pending = evaluation.decision === "fired" ? evaluation.correlationId : node.pending;
      if (measurement !== undefined) yield* this.#measured(node, evaluation, measurement, pending);
      yield* this.#unmeasured(node, evaluation, measurement?.historyLength, pending);
    }
    if (measurement !== undefined) yield this.#unevaluated(node, measurement);
  }

  /** The next evaluation belongs to the next measured request, or to the place before its system items. */
  *#measured(
    node: LatticeNode,
    recorded: RecordedEvaluation,
    { historyLength, joinedId }: RunMeasurement,
    pending: string | undefined,
  ): Generator<Move> {
    const { items, points } = this.#task.requests;
    const join = joinEvidence(this.#task, pending, joinedId);
    for (let length = historyLength, late = 0; ; length--, late++) {
      const likely = late * likelihood.lateSystemItems;
      yield this.#evaluated(node, recorded, length, true, undefined, join, likely);
      const before = length - 1;
      if (before <= Math.max(node.historyLength, 0)) break;
      if (!isSystemItem(items, before) || points.at(before) === undefined) break;
    }
  }

  /** The next evaluation's request was not measured: it lies between the last request and the next measured one. */
  *#unmeasured(
    node: LatticeNode,
    recorded: RecordedEvaluation,
    next: number | undefined,
    pending: string | undefined,
  ): Generator<Move> {
    for (const point of this.#pointsFrom(node, next)) {
      const likely = this.#withoutMeasurement(point);
      yield this.#evaluated(node, recorded, point.historyLength, false, pending, 0, likely);
    }
  }

  /** The next measured request has no evaluation: its metric was lost. */
  #unevaluated(node: LatticeNode, { historyLength, joinedId }: RunMeasurement): Move {
    const unknown = joinedId !== undefined && !this.#task.isKnownId(joinedId);
    const join = unknown ? 0 : joinEvidence(this.#task, node.pending, joinedId);
    return {
      historyLength,
      evaluation: false,
      measurement: true,
      pending: undefined,
      weight: weight({
        evidence: this.#evidenceOfWay(node, historyLength) + evidence.lostMetric + join,
        likelihood: this.#likelihoodOfWay(node, historyLength),
      }),
    };
  }

  #evaluated(
    node: LatticeNode,
    recorded: RecordedEvaluation,
    historyLength: number,
    measurement: boolean,
    pending: string | undefined,
    join: number,
    likely: number,
  ): Move {
    const { requests } = this.#task;
    const misfit = misfitWeight(misfitAt(this.#task, node.placed, historyLength), recorded);
    const clock = clockMisfits(requests, historyLength, recorded.ts);
    return {
      historyLength,
      evaluation: true,
      measurement,
      pending,
      weight: {
        ...misfit,
        evidence:
          this.#evidenceOfWay(node, historyLength) +
          misfit.evidence +
          clock * evidence.clock +
          join,
        likelihood: this.#likelihoodOfWay(node, historyLength) + likely,
      },
    };
  }

  /** What speaks against ending here: points that were answered without any request being known. */
  atEnd(node: LatticeNode): Weight {
    const { run } = this.#task.requests;
    const end = run.endItem + 1;
    const yielded = node.open && node.historyLength === run.endItem;
    const without = run.end?.result === "yielded" && !yielded ? evidence.yieldedWithout : 0;
    return weight({
      evidence: this.#evidenceOfWay(node, end) + without,
      likelihood: this.#likelihoodOfWay(node, end),
    });
  }

  *#pointsFrom(node: LatticeNode, next: number | undefined): Generator<RequestPoint> {
    const { points, run } = this.#task.requests;
    const { historyLength } = node;
    let any = false;
    for (const point of points.between(historyLength, next ?? Infinity)) {
      // Behind so many answers without a request nothing is plausible any more.
      if (any && points.answeredBetween(historyLength, point.historyLength) > mostSkipped) break;
      any = true;
      yield point;
    }
    // A measured length may be none of the points where lines of the log are missing; there is always the same again.
    if (!any || (historyLength >= 0 && points.at(historyLength) === undefined))
      yield {
        historyLength: Math.max(historyLength, run.firstItem),
        kind: "before system items",
        likely: false,
      };
  }

  /** Evidence against the next request after a node's being at `historyLength`: answers without a request between. */
  #evidenceOfWay(node: LatticeNode, historyLength: number): number {
    if (historyLength < node.historyLength) return evidence.backwards;
    const { points } = this.#task.requests;
    return points.answeredBetween(node.historyLength, historyLength) * evidence.lostMetric;
  }

  #likelihoodOfWay(node: LatticeNode, historyLength: number): number {
    if (historyLength === node.historyLength)
      return node.open ? likelihood.again : likelihood.againAfterMeasured;
    const { points } = this.#task.requests;
    const answered = points.at(node.historyLength)?.kind === "answered";
    const continued = points.at(historyLength)?.kind === "partial";
    return node.open && answered && !continued ? likelihood.unmeasuredAnswer : 0;
  }

  #withoutMeasurement({ kind, likely }: RequestPoint): number {
    switch (kind) {
      case "answered":
        return 0;
      case "partial":
        return likely ? likelihood.partial : likelihood.partialBehindCall;
      case "before system items":
        return likelihood.lateSystemItems;
      case "unanswered":
        return this.#task.requests.run.end?.result === "finished"
          ? likelihood.unansweredInFinished
          : 0;
    }
  }
}
