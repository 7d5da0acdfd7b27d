import type { Contents } from "./contents";
import { knotSigns, type Equations } from "./equations";

/** Sums of one value a content over the first k contents of each segment. */
export function runningSums(
  values: Float64Array,
  bySegment: readonly Int32Array[],
): readonly Float64Array[] {
  return bySegment.map((ids) => {
    const sums = new Float64Array(ids.length + 1);
    for (let position = 0; position < ids.length; position++)
      sums[position + 1] = (sums[position] ?? 0) + (values[ids[position] ?? 0] ?? 0);
    return sums;
  });
}

/** Sum of a value over the contents of one equation, from the running sums of the value by segment. */
export function rangeSum(equations: Equations, row: number, sums: readonly Float64Array[]): number {
  const of = sums[equations.segment[row] ?? 0];
  let total = 0;
  for (let corner = 0; corner < 4; corner++)
    total += (knotSigns[corner] ?? 0) * (of?.[equations.knots[4 * row + corner] ?? 0] ?? 0);
  return total;
}

/**
 * Sum over the contents of one segment of *occurrences in equation a × occurrences in equation b × value*, from the
 * running sums of the values.
 */
export function overlap(equations: Equations, a: number, b: number, sums: Float64Array): number {
  let total = 0;
  for (let first = 0; first < 4; first++) {
    const knot = equations.knots[4 * a + first] ?? 0;
    const sign = knotSigns[first] ?? 0;
    for (let second = 0; second < 4; second++) {
      const other = equations.knots[4 * b + second] ?? 0;
      total += sign * (knotSigns[second] ?? 0) * (sums[Math.min(knot, other)] ?? 0);
    }
  }
  return total;
}

/** Calls `visit` for each content of an equation with how often it occurs there: 1 where it came, −1 where it went. */
export function occurrences(
  equations: Equations,
  contents: Contents,
  row: number,
  visit: (content: number, times: number) => void,
): void {
  const ids = contents.bySegment[equations.segment[row] ?? 0];
  if (ids === undefined) return;
  const corners = [0, 1, 2, 3].map((corner) => ({
    position: equations.knots[4 * row + corner] ?? 0,
    sign: knotSigns[corner] ?? 0,
  }));
  const positions = corners.map(({ position }) => position).sort((a, b) => a - b);
  for (let range = 1; range < positions.length; range++) {
    const from = positions[range - 1] ?? 0;
    const to = positions[range] ?? 0;
    let times = 0;
    for (const { position, sign } of corners) if (position >= to) times += sign;
    if (times === 0) continue;
    for (let position = from; position < to; position++) visit(ids[position] ?? 0, times);
  }
  // Below the lowest corner all four cover a content, and their signs add up to nothing.
}
