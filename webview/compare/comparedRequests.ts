import type { ComparedRow } from "../../src/core/compare/compareRequests";
import * as s from "../../src/core/shape";

/** The requests of a row, by their numbers in their sessions, from 0: they stay what they are when sessions grow and rows shift. */
export interface ComparedRequests {
  readonly a: number | undefined;
  readonly b: number | undefined;
}

export const comparedRequests: s.Shape<ComparedRequests> = s.object({
  a: s.maybe(s.count),
  b: s.maybe(s.count),
});

export function requestsOf({ a, b }: ComparedRow): ComparedRequests {
  return { a: a?.request, b: b?.request };
}

/** The row in which requests stand by now: where they stand apart, that of A's. Undefined where neither is compared any more. */
export function findAgain(
  rows: readonly ComparedRow[],
  { a, b }: ComparedRequests,
): number | undefined {
  const found =
    rows.find((row) => a !== undefined && row.a?.request === a) ??
    rows.find((row) => b !== undefined && row.b?.request === b);
  return found?.row;
}
