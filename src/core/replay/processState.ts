import type { KnownRecords } from "./knownRecords";
import type { Weight } from "./plausibility";
import type { RunPlacement } from "./runPlacement";

/** The first requests of another segment, whose records a process knows. */
export interface InheritedRequests {
  readonly segment: number;
  readonly requests: number;
}

/** A process as it begins with a run of a segment. */
export interface ProcessStart {
  readonly firstRun: number;
  /** Oldest first. Of its own segment it knows all records in any case. */
  readonly inherited: readonly InheritedRequests[];
  /** Items before this index have lost their reasoning ids. */
  readonly firstItemWithIds: number;
}

/** A run that has been placed; a list that leads back to the segment's first. */
export interface PlacedRun {
  readonly before: PlacedRun | undefined;
  readonly run: number;
  readonly placement: RunPlacement;
  readonly process: ProcessStart;
}

/** Where one way of reading a segment has come to between two runs. */
export interface ProcessState {
  readonly process: ProcessStart;
  readonly records: KnownRecords;
  /** Id of a fire whose request was not measured. */
  readonly pending: string | undefined;
  readonly weight: Weight;
  readonly path: PlacedRun | undefined;
  readonly begun: SegmentStart;
}

/** One way in which a segment may have begun. */
export interface SegmentStart {
  readonly process: ProcessStart;
  readonly pending: string | undefined;
  /** Against the lightest end of the parent segment too. */
  readonly weight: Weight;
  /** Against this start alone. */
  readonly ownWeight: Weight;
  /** The end of the parent segment that it takes for granted. */
  readonly parentEnd: ProcessState | undefined;
}
