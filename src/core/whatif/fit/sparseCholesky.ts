/** A symmetric matrix by the entries of its lower half, row by row; entries of one place add up. */
export interface SparseRows {
  readonly size: number;
  /** `size` + 1 positions in the two columns below. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** The factor L of a matrix L·Lᵀ, column by column, each beginning with its diagonal. */
export interface SparseFactor {
  readonly size: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Where the factor has entries, and what computing it costs. */
export interface SparsePattern {
  readonly parent: Int32Array;
  readonly counts: Int32Array;
  /** Multiplications, roughly. */
  readonly work: number;
}

/**
 * The elimination tree of a matrix and the number of entries in each column of its factor (Davis 2006, chapter 4).
 * Undefined where the factor would have more than `mostEntries`.
 */
export function sparsePattern(matrix: SparseRows, mostEntries: number): SparsePattern | undefined {
  const { size, starts, columns } = matrix;
  const parent = new Int32Array(size).fill(-1);
  const ancestor = new Int32Array(size).fill(-1);
  for (let row = 0; row < size; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      let node = columns[at] ?? 0;
      while (node !== -1 && node < row) {
        const next = ancestor[node] ?? -1;
        ancestor[node] = row;
        if (next === -1) parent[node] = row;
        node = next;
      }
    }
  }
  const counts = new Int32Array(size).fill(1);
  const reach = new Reach(matrix, parent);
  let entries = size;
  for (let row = 0; row < size; row++) {
    const top = reach.of(row);
    entries += size - top;
    if (entries > mostEntries) return undefined;
    for (let at = top; at < size; at++) {
      const column = reach.nodes[at] ?? 0;
      counts[column] = (counts[column] ?? 0) + 1;
    }
  }
  let work = 0;
  for (const count of counts) work += count * count;
  return { parent, counts, work };
}

/** The columns of the factor that have an entry in a row, in an order in which they can be eliminated. */
class Reach {
  readonly nodes: Int32Array;
  readonly #matrix: SparseRows;
  readonly #parent: Int32Array;
  readonly #mark: Int32Array;
  readonly #path: Int32Array;

  constructor(matrix: SparseRows, parent: Int32Array) {
    this.#matrix = matrix;
    this.#parent = parent;
    this.nodes = new Int32Array(matrix.size);
    this.#mark = new Int32Array(matrix.size).fill(-1);
    this.#path = new Int32Array(matrix.size);
  }

  /** Fills `nodes` from the position that it returns to the end. */
  of(row: number): number {
    const { starts, columns, size } = this.#matrix;
    const mark = this.#mark;
    const path = this.#path;
    mark[row] = row;
    let top = size;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      let node = columns[at] ?? 0;
      let length = 0;
      while (node !== -1 && node < row && mark[node] !== row) {
        path[length++] = node;
        mark[node] = row;
        node = this.#parent[node] ?? -1;
      }
      while (length > 0) this.nodes[--top] = path[--length] ?? 0;
    }
    return top;
  }
}

/** Multiplications between two pauses of a factorisation: about a millisecond. */
const workBetweenPauses = 1_000_000;
/** Finding a row, and one of its entries, takes as long as so many. */
const workOfRow = 100;
const workOfEntry = 20;

/**
 * Factors a positive definite matrix, row by row (up-looking). Undefined where it is not positive definite. A generator:
 * it yields the share done.
 */
export function* sparseCholesky(
  matrix: SparseRows,
  pattern: SparsePattern,
): Generator<number, SparseFactor | undefined> {
  const { size } = matrix;
  const starts = new Int32Array(size + 1);
  for (let column = 0; column < size; column++)
    starts[column + 1] = (starts[column] ?? 0) + (pattern.counts[column] ?? 0);
  const rows = new Int32Array(starts[size] ?? 0);
  const values = new Float64Array(starts[size] ?? 0);
  const filled = starts.slice(0, size);
  const dense = new Float64Array(size);
  const reach = new Reach(matrix, pattern.parent);
  let work = 0;
  let pause = workBetweenPauses;
  for (let row = 0; row < size; row++) {
    if (work > pause) {
      yield row / size;
      pause = work + workBetweenPauses;
    }
    const top = reach.of(row);
    work += workOfRow + workOfEntry * (size - top);
    let diagonal = 0;
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      const column = matrix.columns[at] ?? 0;
      const value = matrix.values[at] ?? 0;
      if (column === row) diagonal += value;
      else dense[column] = (dense[column] ?? 0) + value;
    }
    for (let at = top; at < size; at++) {
      const column = reach.nodes[at] ?? 0;
      const from = starts[column] ?? 0;
      const end = filled[column] ?? 0;
      const entry = (dense[column] ?? 0) / (values[from] ?? 1);
      dense[column] = 0;
      work += 2 * (end - from);
      for (let below = from + 1; below < end; below++) {
        const target = rows[below] ?? 0;
        dense[target] = (dense[target] ?? 0) - (values[below] ?? 0) * entry;
      }
      diagonal -= entry * entry;
      rows[end] = row;
      values[end] = entry;
      filled[column] = end + 1;
    }
    if (!(diagonal > 0)) return undefined;
    const start = starts[row] ?? 0;
    rows[start] = row;
    values[start] = Math.sqrt(diagonal);
    filled[row] = start + 1;
  }
  return { size, starts, rows, values };
}

/** Solves L·x = vector in place. */
export function solveLower(factor: SparseFactor, vector: Float64Array): void {
  const { starts, rows, values } = factor;
  for (let column = 0; column < factor.size; column++) {
    const from = starts[column] ?? 0;
    const value = (vector[column] ?? 0) / (values[from] ?? 1);
    vector[column] = value;
    for (let at = from + 1; at < (starts[column + 1] ?? 0); at++) {
      const row = rows[at] ?? 0;
      vector[row] = (vector[row] ?? 0) - (values[at] ?? 0) * value;
    }
  }
}

/** Solves Lᵀ·x = vector in place. */
export function solveUpper(factor: SparseFactor, vector: Float64Array): void {
  const { starts, rows, values } = factor;
  for (let column = factor.size - 1; column >= 0; column--) {
    const from = starts[column] ?? 0;
    let value = vector[column] ?? 0;
    for (let at = from + 1; at < (starts[column + 1] ?? 0); at++)
      value -= (values[at] ?? 0) * (vector[rows[at] ?? 0] ?? 0);
    vector[column] = value / (values[from] ?? 1);
  }
}
