/** Passes the shares done of one part on as shares of the whole, from one to another; they never fall. */
export function* asPart<T>(
  from: number,
  to: number,
  part: Generator<number, T>,
): Generator<number, T> {
  let highest = from;
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    highest = Math.max(highest, from + (to - from) * Math.min(1, next.value));
    yield highest;
  }
}
