/**
 * Replaces the lower half of a symmetric matrix (size × size, row by row) by its Cholesky factor. False where it is not
 * positive definite.
 */
export function denseCholesky(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const rowAt = row * size;
    for (let column = 0; column <= row; column++) {
      const columnAt = column * size;
      let sum = matrix[rowAt + column] ?? 0;
      for (let k = 0; k < column; k++)
        sum -= (matrix[rowAt + k] ?? 0) * (matrix[columnAt + k] ?? 0);
      if (column < row) matrix[rowAt + column] = sum / (matrix[columnAt + column] ?? 1);
      else if (sum > 0) matrix[rowAt + row] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves factor · x = vector in place, for a factor of `denseCholesky`. */
export function solveDenseLower(factor: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let row = 0; row < size; row++) {
    let value = vector[row] ?? 0;
    for (let column = 0; column < row; column++)
      value -= (factor[row * size + column] ?? 0) * (vector[column] ?? 0);
    vector[row] = value / (factor[row * size + row] ?? 1);
  }
}

/** Solves factorᵀ · x = vector in place. */
export function solveDenseUpper(factor: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let row = size - 1; row >= 0; row--) {
    let value = vector[row] ?? 0;
    for (let below = row + 1; below < size; below++)
      value -= (factor[below * size + row] ?? 0) * (vector[below] ?? 0);
    vector[row] = value / (factor[row * size + row] ?? 1);
  }
}

/**
 * The logarithm of the Gaussian density of a residual under the covariance `matrix`, without its constant; −Infinity
 * where that is not positive definite. Overwrites both.
 */
export function logDensity(matrix: Float64Array, residual: Float64Array): number {
  const size = residual.length;
  if (!denseCholesky(matrix, size)) return -Infinity;
  solveDenseLower(matrix, residual);
  let result = 0;
  for (let row = 0; row < size; row++)
    result -= Math.log(matrix[row * size + row] ?? 1) + (residual[row] ?? 0) ** 2 / 2;
  return result;
}
