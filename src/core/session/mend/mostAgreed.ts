/** Whole numbers from one to another, both included. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * A whole number that lies in as many of the intervals as any does: 0 where it does, else one in the middle. Undefined where there is no
 * interval with a number in it.
 */
export function mostAgreed(intervals: readonly Interval[]): number | undefined {
  const ends = intervals
    .filter(({ from, to }) => from <= to && Number.isSafeInteger(from) && Number.isSafeInteger(to))
    .flatMap(({ from, to }) => [
      { at: from, change: 1 },
      { at: to + 1, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let count = 0;
  let most = 0;
  let atZero = 0;
  let best: Interval | undefined;
  for (const [index, { at, change }] of ends.entries()) {
    count += change;
    if (at <= 0) atZero = count;
    const until = (ends[index + 1]?.at ?? at) - 1;
    if (count <= most || until < at) continue;
    most = count;
    best = { from: at, to: until };
  }
  if (best === undefined) return undefined;
  return atZero === most ? 0 : Math.floor((best.from + best.to) / 2);
}
