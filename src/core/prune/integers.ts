/**
 * floor(a × b / c) for non-negative integers below 2^53, as the agent computes it in 128 bits: exact, up to 2^53 − 1,
 * where a larger result stays. 0 where c is 0.
 */
export function mulDiv(a: number, b: number, c: number): number {
  if (c === 0) return 0;
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / c);
  const quotient = (BigInt(a) * BigInt(b)) / BigInt(c);
  return quotient > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(quotient);
}

/** The same rounded up: the least n with n × c ≥ a × b. */
export function mulDivUp(a: number, b: number, c: number): number {
  if (c === 0) return 0;
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.ceil(product / c);
  const quotient = (BigInt(a) * BigInt(b) + BigInt(c) - 1n) / BigInt(c);
  return quotient > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(quotient);
}

/** a + b for non-negative integers, staying at 2^53 − 1 where the sum would pass it. */
export function saturatingAdd(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}

/** a − b, never below zero. */
export function saturatingSub(a: number, b: number): number {
  return a > b ? a - b : 0;
}
