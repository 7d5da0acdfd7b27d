import type { RequestSpan } from "./hit";

const known = new WeakMap<Uint8Array, readonly Uint32Array[]>();

/** How many rows of a span have a code, in constant time; the column must not change after it was first asked about. */
export function countOfCode(
  column: Uint8Array,
  code: number,
  codes: number,
  { from, to }: RequestSpan,
): number {
  let sums = known.get(column);
  if (sums === undefined || sums.length < codes) {
    sums = Array.from({ length: codes }, (_, each) => sumsOf(column, each));
    known.set(column, sums);
  }
  const ofCode = sums[code];
  return ofCode === undefined ? 0 : (ofCode[to] ?? 0) - (ofCode[from] ?? 0);
}

function sumsOf(column: Uint8Array, code: number): Uint32Array {
  const sums = new Uint32Array(column.length + 1);
  let sum = 0;
  for (let row = 0; row < column.length; row++) {
    if (column[row] === code) sum++;
    sums[row + 1] = sum;
  }
  return sums;
}
