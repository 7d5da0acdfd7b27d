/** Whole numbers from `from` to `to`, both included; `to` is Infinity where the range is open. Empty where to < from. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const everything: Range = { from: 0, to: Infinity };

/** What both hold; an empty range where they have nothing in common. */
export function intersection(a: Range, b: Range): Range {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** The least range that holds both. */
export function union(a: Range, b: Range): Range {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** True for a range that holds no number. */
export function isEmpty(range: Range): boolean {
  return range.to < range.from;
}

/** True where the value lies in the range, its ends included. */
export function contains(range: Range, value: number): boolean {
  return range.from <= value && value <= range.to;
}
