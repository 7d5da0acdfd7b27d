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

/** The knots that the equations need, in the order in which they are solved. */
export function equationKnots(equations: Equations, contents: Contents): Knots {
  const lastUse = new Map<number, number>();
  const contentAt = new Int32Array(equations.knots.length).fill(-1);
  for (let at = 0; at < equations.knots.length; at++) {
    const row = at >> 2;
    const position = (equations.knots[at] ?? 0) - 1;
    const content = contents.bySegment[equations.segment[row] ?? 0]?.[position];
    if (content === undefined) continue;
    contentAt[at] = content;
    lastUse.set(content, row);
  }
  // Where a fork branches off, steps must end, so that no step covers contents of two branches.
  for (const branch of contents.branches) {
    const last = contents.bySegment[branch?.parent ?? -1]?.[(branch?.contents ?? 0) - 1];
    if (last !== undefined && !lastUse.has(last)) lastUse.set(last, -1);
  }
  const ordered = Array.from(lastUse.keys()).sort(
    (a, b) => (lastUse.get(a) ?? 0) - (lastUse.get(b) ?? 0) || a - b,
  );
  const knotOf = new Int32Array(contents.count).fill(-1);
  for (const [knot, content] of ordered.entries()) knotOf[content] = knot;
  return {
    count: ordered.length,
    ofEquation: contentAt.map((content) => (content < 0 ? -1 : (knotOf[content] ?? -1))),
    ...steps(contents, knotOf, ordered.length),
  };
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
