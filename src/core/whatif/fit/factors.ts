import { asPart, inSlices } from "../../work";
import type { Contents } from "./contents";
import type { Equations } from "./equations";
import type { Knots } from "./knots";
import { commonCount, commonDeviation, commonMean, commonNames, type Spread } from "./prior";

/**
 * What the fit weighs against each other. *Common* unknowns are those of fit/prior.ts, then each tool's own rate. Each
 * step (fit/knots.ts) is expected to hold its weights times the common rates; each equation to hold steps and, of the
 * items between, their weights times the common rates.
 */
export interface Factors {
  readonly commonCount: number;
  readonly commonMean: Float64Array;
  readonly commonDeviation: Float64Array;
  /** steps × common */
  readonly stepWeights: Float64Array;
  readonly stepVariance: Float64Array;
  /** contents × common, the same for each content, by its few parts: text, image, tool. */
  readonly contentVariance: Float64Array;
  /** equations × common */
  readonly equationWeights: Float64Array;
  readonly equationVariance: Float64Array;
}

/** Steps and equations are never taken as more exact than this, in tokens. */
const leastDeviation = 0.1;

const textRate = commonNames.indexOf("text");
const contentRate = commonNames.indexOf("content");
const imageRate = commonNames.indexOf("image");
const reasoningRate = commonNames.indexOf("reasoning");
const messageFrame = commonNames.indexOf("message frame");
const callFrame = commonNames.indexOf("call frame");
const resultFrame = commonNames.indexOf("result frame");

/**
 * The factors that explain the measurements best, given how far they are trusted beforehand (prior.ts, spread.ts), in
 * steps.
 */
export function* fitFactors(
  equations: Equations,
  contents: Contents,
  knots: Knots,
  spread: Spread,
): Generator<number, Factors> {
  const common = commonCount + contents.toolCount;
  const tools = new Float64Array(contents.toolCount);
  const stepWeights = new Float64Array(knots.count * common);
  const stepVariance = new Float64Array(knots.count).fill(leastDeviation ** 2);
  const variances = new Float64Array(contents.count);
  yield 0.1;
  const weighContents = inSlices(contents.count, (from, to) => {
    for (let content = from; content < to; content++) {
      const text = contents.textWeight[content] ?? 0;
      const image = contents.imageWeight[content] ?? 0;
      const variance = contentVariance(contents, content, spread);
      variances[content] = variance;
      const knot = knots.ofContent[content] ?? -1;
      if (knot < 0) continue;
      stepVariance[knot] = (stepVariance[knot] ?? 0) + variance;
      const at = knot * common;
      const tool = at + commonCount + (contents.tool[content] ?? 0);
      stepWeights[at + textRate] = (stepWeights[at + textRate] ?? 0) + text;
      stepWeights[at + contentRate] = stepWeights[at + textRate] ?? 0;
      stepWeights[at + imageRate] = (stepWeights[at + imageRate] ?? 0) + image;
      stepWeights[tool] = (stepWeights[tool] ?? 0) + text;
    }
  });
  yield* asPart(0.1, 0.5, weighContents);
  const equationWeights = new Float64Array(equations.count * common);
  const variancesOfEquations = new Float64Array(equations.count);
  const weighEquations = inSlices(equations.count, (from, to) => {
    for (let row = from; row < to; row++) {
      const at = row * common;
      equationWeights[at + textRate] = equations.restWeight[row] ?? 0;
      equationWeights[at + reasoningRate] = equations.reasoningWeight[row] ?? 0;
      equationWeights[at + messageFrame] = equations.messages[row] ?? 0;
      equationWeights[at + callFrame] = equations.calls[row] ?? 0;
      equationWeights[at + resultFrame] = equations.results[row] ?? 0;
      variancesOfEquations[row] = equationVariance(equations, row, spread);
    }
  });
  yield* asPart(0.5, 1, weighEquations);
  return {
    commonCount: common,
    commonMean: Float64Array.of(...commonMean, ...tools),
    commonDeviation: Float64Array.of(...commonDeviation, ...tools.fill(spread.tool)),
    stepWeights,
    stepVariance,
    contentVariance: variances,
    equationWeights,
    equationVariance: variancesOfEquations,
  };
}

/** How far the items between two requests, and what no item accounts for, may lie from what the common rates give. */
export function equationVariance(equations: Equations, row: number, spread: Spread): number {
  return (
    leastDeviation ** 2 +
    spread.rest ** 2 * (equations.restSquares[row] ?? 0) +
    spread.grain ** 2 * (equations.restWeight[row] ?? 0) +
    spread.reasoning ** 2 * (equations.reasoningSquares[row] ?? 0) +
    2 * spread.measurement ** 2
  );
}

/** Tokens that the common rates give the items between two requests, without contents. */
export function expectedOfItems(equations: Equations, row: number, common: Float64Array): number {
  return (
    (equations.restWeight[row] ?? 0) * (common[textRate] ?? 1) +
    (equations.reasoningWeight[row] ?? 0) * (common[reasoningRate] ?? 1) +
    (equations.messages[row] ?? 0) * (common[messageFrame] ?? 0) +
    (equations.calls[row] ?? 0) * (common[callFrame] ?? 0) +
    (equations.results[row] ?? 0) * (common[resultFrame] ?? 0)
  );
}

/** How far a content may lie from what the common rates give it, before any measurement. */
export function contentVariance(contents: Contents, content: number, spread: Spread): number {
  const text = contents.textWeight[content] ?? 0;
  const image = contents.imageWeight[content] ?? 0;
  return (spread.text * text) ** 2 + spread.grain ** 2 * text + (spread.image * image) ** 2;
}

/** Tokens that the common rates alone give a content. */
export function expectedContent(contents: Contents, content: number, common: Float64Array): number {
  const text = contents.textWeight[content] ?? 0;
  const image = contents.imageWeight[content] ?? 0;
  const tool = common[commonCount + (contents.tool[content] ?? 0)] ?? 0;
  const rate = (common[textRate] ?? 1) + (common[contentRate] ?? 0) + tool;
  return text * rate + image * (common[imageRate] ?? 1);
}
