import type { LabFit } from "../../src/core/lab/labRun";
import { defaultPrices } from "../../src/core/whatif/prices";
import { Lab } from "../lab/lab";
import type { LoadedSession } from "../loadedSession";

/** Fits the tokens of one side in the background; of what the lab can do, nothing else is wanted here. */
export class SideFit {
  readonly #lab: Lab;
  #of: LoadedSession | undefined;

  /** `onChange` is told whether there is a new fit, or else only how far it is. */
  constructor(onChange: (isNew: boolean) => void) {
    this.#lab = new Lab(defaultPrices, (what) => {
      if (what === "fit") {
        // A fit that an earlier state lends is only there until this one has its own.
        if (this.#lab.isFittedItself) this.#lab.cancel();
        onChange(true);
      } else onChange(false);
    });
  }

  /** Begins to fit a state of the session, unless it is the one that was given last. */
  use(loaded: LoadedSession): void {
    if (loaded === this.#of) return;
    this.#of = loaded;
    if (loaded.rows.length > 0) this.#lab.use(loaded);
  }

  /** Of the newest state, or of one before it while that is being fitted. */
  get fit(): LabFit | undefined {
    return this.#lab.fit;
  }

  get isFitted(): boolean {
    return this.#of !== undefined && this.#lab.isReady;
  }

  get isFitting(): boolean {
    return this.#lab.work?.shown === true && !this.#lab.isReady;
  }
}
