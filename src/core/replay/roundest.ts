import { contains, type Range } from "./range";

/**
 * The value inside the range that a person would most likely have set: the agent's default where the range holds it,
 * else the roundest. Undefined for a range that is too wide to say anything: open upwards, or reaching beyond twice
 * its lower end.
 */
export function roundest(range: Range, usual: number): number | undefined {
  if (isTooWide(range)) return undefined;
  return contains(range, usual) ? usual : roundValues(range)[0];
}

/**
 * How unlikely the likeliest value of a range is: its significant digits, half a digit for the agent's default, 0 where the
 * range is too wide to tell.
 */
export function roundness(range: Range, usual: number): number {
  const value = roundest(range, usual);
  return value === undefined ? 0 : value === usual ? 0.5 : rankOf(value);
}

/**
 * Round values inside a range that is not open, the roundest first: those with the fewest significant digits, a last digit
 * of five counting half a digit and multiples of 1024 two. Of equally round ones those nearest to the middle.
 */
export function roundValues(range: Range): readonly number[] {
  if (!Number.isFinite(range.to) || range.to < range.from) return [];
  const middle = (range.from + range.to) / 2;
  const values = new Set<number>();
  for (const step of roundSteps(range.to)) {
    const below = Math.floor(middle / step) * step;
    for (const value of [below, below + step]) if (contains(range, value)) values.add(value);
  }
  return Array.from(values).sort(
    (a, b) => rankOf(a) - rankOf(b) || Math.abs(a - middle) - Math.abs(b - middle),
  );
}

function isTooWide(range: Range): boolean {
  return range.to < range.from || range.to > 2 * range.from;
}

/** 1, 5, 10, 50, … up to the number, and 1024. */
function roundSteps(most: number): readonly number[] {
  const steps: number[] = [1024];
  for (let step = 1; step <= Math.max(most, 1); step *= 10) steps.push(step, step * 5);
  return steps;
}

/** Significant digits; a last digit of five counts half, and no multiple of 1024 counts more than two. */
function rankOf(value: number): number {
  if (value === 0) return 0;
  let rest = value;
  while (rest % 10 === 0) rest /= 10;
  const digits = String(rest).length - (rest % 10 === 5 ? 0.5 : 0);
  return value % 1024 === 0 ? Math.min(digits, 2) : digits;
}
