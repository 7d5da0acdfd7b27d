import type { TimelineModel } from "../../src/core/timeline/model";
import { whatIfSentAgainTokens, whatIfStates } from "../../src/core/timeline/whatIfSets";
import { certainty, type WhatIfOutcome } from "../../src/core/whatif/outcome";

/** The what-if that lies over the recorded picture, if one does. */
export class LaidWhatIf {
  #outcome: WhatIfOutcome | undefined;
  #sentAgain: Float64Array | undefined;
  #entries: LegendEntries = "nothing";

  get outcome(): WhatIfOutcome | undefined {
    return this.#outcome;
  }

  /** Whether it is still being worked out which of its requests are certain. */
  get isPending(): boolean {
    return this.#outcome?.certain.includes(certainty.pending) === true;
  }

  /** Tokens that each request sends again under the what-if. */
  get sentAgain(): Float64Array | undefined {
    return this.#sentAgain;
  }

  /** Lays another over, or none; true where the legend has other entries then. */
  use(outcome: WhatIfOutcome | undefined, model: TimelineModel | undefined): boolean {
    const before = this.#entries;
    this.#outcome = outcome;
    this.fit(model);
    // Until it is known, the legend stays as it was: turning a knob must not make an entry come and go.
    if (!this.isPending || before === "nothing") this.#entries = entriesOf(this.#outcome, model);
    return before !== this.#entries;
  }

  /** Drops the what-if of another state of the session: one that is not parallel to the model's requests. */
  fit(model: TimelineModel | undefined): void {
    const outcome = this.#outcome;
    const fits = model !== undefined && outcome?.decision.length === model.length;
    this.#outcome = fits ? outcome : undefined;
    if (!fits) this.#entries = "nothing";
    this.#sentAgain = fits ? whatIfSentAgainTokens(model, outcome) : undefined;
  }
}

/** What the legend says of a what-if: whether any of it is uncertain, and what it changes. */
type LegendEntries = "nothing" | `certain ${string}` | `uncertain ${string}`;

function entriesOf(
  outcome: WhatIfOutcome | undefined,
  model: TimelineModel | undefined,
): LegendEntries {
  if (outcome === undefined || model === undefined) return "nothing";
  const states = Array.from(whatIfStates(model, outcome)).sort().join();
  return outcome.certain.includes(certainty.no) ? `uncertain ${states}` : `certain ${states}`;
}
