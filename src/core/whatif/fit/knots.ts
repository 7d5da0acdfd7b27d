import { asPart, inSlices } from "../../work";
import type { Contents } from "./contents";
import type { Equations } from "./equations";

/**
 * Only running sums of contents occur in the equations, and only at some places: the knots. Each knot stands for the
 * sum up to and including one content; the difference to the knot before it is a *step*, the sum of the contents
 * between. Knots are numbered in the order in which the equations use them for the last time, so that eliminating them
 * in this order touches few others. Columns, one value a knot.
 */
export interface Knots {
  readonly count: number;
  /** For each equation and corner (fit/equations.ts) the knot, −1 for the sum of nothing. */
  readonly ofEquation: Int32Array;
  /** The knot before it, −1 where its step begins at the first content. */
  readonly before: Int32Array;
  /** For each content the knot whose step it belongs to, −1 where no equation reaches it. */
  readonly ofContent: Int32Array;
}

/** The knots that the equations need, in the order in which they are solved; in steps. */
export function* equationKnots(equations: Equations, contents: Contents): Generator<number, Knots> {
  // The last equation that uses the sum up to a content; −1 for none, though it is needed, and −2 where it is not.
  const lastUse = new Int32Array(contents.count).fill(-2);
  const contentAt = new Int32Array(equations.knots.length).fill(-1);
  const findLastUses = inSlices(equations.knots.length, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = at >> 2;
      const position = (equations.knots[at] ?? 0) - 1;
      const content = contents.bySegment[equations.segment[row] ?? 0]?.[position];
      if (content === undefined) continue;
      contentAt[at] = content;
      lastUse[content] = row;
    }
  });
  yield* asPart(0, 0.5, findLastUses);
  // Where a fork branches off, steps must end, so that no step covers contents of two branches.
  for (const branch of contents.branches) {
    const last = contents.bySegment[branch?.parent ?? -1]?.[(branch?.contents ?? 0) - 1];
    if (last !== undefined && lastUse[last] === -2) lastUse[last] = -1;
  }
  const ordered = inOrder(lastUse);
  yield 0.7;
  const knotOf = new Int32Array(contents.count).fill(-1);
  for (let knot = 0; knot < ordered.length; knot++) knotOf[ordered[knot] ?? 0] = knot;
  const ofEquation = contentAt.map((content) => (content < 0 ? -1 : (knotOf[content] ?? -1)));
  yield 0.8;
  return { count: ordered.length, ofEquation, ...steps(contents, knotOf, ordered.length) };
}

/** The contents with a last use, by it and then by their number. */
function inOrder(lastUse: Int32Array): Int32Array {
  const { length } = lastUse;
  const keys = new Float64Array(length);
  let count = 0;
  for (let content = 0; content < length; content++) {
    const last = lastUse[content] ?? -2;
    if (last >= -1) keys[count++] = (last + 1) * length + content;
  }
  const sorted = keys.subarray(0, count).sort();
  const ordered = new Int32Array(count);
  for (let knot = 0; knot < count; knot++) ordered[knot] = (sorted[knot] ?? 0) % length;
  return ordered;
}

function steps(
  contents: Contents,
  knotOf: Int32Array,
  count: number,
): Pick<Knots, "before" | "ofContent"> {
  const before = new Int32Array(count).fill(-1);
  const ofContent = new Int32Array(contents.count).fill(-1);
  for (const [segment, ids] of contents.bySegment.entries()) {
    // What a fork took over has its steps already.
    const first = contents.branches[segment]?.contents ?? 0;
    let latest = knotOf[ids[first - 1] ?? -1] ?? -1;
    let pending = first;
    for (let position = first; position < ids.length; position++) {
      const knot = knotOf[ids[position] ?? 0] ?? -1;
      if (knot < 0) continue;
      before[knot] = latest;
      for (; pending <= position; pending++) ofContent[ids[pending] ?? 0] = knot;
      latest = knot;
    }
  }
  return { before, ofContent };
}
