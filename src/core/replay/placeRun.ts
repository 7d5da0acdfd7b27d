import { placeBySearch } from "./placeBySearch";
import { placePlainly } from "./placePlainly";
import type { PlacementTask } from "./placementTask";
import type { RunPlacement } from "./runPlacement";

/**
 * Finds the history length and the measurement of every evaluation of a run, and adds the run's records to the known ones.
 * Nearly every run follows the plain rule; the others are searched.
 */
export function placeRun(task: PlacementTask): RunPlacement {
  return placePlainly(task) ?? placeBySearch(task);
}
