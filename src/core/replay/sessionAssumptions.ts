import type { AllowedSettings } from "./confinement";

/** What a placement of a whole session takes for granted. */
export interface Assumptions {
  /** Settings held possible for an evaluation, by its position in its segment. */
  readonly allowed: (segment: number, evaluation: number) => AllowedSettings;
  /** Bytes that a reasoning item has in memory only. */
  readonly idBytes: number;
  /** Parts of a record that are not looked at, as bits of `misfits`. */
  readonly ignored: number;
}
