import type { Steps } from "./steps";

/** Parts of two sequences that are aligned with each other. */
export interface Block {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

const moves = { none: 0, pair: 1, skipA: 2, skipB: 3 } as const;

/** What is reached by no alignment within the band. */
const unreached = -1;

/**
 * Needleman and Wunsch's alignment without a price for gaps: writes into `pairs` the pairs that together are worth most.
 * Where the table would have more than `mostCells` cells, only a band of it around the diagonal is filled. Yields the
 * share of the rows that are done.
 */
export function* alignBlock(
  worth: (a: number, b: number) => number,
  { fromA, toA, fromB, toB }: Block,
  mostCells: number,
  pairs: Int32Array,
  steps: Steps,
): Generator<number, void> {
  const rows = toA - fromA;
  const columns = toB - fromB;
  const isWhole = rows * columns <= mostCells;
  // Two neighbouring rows' bands must overlap, however much longer one part is than the other.
  const least = Math.ceil(columns / rows) + 1;
  const reach = isWhole ? columns : Math.max(least, Math.floor(mostCells / (rows + 1) / 2));
  const width = Math.min(columns, 2 * reach) + 1;
  const taken = new Uint8Array((rows + 1) * width);
  const low = (row: number) => Math.max(0, Math.round((row * columns) / rows) - reach);
  let before = new Float64Array(columns + 1).fill(unreached);
  let current = new Float64Array(columns + 1).fill(unreached);
  for (let row = 0; row <= rows; row++) {
    const first = low(row);
    const last = Math.min(columns, Math.round((row * columns) / rows) + reach);
    const place = row * width - first;
    // Bands only move on: of what older rows left in this array, the next row reads the one cell before its band.
    if (first > 0) current[first - 1] = unreached;
    let left = unreached;
    for (let column = first; column <= last; column++) {
      let best = row === 0 && column === 0 ? 0 : unreached;
      let move: number = moves.none;
      if (row > 0) {
        const above = before[column] ?? unreached;
        if (above > best) {
          best = above;
          move = moves.skipA;
        }
      }
      if (left > best) {
        best = left;
        move = moves.skipB;
      }
      const diagonal = row > 0 && column > 0 ? (before[column - 1] ?? unreached) : unreached;
      if (diagonal >= 0) {
        const value = worth(fromA + row - 1, fromB + column - 1);
        if (value > 0 && diagonal + value >= best) {
          best = diagonal + value;
          move = moves.pair;
        }
      }
      current[column] = best;
      left = best;
      taken[place + column] = move;
    }
    [before, current] = [current, before];
    if (steps.add(last - first + 1)) yield row / rows;
  }
  for (let row = rows, column = columns; row > 0 || column > 0;) {
    const move = taken[row * width + column - low(row)];
    if (move === moves.pair) pairs[fromA + --row] = fromB + --column;
    else if (move === moves.skipA) row--;
    else if (move === moves.skipB) column--;
    else return;
  }
}
