import { runFigures, type RunFigures } from "../src/core/inspect/whatIfComparison";
import type { Prices } from "../src/core/whatif/prices";
import { summarise, type RunSummary } from "../src/core/whatif/summarise";
import type { LoadedSession } from "./loadedSession";

/** The recorded run in figures, made when they are first asked for. */
export class RecordedRun {
  readonly #loaded: LoadedSession;
  #figures: RunFigures | undefined;
  #summary: { readonly prices: Prices; readonly value: RunSummary } | undefined;

  constructor(loaded: LoadedSession) {
    this.#loaded = loaded;
  }

  /** As the mode "as recorded" shows it. */
  get figures(): RunFigures {
    const { replay, results, recorded } = this.#loaded;
    this.#figures ??= runFigures(replay, results, recorded);
    return this.#figures;
  }

  /** As logged and measured, at these prices. */
  summary(prices: Prices): RunSummary {
    if (this.#summary?.prices !== prices) {
      const { recorded, replay } = this.#loaded;
      this.#summary = { prices, value: summarise(recorded, replay, prices) };
    }
    return this.#summary.value;
  }
}
