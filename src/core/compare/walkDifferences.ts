import { isDecisive, type ComparedRow } from "./compareRequests";

/**
 * The row of the next decision that differs, in a direction (1 or −1), from a row on or from either end. Undefined where
 * there is none.
 */
export function nextDifference(
  rows: readonly ComparedRow[],
  from: number | undefined,
  direction: 1 | -1,
): number | undefined {
  const first = from === undefined ? (direction === 1 ? 0 : rows.length - 1) : from + direction;
  for (let row = first; row >= 0 && row < rows.length; row += direction) {
    const compared = rows[row];
    if (compared !== undefined && isDecisive(compared)) return row;
  }
  return undefined;
}
