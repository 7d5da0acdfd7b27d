import type { Confinement } from "./confinement";

/** More records than one process knows. */
const recordsPlace = 2 ** 22;
const lengthsPlace = 2 ** 31;

/**
 * What records say at moments that have been looked at, for one kind of process: with the same items' ids and the same
 * inherited records, a history length and the number of known records tell the moment.
 */
export class ConfinementMemory {
  readonly #of: Map<number, Confinement>[] = [];

  get(
    evaluation: number,
    historyLength: number,
    knownRecords: number,
    compute: () => Confinement,
  ): Confinement {
    // Beyond that, two moments could share a key; no history is so long.
    if (historyLength >= lengthsPlace) return compute();
    const known = (this.#of[evaluation] ??= new Map<number, Confinement>());
    const key = historyLength * recordsPlace + knownRecords;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const computed = compute();
    known.set(key, computed);
    return computed;
  }
}
