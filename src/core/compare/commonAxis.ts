import type { ComparedRow } from "./compareRequests";
import type { RequestPlaces } from "../timeline/model";
import type { Side } from "./comparedSession";

/** Where the rows stand on an axis that both sessions share, in requests. */
export interface CommonAxis {
  /** Ascending; each row is one request wide. */
  readonly start: Float64Array;
  readonly extent: number;
  readonly places: Readonly<Record<Side, RequestPlaces>>;
}

/** Room before a row with which either session begins another segment: for the mark that says how it came about. */
const segmentGap = 0.6;

/** One place for each row; requests of both sessions that belong together have the same place. */
export function commonAxis(rows: readonly ComparedRow[]): CommonAxis {
  const start = new Float64Array(rows.length);
  const ofSide: Readonly<Record<Side, number[]>> = { a: [], b: [] };
  const segments: Record<Side, number | undefined> = { a: undefined, b: undefined };
  let position = 0;
  for (const [row, { a, b }] of rows.entries()) {
    const begins = (side: Side, segment: number | undefined) => {
      if (segment === undefined || segments[side] === segment) return false;
      const isFirst = segments[side] === undefined;
      segments[side] = segment;
      return !isFirst;
    };
    const gapInA = begins("a", a?.segment);
    if (begins("b", b?.segment) || gapInA) position += segmentGap;
    start[row] = position;
    if (a !== undefined) ofSide.a.push(position);
    if (b !== undefined) ofSide.b.push(position);
    position += 1;
  }
  const extent = Math.max(1, position);
  const placesOf = (side: Side): RequestPlaces => ({
    start: Float64Array.from(ofSide[side]),
    extent,
  });
  return { start, extent, places: { a: placesOf("a"), b: placesOf("b") } };
}
