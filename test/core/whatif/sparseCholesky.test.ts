import assert from "node:assert/strict";
import fc from "fast-check";
import {
  solveLower,
  solveUpper,
  sparseCholesky,
  sparsePattern,
  type SparseRows,
} from "../../../src/core/whatif/fit/sparseCholesky";
import { runToEnd } from "../../../src/core/work";

interface System {
  readonly size: number;
  /** Terms weight · (x[a] − x[b])², with b = −1 for weight · x[a]². */
  readonly terms: readonly { readonly a: number; readonly b: number; readonly weight: number }[];
  readonly right: readonly number[];
}

const systems: fc.Arbitrary<System> = fc.integer({ min: 1, max: 24 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    terms: fc.array(
      fc.record({
        a: fc.nat(size - 1),
        b: fc.integer({ min: -1, max: size - 1 }),
        weight: fc.integer({ min: 1, max: 1000 }),
      }),
      { maxLength: 60 },
    ),
    right: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: size, maxLength: size }),
  }),
);

function dense({ size, terms }: System): number[][] {
  const matrix = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column): number => (row === column ? 1 : 0)),
  );
  const add = (row: number, column: number, value: number) => {
    const of = matrix[row];
    if (of !== undefined) of[column] = (of[column] ?? 0) + value;
  };
  for (const { a, b, weight } of terms) {
    add(a, a, weight);
    if (b < 0 || b === a) continue;
    add(b, b, weight);
    add(a, b, -weight);
    add(b, a, -weight);
  }
  return matrix;
}

/** Lower half, each entry in two parts, so that entries of one place must add up. */
function sparse(matrix: readonly (readonly number[])[]): SparseRows {
  const starts = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (const [row, entries] of matrix.entries()) {
    for (const [column, value] of entries.slice(0, row + 1).entries()) {
      if (value === 0) continue;
      columns.push(column, column);
      values.push(value - 0.5, 0.5);
    }
    starts.push(columns.length);
  }
  return {
    size: matrix.length,
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

describe("what-if: sparse factorisation", () => {
  it("solves what the whole matrix, multiplied out, gives back", () => {
    fc.assert(
      fc.property(systems, (system) => {
        const matrix = dense(system);
        const rows = sparse(matrix);
        const pattern = sparsePattern(rows, Infinity);
        assert.ok(pattern !== undefined);
        const factor = runToEnd(sparseCholesky(rows, pattern));
        assert.ok(factor !== undefined);
        const solved = Float64Array.from(system.right);
        solveLower(factor, solved);
        solveUpper(factor, solved);
        for (const [row, entries] of matrix.entries()) {
          const product = entries.reduce(
            (sum, value, column) => sum + value * (solved[column] ?? 0),
            0,
          );
          assert.ok(Math.abs(product - (system.right[row] ?? 0)) < 1e-6);
        }
      }),
    );
  });

  it("refuses what is not positive definite, and what would fill up too much", () => {
    const negative = sparse([
      [1, 2],
      [2, 1],
    ]);
    const pattern = sparsePattern(negative, Infinity);
    assert.ok(pattern !== undefined);
    assert.equal(runToEnd(sparseCholesky(negative, pattern)), undefined);
    const full = Array.from({ length: 8 }, (_, row) =>
      Array.from({ length: 8 }, (__, column) => (row === column ? 9 : 1)),
    );
    assert.equal(sparsePattern(sparse(full), 20), undefined);
  });
});
