import type { TimelineModel } from "../../src/core/timeline/model";
import { whatIfSentAgainTokens } from "../../src/core/timeline/whatIfSets";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";

/** The what-if that lies over the recorded picture, if one does. */
export class LaidWhatIf {
  #outcome: WhatIfOutcome | undefined;
  #sentAgain: Float64Array | undefined;

  get outcome(): WhatIfOutcome | undefined {
    return this.#outcome;
  }

  /** Tokens that each request sends again under the what-if. */
  get sentAgain(): Float64Array | undefined {
    return this.#sentAgain;
  }

  /** Lays another over, or none; true where the legend has other entries then. */
  use(outcome: WhatIfOutcome | undefined, model: TimelineModel | undefined): boolean {
    const before = entriesOf(this.#outcome);
    this.#outcome = outcome;
    this.fit(model);
    return before !== entriesOf(this.#outcome);
  }

  /** Drops the what-if of another state of the session: one that is not parallel to the model's requests. */
  fit(model: TimelineModel | undefined): void {
    const outcome = this.#outcome;
    const fits = model !== undefined && outcome?.decision.length === model.length;
    this.#outcome = fits ? outcome : undefined;
    this.#sentAgain = fits ? whatIfSentAgainTokens(model, outcome) : undefined;
  }
}

/** What the legend says of a what-if. */
function entriesOf(outcome: WhatIfOutcome | undefined): "nothing" | "certain" | "uncertain" {
  if (outcome === undefined) return "nothing";
  return outcome.certain.includes(0) ? "uncertain" : "certain";
}
