import type { PlacementTask } from "./placementTask";
import { evidence } from "./plausibility";

/** How far a search goes from what is plausible at each step. */
export interface Breadth {
  /** Evaluations that may have been taken, from the fewest to the most, once so many measurements have. */
  readonly placed: (taken: number) => readonly [from: number, to: number];
  /** Evidence by which a node may be behind others that have taken as much. */
  readonly patience: number;
  /** Nodes that are followed for each pair of counts. */
  readonly nodes: number;
  /** Steps of the replay at which the search is given up. */
  readonly endOfSearch: number;
}

/** Nodes for each pair of counts; beyond it the heaviest are dropped. In a narrow search there are fewer of both. */
const mostNodes = 48;
const narrowNodes = 6;
const narrowBand = 3;
const narrowPatience = 4 * evidence.lostMetric;

/** Room for some losses anywhere in the run: evaluations times losses. */
export function broadly(task: PlacementTask, losses: number, patience: number): Breadth {
  const { evaluations, measurements } = task.requests;
  const surplus = evaluations.length - measurements.length;
  return {
    placed: (taken) => [
      Math.max(0, taken + Math.min(surplus, 0) - losses),
      Math.min(evaluations.length, taken + Math.max(surplus, 0) + losses),
    ],
    patience,
    nodes: mostNodes,
    endOfSearch: task.effort.replay.endOfSearch(evaluations.length + measurements.length),
  };
}

/** What is lost is taken to be lost evenly: as many steps as there are evaluations and measurements, times a constant. */
export function narrowly({ requests: { evaluations, measurements } }: PlacementTask): Breadth {
  const slope =
    measurements.length === 0 ? evaluations.length : evaluations.length / measurements.length;
  return {
    placed: (taken) => [
      Math.min(evaluations.length, Math.max(0, Math.floor(taken * slope) - narrowBand)),
      Math.min(evaluations.length, Math.ceil((taken + 1) * slope) + narrowBand),
    ],
    patience: narrowPatience,
    nodes: narrowNodes,
    endOfSearch: Infinity,
  };
}
