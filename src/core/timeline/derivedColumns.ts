import type { TimelineModel } from "./model";
import { tokensBeforeItem, topOf } from "./requestHeights";

/** Columns over requests that follow from a model and that every frame asks about. */
interface DerivedColumns {
  /** Top of each request, left-out content included, in tokens. */
  readonly tops: Float64Array;
  /** Height of the protected start in tokens, NaN where there is none. */
  readonly boundaries: Float64Array;
}

const known = new WeakMap<TimelineModel, DerivedColumns>();

/** Computed once for each model. */
export function derivedColumns(model: TimelineModel): DerivedColumns {
  const before = known.get(model);
  if (before !== undefined) return before;
  const tops = new Float64Array(model.length);
  for (let request = 0; request < model.length; request++) tops[request] = topOf(model, request);
  const made = { tops, boundaries: boundaryTokens(model, model.requests.protectedStart) };
  known.set(model, made);
  return made;
}

/** Heights in tokens of protected starts, parallel to the model's requests; NaN where a start is negative. */
export function boundaryTokens(
  model: TimelineModel,
  protectedStart: Int32Array,
  skip?: (request: number) => boolean,
): Float64Array {
  const tokens = new Float64Array(model.length).fill(NaN);
  for (let request = 0; request < model.length; request++) {
    const start = protectedStart[request] ?? -1;
    if (start >= 0 && skip?.(request) !== true)
      tokens[request] = tokensBeforeItem(model, request, start);
  }
  return tokens;
}
