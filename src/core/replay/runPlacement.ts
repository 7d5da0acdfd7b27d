import type { Weight } from "./plausibility";

/** One request of a run: evaluated or not, measured or not. Positions are relative to the run. */
export interface PlacedRequest {
  readonly historyLength: number;
  readonly evaluation: number | undefined;
  readonly measurement: number | undefined;
  /** Measurements of the run that were known when it was evaluated. */
  readonly knownMeasurements: number;
  /** Other history lengths at which the evaluation agrees just as well. */
  readonly otherPlacements: number;
}

/** The requests of one run, in order. */
export interface RunPlacement {
  readonly requests: readonly PlacedRequest[];
  readonly weight: Weight;
  /** Id of a fire that was not measured; the next measured request takes it. */
  readonly pending: string | undefined;
  /** False where only the plain rule was tried. */
  readonly searched: boolean;
}
