import { asPart, inSlices } from "../../work";
import { denseCholesky, solveDenseLower, solveDenseUpper } from "./denseCholesky";
import { knotSigns, type Equations } from "./equations";
import type { Factors } from "./factors";
import type { Knots } from "./knots";
import {
  solveLower,
  solveUpper,
  sparseCholesky,
  sparsePattern,
  type SparseFactor,
  type SparseRows,
} from "./sparseCholesky";

/**
 * The Gaussian posterior of the knots and of what the session has in common. Its precision matrix is sparse over the
 * knots and is factored exactly; the common unknowns touch everything and are eliminated last, by a small dense matrix.
 */
export interface Posterior {
  readonly equations: Equations;
  readonly knots: Knots;
  readonly factors: Factors;
  readonly factor: SparseFactor;
  /** L⁻¹ times the precision between knots and each common unknown. */
  readonly between: readonly Float64Array[];
  /** Cholesky factor of the common unknowns' precision once the knots are eliminated. */
  readonly common: Float64Array;
}

/** Entries and multiplications that a factor may take; beyond them the equations must be fewer. */
const mostEntries = 8_000_000;
const mostWork = 600_000_000;

/**
 * Undefined where factoring would take too long, or the precision is not positive definite in floating point, which no
 * honest measurement brings about. A generator: it yields the share done.
 */
export function* factorPosterior(
  equations: Equations,
  knots: Knots,
  factors: Factors,
): Generator<number, Posterior | undefined> {
  const matrix = yield* asPart(0, 0.1, knotPrecision(equations, knots, factors));
  yield 0.1;
  const pattern = sparsePattern(matrix, mostEntries);
  if (pattern === undefined || pattern.work > mostWork) return undefined;
  yield 0.1;
  const factor = yield* asPart(0.1, 0.8, sparseCholesky(matrix, pattern));
  if (factor === undefined) return undefined;
  yield 0.8;
  const size = factors.commonCount;
  const between: Float64Array[] = [];
  for (let kind = 0; kind < size; kind++) {
    const column = precisionBetween(equations, knots, factors, kind);
    yield 0.8 + (0.1 * kind) / size;
    solveLower(factor, column);
    between.push(column);
    yield 0.8 + (0.1 * kind) / size;
  }
  const common = yield* asPart(0.9, 1, commonPrecision(equations, knots, factors));
  yield 1;
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++)
      common[row * size + column] =
        (common[row * size + column] ?? 0) - dot(between[row], between[column]);
  return denseCholesky(common, size)
    ? { equations, knots, factors, factor, between, common }
    : undefined;
}

/** A right side: what the steps, the equations and the common unknowns are each expected to be. */
export interface Targets {
  /** Deviation of each step from what the common rates give it. */
  readonly steps: Float64Array;
  readonly equations: Float64Array;
  readonly common: Float64Array;
}

/** The most likely knots and common unknowns for given targets, in steps. */
export function* solvePosterior(
  posterior: Posterior,
  targets: Targets,
): Generator<number, { readonly knots: Float64Array; readonly common: Float64Array }> {
  const { equations, factors, factor, between } = posterior;
  const size = factors.commonCount;
  const knots = new Float64Array(posterior.knots.count);
  const common = Float64Array.from(
    targets.common,
    (value, kind) => value / (factors.commonDeviation[kind] ?? 1) ** 2,
  );
  const pullSteps = inSlices(knots.length, (from, to) => {
    for (let knot = from; knot < to; knot++) {
      const pull = (targets.steps[knot] ?? 0) / (factors.stepVariance[knot] ?? 1);
      addAt(knots, knot, pull);
      addAt(knots, posterior.knots.before[knot] ?? -1, -pull);
      for (let kind = 0; kind < size; kind++)
        addAt(common, kind, -(factors.stepWeights[knot * size + kind] ?? 0) * pull);
    }
  });
  yield* asPart(0, 0.2, pullSteps);
  const pullEquations = inSlices(equations.count, (from, to) => {
    for (let row = from; row < to; row++) {
      const pull = (targets.equations[row] ?? 0) / (factors.equationVariance[row] ?? 1);
      for (let corner = 0; corner < 4; corner++)
        addAt(
          knots,
          posterior.knots.ofEquation[4 * row + corner] ?? -1,
          (knotSigns[corner] ?? 0) * pull,
        );
      for (let kind = 0; kind < size; kind++)
        addAt(common, kind, (factors.equationWeights[row * size + kind] ?? 0) * pull);
    }
  });
  yield* asPart(0.2, 0.4, pullEquations);
  solveLower(factor, knots);
  yield 0.6;
  for (let kind = 0; kind < size; kind++) addAt(common, kind, -dot(between[kind], knots));
  yield 0.7;
  solveDenseLower(posterior.common, common);
  solveDenseUpper(posterior.common, common);
  for (let kind = 0; kind < size; kind++) {
    const value = common[kind] ?? 0;
    const column = between[kind];
    if (column === undefined) continue;
    for (let knot = 0; knot < knots.length; knot++)
      addAt(knots, knot, -(column[knot] ?? 0) * value);
  }
  yield 0.8;
  solveUpper(factor, knots);
  yield 1;
  return { knots, common };
}

