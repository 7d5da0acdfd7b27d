import {
  compareWeights,
  impossible,
  isLighter,
  sum,
  weightless,
  type Weight,
} from "./plausibility";
import type { PlacedRequest, RunPlacement } from "./runPlacement";
import type { ReplayEffort } from "./searchEffort";

/** How far ahead a node is looked for that is lighter and has taken more. */
const lookAhead = 16;

/** One more request, and what it takes from the lists. */
export interface Move {
  readonly historyLength: number;
  readonly evaluation: boolean;
  readonly measurement: boolean;
  /** Id of a fire that waits for a measured request afterwards. */
  readonly pending: string | undefined;
  readonly weight: Weight;
}

/** So many evaluations and measurements have been taken, the last request was made at a length. */
export interface LatticeNode {
  readonly placed: number;
  readonly taken: number;
  /** −1 before the first request. */
  readonly historyLength: number;
  /** True where the last request was not measured. */
  readonly open: boolean;
  readonly pending: string | undefined;
}

interface Step {
  readonly from: Node;
  readonly move: Move;
}

class Node implements LatticeNode {
  readonly placed: number;
  readonly taken: number;
  readonly historyLength: number;
  readonly open: boolean;
  readonly pending: string | undefined;
  /** Of the lightest way to here. */
  weight = impossible;
  lightest: Step | undefined;
  readonly steps: Step[] = [];
  /** Least evidence from here to the end. */
  evidenceAhead = Infinity;

  constructor(node: LatticeNode) {
    this.placed = node.placed;
    this.taken = node.taken;
    this.historyLength = node.historyLength;
    this.open = node.open;
    this.pending = node.pending;
  }
}

/** All ways to place a run's requests that are still worth following, and the best of them. */
export class PlacementLattice {
  readonly #cells = new Map<number, Map<string, Node>>();
  /** Least evidence of any node that has taken so many evaluations and measurements together. */
  readonly #leastEvidence: number[] = [];
  readonly #evaluations: number;
  readonly #measurements: number;
  readonly #patience: number;
  readonly #effort: ReplayEffort;

  constructor(
    evaluations: number,
    measurements: number,
    pending: string | undefined,
    patience: number,
    effort: ReplayEffort,
  ) {
    this.#patience = patience;
    this.#effort = effort;
    this.#evaluations = evaluations;
    this.#measurements = measurements;
    const start = new Node({ placed: 0, taken: 0, historyLength: -1, open: false, pending });
    start.weight = weightless;
    this.#cell(0, 0).set("", start);
    this.#leastEvidence[0] = 0;
  }

  /** The nodes worth following, the lightest `most` at most, once nothing leads to them any more. */
  nodesAt(placed: number, taken: number, most: number): readonly Node[] {
    const cell = this.#cells.get(this.#keyOf(placed, taken));
    if (cell === undefined) return [];
    const least = this.#leastFrom(placed + taken);
    const nodes = Array.from(cell.values()).filter(
      (node) => node.weight.evidence <= least + this.#patience,
    );
    if (nodes.length <= most) return nodes;
    return nodes.sort((a, b) => compareWeights(a.weight, b.weight)).slice(0, most);
  }

  add(from: Node, move: Move): void {
    const placed = from.placed + (move.evaluation ? 1 : 0);
    const taken = from.taken + (move.measurement ? 1 : 0);
    const weight = sum(from.weight, move.weight);
    const together = placed + taken;
    if (weight.evidence > this.#leastFrom(together) + this.#patience) return;
    this.#leastEvidence[together] = Math.min(
      this.#leastEvidence[together] ?? Infinity,
      weight.evidence,
    );
    const cell = this.#cell(placed, taken);
    const key = `${move.historyLength} ${move.measurement ? "" : "open"} ${move.pending ?? ""}`;
    let node = cell.get(key);
    if (node === undefined) {
      const { historyLength, pending } = move;
      node = new Node({ placed, taken, historyLength, open: !move.measurement, pending });
      cell.set(key, node);
    }
    const step = { from, move };
    node.steps.push(step);
    if (isLighter(weight, node.weight)) {
      node.weight = weight;
      node.lightest = step;
    }
  }

  /** The lightest placement of everything, which ends at one of `most` nodes; `atEnd` weighs ending at a node. */
  best(most: number, atEnd: (node: LatticeNode) => Weight): RunPlacement {
    let last: Node | undefined;
    let weight = impossible;
    for (const node of this.nodesAt(this.#evaluations, this.#measurements, most)) {
      const ending = atEnd(node);
      node.evidenceAhead = ending.evidence;
      const whole = sum(node.weight, ending);
      if (last !== undefined && !isLighter(whole, weight)) continue;
      last = node;
      weight = whole;
    }
    const lengths = this.#equalLengths(weight.evidence);
    const requests: PlacedRequest[] = [];
    for (let node = last; node?.lightest !== undefined; node = node.lightest.from) {
      const { from, move } = node.lightest;
      requests.push({
        historyLength: move.historyLength,
        evaluation: move.evaluation ? from.placed : undefined,
        measurement: move.measurement ? from.taken : undefined,
        knownMeasurements: from.taken,
        otherPlacements: move.evaluation ? (lengths[from.placed]?.size ?? 1) - 1 : 0,
      });
    }
    return { requests: requests.reverse(), weight, pending: last?.pending, searched: true };
  }

  /** For each evaluation the lengths that it has in placements with no more evidence against them. */
  #equalLengths(least: number): readonly Set<number>[] {
    const lengths = Array.from({ length: this.#evaluations }, () => new Set<number>());
    // Backwards, through the pairs of counts that were reached: nearly all of a long run's never are.
    for (const key of Array.from(this.#cells.keys()).sort((a, b) => b - a)) {
      this.#effort.take(1);
      for (const node of this.#cells.get(key)?.values() ?? [])
        for (const { from, move } of node.steps) {
          const ahead = node.evidenceAhead + move.weight.evidence;
          from.evidenceAhead = Math.min(from.evidenceAhead, ahead);
          if (move.evaluation && from.weight.evidence + ahead <= least)
            lengths[from.placed]?.add(move.historyLength);
        }
    }
    return lengths;
  }

  /** Least evidence of any node that has taken at least as much, as far as it is known: no move lessens evidence. */
  #leastFrom(together: number): number {
    let least = Infinity;
    const end = Math.min(together + lookAhead, this.#leastEvidence.length);
    for (let at = together; at < end; at++)
      least = Math.min(least, this.#leastEvidence[at] ?? Infinity);
    return least;
  }

  #cell(placed: number, taken: number): Map<string, Node> {
    const key = this.#keyOf(placed, taken);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cell = new Map<string, Node>();
    this.#cells.set(key, cell);
    return cell;
  }

  #keyOf(placed: number, taken: number): number {
    return taken * (this.#evaluations + 1) + placed;
  }
}
