import type { WhatIfOutcome } from "../whatif/outcome";
import { boundaryTokens } from "./derivedColumns";
import type { TimelineModel } from "./model";

/** Where a what-if's marks stand that are not where the record's are, in tokens; NaN elsewhere. One value a request. */
export interface WhatIfHeights {
  readonly boundaries: Float64Array;
  readonly prompts: Float64Array;
}

const known = new WeakMap<WhatIfOutcome, { model: TimelineModel; heights: WhatIfHeights }>();

/** Computed once for each outcome, as long as it is shown over the same model. */
export function whatIfHeights(model: TimelineModel, outcome: WhatIfOutcome): WhatIfHeights {
  const before = known.get(outcome);
  if (before?.model === model) return before.heights;
  const { protectedStart, promptTokens } = model.requests;
  const boundaries = boundaryTokens(
    model,
    outcome.protectedStart,
    (request) => outcome.protectedStart[request] === protectedStart[request],
  );
  const prompts = outcome.inputTokens.map((tokens, request) =>
    Math.abs(tokens - (promptTokens[request] ?? NaN)) >= 1 ? tokens : NaN,
  );
  const heights = { boundaries, prompts };
  known.set(outcome, { model, heights });
  return heights;
}
