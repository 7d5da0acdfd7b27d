/** The result of work in steps, all of them at once. */
export function runToEnd<Result>(work: Generator<number, Result>): Result {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** Yields the shares of a part of the work as shares of the whole. */
export function* part<Result>(
  work: Generator<number, Result>,
  from: number,
  share: number,
): Generator<number, Result> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    yield from + share * next.value;
  }
}