function addAt(values: Float64Array, at: number, value: number): void {
  if (at >= 0) values[at] = (values[at] ?? 0) + value;
}

function dot(a: Float64Array | undefined, b: Float64Array | undefined): number {
  let sum = 0;
  if (a === undefined || b === undefined) return sum;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Lower half of the precision over the knots: each step ties two, each equation up to four. */
function* knotPrecision(
  equations: Equations,
  knots: Knots,
  factors: Factors,
): Generator<number, SparseRows> {
  const most = 3 * knots.count + 16 * equations.count;
  const rows = new Int32Array(most);
  const columns = new Int32Array(most);
  const values = new Float64Array(most);
  let entries = 0;
  const add = (row: number, column: number, value: number) => {
    if (column < 0 || column > row) return;
    rows[entries] = row;
    columns[entries] = column;
    values[entries] = value;
    entries += 1;
  };
  const ofSteps = inSlices(knots.count, (from, to) => {
    for (let knot = from; knot < to; knot++) {
      const weight = 1 / (factors.stepVariance[knot] ?? 1);
      const before = knots.before[knot] ?? -1;
      add(knot, knot, weight);
      add(Math.max(knot, before), Math.min(knot, before), -weight);
      if (before >= 0) add(before, before, weight);
    }
  });
  yield* asPart(0, 0.3, ofSteps);
  const ofEquations = inSlices(equations.count, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = 1 / (factors.equationVariance[row] ?? 1);
      for (let first = 0; first < 4; first++)
        for (let second = 0; second < 4; second++)
          add(
            knots.ofEquation[4 * row + first] ?? -1,
            knots.ofEquation[4 * row + second] ?? -1,
            (knotSigns[first] ?? 0) * (knotSigns[second] ?? 0) * weight,
          );
    }
  });
  yield* asPart(0.3, 0.7, ofEquations);
  const sorted = byRows(knots.count, rows.subarray(0, entries), columns, values);
  return yield* asPart(0.7, 1, sorted);
}

function* byRows(
  size: number,
  rows: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): Generator<number, SparseRows> {
  const starts = new Int32Array(size + 1);
  for (const row of rows) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  yield 0.2;
  for (let row = 0; row < size; row++)
    starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice(0, size);
  const sorted = new Int32Array(rows.length);
  const sortedValues = new Float64Array(rows.length);
  const sortIn = inSlices(rows.length, (from, to) => {
    for (let entry = from; entry < to; entry++) {
      const row = rows[entry] ?? 0;
      const at = next[row] ?? 0;
      sorted[at] = columns[entry] ?? 0;
      sortedValues[at] = values[entry] ?? 0;
      next[row] = at + 1;
    }
  });
  yield* asPart(0.2, 1, sortIn);
  return { size, starts, columns: sorted, values: sortedValues };
}

/** Precision between one of the common unknowns and the knots. */
function precisionBetween(
  equations: Equations,
  knots: Knots,
  factors: Factors,
  kind: number,
): Float64Array {
  const size = factors.commonCount;
  const column = new Float64Array(knots.count);
  for (let knot = 0; knot < knots.count; knot++) {
    const pull = (factors.stepWeights[knot * size + kind] ?? 0) / (factors.stepVariance[knot] ?? 1);
    addAt(column, knot, -pull);
    addAt(column, knots.before[knot] ?? -1, pull);
  }
  for (let row = 0; row < equations.count; row++) {
    const weight = factors.equationWeights[row * size + kind] ?? 0;
    if (weight === 0) continue;
    const pull = weight / (factors.equationVariance[row] ?? 1);
    for (let corner = 0; corner < 4; corner++)
      addAt(column, knots.ofEquation[4 * row + corner] ?? -1, (knotSigns[corner] ?? 0) * pull);
  }
  return column;
}

function* commonPrecision(
  equations: Equations,
  knots: Knots,
  factors: Factors,
): Generator<number, Float64Array> {
  const size = factors.commonCount;
  const precision = new Float64Array(size * size);
  const addSquares = (weights: Float64Array, variances: Float64Array, count: number) =>
    inSlices(count, (from, to) => {
      for (let one = from; one < to; one++) {
        const scale = 1 / (variances[one] ?? 1);
        for (let row = 0; row < size; row++) {
          const weight = (weights[one * size + row] ?? 0) * scale;
          if (weight === 0) continue;
          for (let column = 0; column <= row; column++)
            addAt(precision, row * size + column, weight * (weights[one * size + column] ?? 0));
        }
      }
    });
  yield* asPart(0, 0.5, addSquares(factors.stepWeights, factors.stepVariance, knots.count));
  yield* asPart(
    0.5,
    1,
    addSquares(factors.equationWeights, factors.equationVariance, equations.count),
  );
  for (let kind = 0; kind < size; kind++)
    addAt(precision, kind * size + kind, 1 / (factors.commonDeviation[kind] ?? 1) ** 2);
  return precision;
}
