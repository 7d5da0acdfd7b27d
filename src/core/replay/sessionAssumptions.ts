import { anySettings, type AllowedSettings } from "./confinement";

/** What a placement of a whole session takes for granted. */
export interface Assumptions {
  /** Settings held possible for an evaluation, by its position in its segment. */
  readonly allowed: (segment: number, evaluation: number) => AllowedSettings;
  /** Bytes that a reasoning item has in memory only. */
  readonly idBytes: number;
  /** Parts of a record that are not looked at, as bits of `misfits`. */
  readonly ignored: number;
  /** Which way to read a fork where both agree: taken up from its log, or gone on with by its writer. */
  readonly forksFromLog: boolean;
}

/** Nothing is taken for granted. */
export const plain: Assumptions = {
  allowed: () => anySettings,
  idBytes: 0,
  ignored: 0,
  forksFromLog: false,
};
