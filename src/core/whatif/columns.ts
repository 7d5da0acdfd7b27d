/**
 * Columns of one number a row. `from` of the typed arrays, which walks an iterator and makes a list first, takes many times as
 * long.
 */

export function int32Column<Row>(
  rows: readonly Row[],
  valueOf: (row: Row, at: number) => number,
): Int32Array {
  const column = new Int32Array(rows.length);
  rows.forEach((row, at) => {
    column[at] = valueOf(row, at);
  });
  return column;
}

export function float64Column<Row>(
  rows: readonly Row[],
  valueOf: (row: Row, at: number) => number,
): Float64Array {
  const column = new Float64Array(rows.length);
  rows.forEach((row, at) => {
    column[at] = valueOf(row, at);
  });
  return column;
}
