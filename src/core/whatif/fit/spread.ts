import type { Contents } from "./contents";
import { logDensity } from "./denseCholesky";
import type { Equations } from "./equations";
import {
  commonCount,
  commonDeviation,
  commonMean,
  medianSpread,
  spreadNames,
  spreadPrior,
  type Spread,
} from "./prior";
import { occurrences, overlap, rangeSum, runningSums } from "./ranges";

/** Equations that the spread is learned from; more would cost more than they tell. */
const mostEquations = 128;

/**
 * The spread that makes the measured differences most likely, together with what is taken as likely before: found
 * coordinate by coordinate on a logarithmic scale (empirical Bayes). A kind that does not occur keeps its median.
 *
 * With few equations the data say little about their own spread, so it is widened by 1 + 2 / equations. A generator: it
 * yields the share done, roughly.
 */
export function* earnedSpread(equations: Equations, contents: Contents): Generator<number, Spread> {
  const rows = chosenRows(equations);
  if (rows.length === 0) return medianSpread;
  const parts: { readonly name: keyof Spread; readonly part: Float64Array }[] = [];
  for (const name of spreadNames) {
    parts.push({ name, part: partOf(equations, contents, rows, name) });
    yield 0;
  }
  const { fixed, residual } = commonPart(equations, contents, rows);
  const score = (spread: Spread): number => {
    const matrix = fixed.slice();
    for (const { name, part } of parts) {
      const variance = spread[name] ** 2;
      for (let at = 0; at < matrix.length; at++)
        matrix[at] = (matrix[at] ?? 0) + variance * (part[at] ?? 0);
    }
    return logDensity(matrix, residual.slice()) + priorLogDensity(spread);
  };
  yield 0;
  const present = parts
    .filter(({ part }) => part.some((value) => value !== 0))
    .map(({ name }) => name);
  // Where measurements contradict each other, the climb must begin among them: from the medians it would end elsewhere.
  const unexplained = { ...medianSpread, measurement: Math.max(1, rootMeanSquare(residual)) };
  const start = score(unexplained) > score(medianSpread) ? unexplained : medianSpread;
  const best = yield* climb(start, present, score);
  const widening = 1 + 2 / rows.length;
  return {
    text: best.text * widening,
    tool: best.tool * widening,
    rest: best.rest * widening,
    grain: best.grain * widening,
    image: best.image * widening,
    reasoning: best.reasoning * widening,
    measurement: best.measurement,
  };
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function* climb(
  start: Spread,
  names: readonly (keyof Spread)[],
  score: (spread: Spread) => number,
): Generator<number, Spread> {
  let best = start;
  let bestScore = score(best);
  for (let step = 1; step > 0.06; step /= 2) {
    for (const name of names) {
      for (const direction of [step, -step]) {
        for (;;) {
          const tried = { ...best, [name]: best[name] * Math.exp(direction) };
          const triedScore = score(tried);
          if (!(triedScore > bestScore)) break;
          best = tried;
          bestScore = triedScore;
          yield 1 - step;
        }
        yield 1 - step;
      }
    }
  }
  return best;
}

function priorLogDensity(spread: Spread): number {
  let sum = 0;
  for (const name of spreadNames) {
    const { median, factor } = spreadPrior[name];
    sum -= (Math.log(spread[name] / median) / Math.log(factor)) ** 2 / 2;
  }
  return sum;
}

function chosenRows(equations: Equations): readonly number[] {
  const count = Math.min(mostEquations, equations.count);
  return Array.from({ length: count }, (_, at) => Math.floor((at * equations.count) / count));
}

/** Covariance of the chosen equations that one kind of spread of 1 would give, within segments; lower half. */
function partOf(
  equations: Equations,
  contents: Contents,
  rows: readonly number[],
  name: keyof Spread,
): Float64Array {
  switch (name) {
    case "text":
      return contentPart(equations, contents, rows, square(contents.textWeight), undefined);
    case "rest":
      return halfOf(rows, (a, b) => (a === b ? (equations.restSquares[a] ?? 0) : 0));
    case "grain":
      return contentPart(equations, contents, rows, contents.textWeight, equations.restWeight);
    case "image":
      return contentPart(equations, contents, rows, square(contents.imageWeight), undefined);
    case "tool":
      return toolPart(equations, contents, rows);
    case "reasoning":
      return halfOf(rows, (a, b) => (a === b ? (equations.reasoningSquares[a] ?? 0) : 0));
    case "measurement":
      return halfOf(rows, (a, b) => (a === b ? 2 : 0));
  }
}

function square(values: Float64Array): Float64Array {
  return values.map((value) => value * value);
}

function halfOf(rows: readonly number[], value: (a: number, b: number) => number): Float64Array {
  const size = rows.length;
  const half = new Float64Array(size * size);
  for (let first = 0; first < size; first++)
    for (let second = 0; second <= first; second++)
      half[first * size + second] = value(rows[first] ?? 0, rows[second] ?? 0);
  return half;
}

function contentPart(
  equations: Equations,
  contents: Contents,
  rows: readonly number[],
  ofContents: Float64Array,
  ofRest: Float64Array | undefined,
): Float64Array {
  const sums = runningSums(ofContents, contents.bySegment);
  return halfOf(rows, (a, b) => {
    const segment = equations.segment[a] ?? 0;
    const of = sums[segment];
    const rest = a === b ? (ofRest?.[a] ?? 0) : 0;
    return of === undefined || segment !== equations.segment[b]
      ? rest
      : rest + overlap(equations, a, b, of);
  });
}

function toolPart(equations: Equations, contents: Contents, rows: readonly number[]): Float64Array {
  const byRow = new Map(
    rows.map((row) => {
      const tools = new Float64Array(contents.toolCount);
      occurrences(equations, contents, row, (content, times) => {
        const tool = contents.tool[content] ?? 0;
        tools[tool] = (tools[tool] ?? 0) + times * (contents.textWeight[content] ?? 0);
      });
      return [row, tools];
    }),
  );
  return halfOf(rows, (a, b) => {
    const first = byRow.get(a);
    const second = byRow.get(b);
    let sum = 0;
    for (let tool = 0; tool < contents.toolCount; tool++)
      sum += (first?.[tool] ?? 0) * (second?.[tool] ?? 0);
    return sum;
  });
}

/** What the uncertain common rates give, and what is left of the differences beyond what they are expected to give. */
function commonPart(
  equations: Equations,
  contents: Contents,
  rows: readonly number[],
): { readonly fixed: Float64Array; readonly residual: Float64Array } {
  const text = runningSums(contents.textWeight, contents.bySegment);
  const image = runningSums(contents.imageWeight, contents.bySegment);
  const weights = new Map(
    rows.map((row) => [
      row,
      [
        (equations.restWeight[row] ?? 0) + rangeSum(equations, row, text),
        rangeSum(equations, row, text),
        rangeSum(equations, row, image),
        equations.reasoningWeight[row] ?? 0,
        equations.messages[row] ?? 0,
        equations.calls[row] ?? 0,
        equations.results[row] ?? 0,
      ],
    ]),
  );
  const sumOver = (value: (kind: number) => number): number => {
    let sum = 0;
    for (let kind = 0; kind < commonCount; kind++) sum += value(kind);
    return sum;
  };
  return {
    fixed: halfOf(rows, (a, b) => {
      const first = weights.get(a);
      const second = weights.get(b);
      return sumOver(
        (kind) => (first?.[kind] ?? 0) * (second?.[kind] ?? 0) * (commonDeviation[kind] ?? 0) ** 2,
      );
    }),
    residual: Float64Array.from(
      rows,
      (row) =>
        (equations.difference[row] ?? 0) -
        sumOver((kind) => (weights.get(row)?.[kind] ?? 0) * (commonMean[kind] ?? 0)),
    ),
  };
}
