/**
 * Sets of positions as ascending, disjoint, half-open ranges, flat: from, to, from, to. What pruning leaves out is
 * nearly always one range, however many items it holds.
 */
export type Ranges = readonly number[];

/** One set a row: row r stands in `bounds` from `offsets[r]` to `offsets[r + 1]`. */
export interface RangeColumn {
  readonly offsets: Uint32Array;
  readonly bounds: Uint32Array;
}

export const noRanges: Ranges = [];

/** Positions in `a`, in `b`, or in both. */
export function union(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (covers(a, b)) return a;
  if (covers(b, a)) return b;
  return combine(a, b, (inA, inB) => inA || inB);
}

/** Whether `a` is one range that holds all of `b`. */
function covers(a: Ranges, b: Ranges): boolean {
  return (
    a.length === 2 && (a[0] ?? 0) <= (b[0] ?? 0) && (a[1] ?? 0) >= (b[b.length - 1] ?? Infinity)
  );
}

/** Positions in `a` and not in `b`. */
export function difference(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0 || b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Positions in both. */
export function intersection(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0 || b.length === 0) return noRanges;
  return combine(a, b, (inA, inB) => inA && inB);
}

function combine(a: Ranges, b: Ranges, keep: (inA: boolean, inB: boolean) => boolean): Ranges {
  const out: number[] = [];
  let atA = 0;
  let atB = 0;
  let inside = false;
  while (atA < a.length || atB < b.length) {
    const nextA = a[atA] ?? Infinity;
    const nextB = b[atB] ?? Infinity;
    const position = Math.min(nextA, nextB);
    if (nextA === position) atA++;
    if (nextB === position) atB++;
    const wanted = keep((atA & 1) === 1, (atB & 1) === 1);
    if (wanted !== inside) {
      out.push(position);
      inside = wanted;
    }
  }
  return out;
}

/** Whether the position is in the set. */
export function contains(ranges: Ranges, position: number): boolean {
  for (let at = 0; at < ranges.length; at += 2) {
    if (position < (ranges[at] ?? 0)) return false;
    if (position < (ranges[at + 1] ?? 0)) return true;
  }
  return false;
}

/** Number of positions in the set. */
export function sizeOf(ranges: Ranges): number {
  let size = 0;
  for (let at = 0; at < ranges.length; at += 2) size += (ranges[at + 1] ?? 0) - (ranges[at] ?? 0);
  return size;
}

/** Sum over the set of a quantity whose running sums are given, one value more than there are positions. */
export function sumOver(ranges: Ranges, prefix: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < ranges.length; at += 2)
    sum += (prefix[ranges[at + 1] ?? 0] ?? 0) - (prefix[ranges[at] ?? 0] ?? 0);
  return sum;
}

/**
 * The ascending item indices `chosen` as ranges of positions in the ascending list `among`; what is not in it is
 * passed over. Constant time where `chosen` is a beginning of `among`, as every set of the prune core is.
 */
export function positionsOf(chosen: ArrayLike<number>, among: Uint32Array): Ranges {
  const count = chosen.length;
  if (count === 0) return noRanges;
  if (count <= among.length && chosen[count - 1] === among[count - 1] && chosen[0] === among[0])
    return [0, count];
  const out: number[] = [];
  let position = 0;
  for (let at = 0; at < count; at++) {
    const item = chosen[at] ?? 0;
    position = lowerBound(among, item, position);
    if (among[position] !== item) continue;
    if (out[out.length - 1] === position) out[out.length - 1] = position + 1;
    else out.push(position, position + 1);
  }
  return out;
}

/** First position at or after `from` whose value is not below `value`; values ascend. */
export function lowerBound(values: ArrayLike<number>, value: number, from = 0): number {
  let low = from;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Packs one set a row. */
export function rangeColumn(rows: readonly Ranges[]): RangeColumn {
  const offsets = new Uint32Array(rows.length + 1);
  let total = 0;
  for (const [row, ranges] of rows.entries()) {
    total += ranges.length;
    offsets[row + 1] = total;
  }
  const bounds = new Uint32Array(total);
  let at = 0;
  // Nearly every set is one range: to copy two numbers by a call takes longer than to write them.
  for (const ranges of rows) for (const bound of ranges) bounds[at++] = bound;
  return { offsets, bounds };
}

/** The set of one row. */
export function rangesAt(column: RangeColumn, row: number): Ranges {
  const from = column.offsets[row] ?? 0;
  const to = column.offsets[row + 1] ?? from;
  if (from === to) return noRanges;
  const ranges: number[] = [];
  for (let at = from; at < to; at++) ranges.push(column.bounds[at] ?? 0);
  return ranges;
}
