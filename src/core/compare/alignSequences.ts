import { longestRising } from "./longestRising";

/** Two sequences of things, told apart by keys: equal keys are the same thing. */
export interface Sequences {
  readonly keysA: Int32Array;
  readonly keysB: Int32Array;
  /** What a pair of two things is worth; 0 where they must not be paired. Highest where their keys are equal. */
  readonly worth: (a: number, b: number) => number;
}

interface Block {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Cells of a table of partial alignments: beyond them, what lies far off the diagonal is not tried. */
const mostCells = 4_000_000;

/**
 * Pairs two sequences in order, so that the pairs together are worth most; what was inserted or lost on either side
 * stays alone. Gives for each element of the first the one of the second, −1 for none. Long sequences are cut at what
 * occurs once in each.
 */
export function alignSequences(sequences: Sequences): Int32Array {
  const { keysA, keysB } = sequences;
  const pairs = new Int32Array(keysA.length).fill(-1);
  const open: Block[] = [{ fromA: 0, toA: keysA.length, fromB: 0, toB: keysB.length }];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    const rest = withoutCommonEnds(sequences, block, pairs);
    const rows = rest.toA - rest.fromA;
    const columns = rest.toB - rest.fromB;
    if (rows === 0 || columns === 0) continue;
    const anchors = (rows + 1) * (columns + 1) > mostCells ? anchorsIn(sequences, rest) : [];
    if (anchors.length === 0) {
      alignBlock(sequences, rest, pairs);
      continue;
    }
    let { fromA, fromB } = rest;
    for (const { a, b } of anchors) {
      pairs[a] = b;
      open.push({ fromA, toA: a, fromB, toB: b });
      fromA = a + 1;
      fromB = b + 1;
    }
    open.push({ fromA, toA: rest.toA, fromB, toB: rest.toB });
  }
  return pairs;
}

/** Pairs what two sequences begin and end with in common, and gives what lies between. */
function withoutCommonEnds(
  { keysA, keysB }: Sequences,
  { fromA, toA, fromB, toB }: Block,
  pairs: Int32Array,
): Block {
  let [startA, startB, endA, endB] = [fromA, fromB, toA, toB];
  while (startA < endA && startB < endB && keysA[startA] === keysB[startB])
    pairs[startA++] = startB++;
  while (startA < endA && startB < endB && keysA[endA - 1] === keysB[endB - 1])
    pairs[--endA] = --endB;
  return { fromA: startA, toA: endA, fromB: startB, toB: endB };
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

/** The longest chain of pairs, in order on both sides, of keys that occur once on each. */
function anchorsIn({ keysA, keysB }: Sequences, block: Block): readonly Anchor[] {
  const { fromA, toA, fromB, toB } = block;
  const onceA = onlyPlaces(keysA, fromA, toA);
  const onceB = onlyPlaces(keysB, fromB, toB);
  const shared: Anchor[] = [];
  for (const [key, a] of onceA) {
    const b = onceB.get(key);
    if (a >= 0 && b !== undefined && b >= 0) shared.push({ a, b });
  }
  shared.sort((first, second) => first.a - second.a);
  return longestRising(shared.map(({ b }) => b)).flatMap((position) => shared[position] ?? []);
}

/** Where each key stands; −1 for one that stands in several places. */
function onlyPlaces(keys: Int32Array, from: number, to: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const key = keys[at] ?? 0;
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}

const moves = { none: 0, pair: 1, skipA: 2, skipB: 3 } as const;

/** Needleman and Wunsch's alignment without a price for gaps, in a band around the diagonal where the table is large. */
function alignBlock({ worth }: Sequences, block: Block, pairs: Int32Array): void {
  const { fromA, fromB } = block;
  const rows = block.toA - fromA;
  const columns = block.toB - fromB;
  const whole = (rows + 1) * (columns + 1) <= mostCells;
  const reach = whole ? columns : Math.max(8, Math.floor(mostCells / (rows + 1) / 2));
  const middle = (row: number) => Math.round((row * columns) / rows);
  const low = (row: number) => Math.max(0, middle(row) - reach);
  const high = (row: number) => Math.min(columns, middle(row) + reach);
  const width = Math.min(columns, 2 * reach) + 1;
  const taken = new Uint8Array((rows + 1) * width);
  let before = new Float64Array(columns + 1).fill(-Infinity);
  let current = new Float64Array(columns + 1).fill(-Infinity);
  for (let row = 0; row <= rows; row++) {
    const first = low(row);
    const last = high(row);
    for (let column = first; column <= last; column++) {
      let best = row === 0 && column === 0 ? 0 : -Infinity;
      let move: number = moves.none;
      const above = before[column] ?? -Infinity;
      if (row > 0 && above > best) [best, move] = [above, moves.skipA];
      const left = column > first ? (current[column - 1] ?? -Infinity) : -Infinity;
      if (left > best) [best, move] = [left, moves.skipB];
      const diagonal = row > 0 && column > 0 ? (before[column - 1] ?? -Infinity) : -Infinity;
      if (diagonal > -Infinity) {
        const value = worth(fromA + row - 1, fromB + column - 1);
        if (value > 0 && diagonal + value >= best) [best, move] = [diagonal + value, moves.pair];
      }
      current[column] = best;
      taken[row * width + column - first] = move;
    }
    [before, current] = [current, before];
    current.fill(-Infinity);
  }
  for (let row = rows, column = columns; row > 0 || column > 0;) {
    const move = taken[row * width + column - low(row)];
    if (move === moves.pair) pairs[fromA + --row] = fromB + --column;
    else if (move === moves.skipA) row--;
    else if (move === moves.skipB) column--;
    else return;
  }
}
