import { contains, type Range } from "./range";

/**
 * The value inside the range that a person would most likely have set: the agent's default where the range holds it,
 * else the one with the fewest significant digits, a last digit of five counting half a digit and multiples of 1024
 * two. Among equally round ones the nearest to the range's middle. Undefined for a range that is too wide to say
 * anything: open upwards, or reaching beyond twice its lower end.
 */
export function roundest(range: Range, usual: number): number | undefined {
  if (range.to < range.from || range.to > 2 * range.from) return undefined;
  if (contains(range, usual)) return usual;
  const middle = (range.from + range.to) / 2;
  let best: { readonly value: number; readonly rank: number } | undefined;
  const offer = (value: number, rank: number) => {
    if (!contains(range, value)) return;
    const nearer = best !== undefined && Math.abs(value - middle) < Math.abs(best.value - middle);
    if (best === undefined || rank < best.rank || (rank === best.rank && nearer))
      best = { value, rank };
  };
  for (const step of roundSteps(range.to)) {
    // Only the multiples next to the middle can be the nearest one inside.
    const below = Math.floor(middle / step) * step;
    for (const value of [below, below + step]) offer(value, digitsRank(value));
  }
  const block = 1024;
  const below = Math.floor(middle / block) * block;
  for (const value of [below, below + block]) if (value > 0) offer(value, 2);
  return best?.value;
}

/** 1, 5, 10, 50, … up to the number. */
function roundSteps(most: number): readonly number[] {
  const steps: number[] = [];
  for (let step = 1; step <= Math.max(most, 1); step *= 10) steps.push(step, step * 5);
  return steps;
}

/** Significant digits; a last digit of five counts half. */
function digitsRank(value: number): number {
  if (value === 0) return 0;
  let rest = value;
  while (rest % 10 === 0) rest /= 10;
  return String(rest).length - (rest % 10 === 5 ? 0.5 : 0);
}

/** How round the roundest value of a range is: significant digits. 0 where the range is too wide to tell. */
export function roundness(range: Range): number {
  const value = roundest(range, range.to + 1);
  return value === undefined ? 0 : digitsRank(value);
}
