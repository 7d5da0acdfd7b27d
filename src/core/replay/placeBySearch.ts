import { PlacementLattice, type LatticeNode, type Move } from "./placementLattice";
import {
  clockMisfits,
  joinEvidence,
  misfitAt,
  misfitWeight,
  type PlacementTask,
} from "./placementTask";
import { evidence, likelihood, sum, weight, type Weight } from "./plausibility";
import { isSystemItem, type RequestPoint } from "./requestPoints";
import type { RunPlacement } from "./runPlacement";

/** Lost metrics, beyond those that the counts prove, for which room is left. */
const spareLosses = 2;

/**
 * The most plausible placement of a run of any kind. Evaluations and measurements are taken in their order, each
 * evaluation with the next measurement, without one, or a measurement without an evaluation; the search goes through
 * the pairs (evaluations taken, measurements taken) column by column, so that each column needs one set of records.
 */
export function placeBySearch(task: PlacementTask): RunPlacement {
  const { evaluations, measurements } = task.requests;
  const lattice = new PlacementLattice(evaluations.length, measurements.length, task.pending);
  const surplus = evaluations.length - measurements.length;
  const steps = new Steps(task);
  for (let taken = 0; taken <= measurements.length; taken++) {
    const from = Math.max(0, taken + Math.min(surplus, 0) - spareLosses);
    const to = Math.min(evaluations.length, taken + Math.max(surplus, 0) + spareLosses);
    steps.beginColumn();
    for (let placed = from; placed <= to; placed++)
      for (const node of lattice.nodesAt(placed, taken))
        for (const move of steps.from(node)) lattice.add(node, move);
    const record = task.ownRecords[taken];
    if (record !== undefined) task.records.append(record);
  }
  return lattice.best((node) => steps.atEnd(node));
}

/** The moves that lead on from a node, with their weights. */
class Steps {
  readonly #task: PlacementTask;
  readonly #misfits = new Map<string, number>();

  constructor(task: PlacementTask) {
    this.#task = task;
  }

  /** Forgets what depended on the records known in the column before. */
  beginColumn(): void {
    this.#misfits.clear();
  }

  *from(node: LatticeNode): Generator<Move> {
    const { evaluations, measurements, items, points } = this.#task.requests;
    const evaluation = evaluations[node.placed];
    const measurement = measurements[node.taken];
    const next = measurement?.historyLength;
    if (evaluation !== undefined) {
      const waiting = evaluation.decision === "fired" ? evaluation.correlationId : node.pending;
      if (next !== undefined) {
        const join = joinEvidence(this.#task, waiting, measurement?.joinedId);
        for (let length = next, late = 0; ; length--, late++) {
          yield {
            historyLength: length,
            evaluation: true,
            measurement: true,
            pending: undefined,
            weight: sum(
              this.#evaluated(node, length),
              weight({ evidence: join, likelihood: late * likelihood.lateSystemItems }),
            ),
          };
          if (length - 1 <= Math.max(node.historyLength, 0) || !isSystemItem(items, length - 1))
            break;
          if (points.at(length - 1) === undefined) break;
        }
      }
      for (const point of this.#pointsFrom(node, next)) {
        yield {
          historyLength: point.historyLength,
          evaluation: true,
          measurement: false,
          pending: waiting,
          weight: sum(
            this.#evaluated(node, point.historyLength),
            weight({ likelihood: this.#withoutMeasurement(point) }),
          ),
        };
      }
    }
    if (next !== undefined)
      yield {
        historyLength: next,
        evaluation: false,
        measurement: true,
        pending: undefined,
        weight: sum(
          this.#reached(node, next),
          weight({
            evidence: evidence.lostMetric + this.#joinOfLost(node, measurement?.joinedId),
          }),
        ),
      };
  }

  /** What speaks against ending here: points that were answered without any request being known. */
  atEnd(node: LatticeNode): Weight {
    const { run } = this.#task.requests;
    const yielded = node.open && node.historyLength === run.endItem;
    return sum(
      this.#reached(node, run.endItem + 1),
      weight({
        evidence: run.end?.result === "yielded" && !yielded ? evidence.yieldedWithout : 0,
      }),
    );
  }

  /** Points at which a request without measurement can lie: from the last request to the next measured one. */
  *#pointsFrom(node: LatticeNode, next: number | undefined): Generator<RequestPoint> {
    const { points, run } = this.#task.requests;
    const { historyLength } = node;
    let any = false;
    for (const point of points.between(historyLength, next ?? Infinity)) {
      any = true;
      yield point;
    }
    // A measured length may be none of the points where lines of the log are missing; there is always the same again.
    if (historyLength >= 0 ? points.at(historyLength) === undefined : !any)
      yield {
        historyLength: Math.max(historyLength, run.firstItem),
        kind: "before system items",
        likely: false,
      };
  }

  #evaluated(node: LatticeNode, historyLength: number): Weight {
    const { requests } = this.#task;
    const ts = requests.evaluations[node.placed]?.ts;
    const bits = this.#misfitAt(node.placed, historyLength);
    const clock = ts === undefined ? 0 : clockMisfits(requests, historyLength, ts);
    return sum(
      this.#reached(node, historyLength),
      sum(misfitWeight(bits), weight({ evidence: clock * evidence.clock })),
    );
  }

  /** Weight of the way from a node's request to the next one at `historyLength`. */
  #reached(node: LatticeNode, historyLength: number): Weight {
    const { points } = this.#task.requests;
    if (historyLength < node.historyLength) return weight({ evidence: evidence.backwards });
    if (historyLength === node.historyLength)
      return weight({
        likelihood: node.open ? likelihood.again : likelihood.againAfterMeasured,
      });
    const answered = points.at(node.historyLength)?.kind === "answered";
    const continued = points.at(historyLength)?.kind === "partial";
    return weight({
      evidence: points.answeredBetween(node.historyLength, historyLength) * evidence.lostMetric,
      likelihood: node.open && answered && !continued ? likelihood.unmeasuredAnswer : 0,
    });
  }

  #withoutMeasurement({ kind, likely }: RequestPoint): number {
    switch (kind) {
      case "answered":
        return 0;
      case "partial":
        return likely ? likelihood.partial : 8 * likelihood.partial;
      case "before system items":
        return likelihood.lateSystemItems;
      case "unanswered":
        return this.#task.requests.run.end?.result === "finished"
          ? likelihood.unansweredInFinished
          : 0;
    }
  }

  #joinOfLost(node: LatticeNode, actual: string | undefined): number {
    if (actual !== undefined && !this.#task.isKnownId(actual)) return 0;
    return joinEvidence(this.#task, node.pending, actual);
  }

  #misfitAt(evaluation: number, historyLength: number): number {
    const key = `${evaluation} ${historyLength}`;
    const known = this.#misfits.get(key);
    if (known !== undefined) return known;
    const bits = misfitAt(this.#task, evaluation, historyLength);
    this.#misfits.set(key, bits);
    return bits;
  }
}
