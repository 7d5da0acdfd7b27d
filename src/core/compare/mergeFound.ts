import type { Side } from "./comparedSession";

/** What was found in one session, in its order: places of items, and the row of the request that sent each first. */
export interface FoundInSide {
  readonly segments: Uint32Array;
  readonly items: Uint32Array;
  /** −1 where no request sent it. */
  readonly rows: Int32Array;
}

/** A match in one of two sessions. */
export interface FoundMatch {
  readonly side: Side;
  readonly segment: number;
  readonly item: number;
  /** Undefined where no request sent it. */
  readonly row: number | undefined;
}

/**
 * The matches of both sessions in the order in which one walks them: by row, those of A before those of B in the same one,
 * and within a session in its order. What no request sent stands where the match before it stands.
 */
export function mergeFound(found: Readonly<Record<Side, FoundInSide>>): readonly FoundMatch[] {
  const [a, b] = [placesOf(found.a), placesOf(found.b)];
  const merged: FoundMatch[] = [];
  const take = (side: Side, at: number) => {
    const { segments, items, rows } = found[side];
    const row = rows[at] ?? -1;
    merged.push({
      side,
      segment: segments[at] ?? 0,
      item: items[at] ?? 0,
      row: row < 0 ? undefined : row,
    });
  };
  let inA = 0;
  let inB = 0;
  while (inA < a.length || inB < b.length) {
    const isA = inB >= b.length || (inA < a.length && (a[inA] ?? 0) <= (b[inB] ?? 0));
    if (isA) take("a", inA++);
    else take("b", inB++);
  }
  return merged;
}

/** Rows that never fall, so that the order within a session stays. */
function placesOf({ rows }: FoundInSide): Int32Array {
  let last = 0;
  return rows.map((row) => (last = Math.max(last, row)));
}

/** Where a match stands among others; undefined where it is none of them. */
export function placeOfMatch(
  matches: readonly FoundMatch[],
  wanted: FoundMatch | undefined,
): number | undefined {
  if (wanted === undefined) return undefined;
  const place = matches.findIndex(
    ({ side, segment, item }) =>
      side === wanted.side && segment === wanted.segment && item === wanted.item,
  );
  return place < 0 ? undefined : place;
}
