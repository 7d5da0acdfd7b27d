/** Work in steps, which yields the share that is done and returns its result. */

/** The result of the work, all its steps at once; `onStep` hears how far it is. */
export function runToEnd<Result>(
  work: Generator<number, Result>,
  onStep?: (share: number) => void,
): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    onStep?.(step.value);
  }
}

/** Positions that are run through between two pauses: about a millisecond's work for most loops. */
const sliceLength = 8192;

/** Runs through the positions from 0 to `count` in slices, with a pause after each. */
export function* inSlices(
  count: number,
  run: (from: number, to: number) => void,
): Generator<number, void> {
  for (let from = 0; from < count; from += sliceLength) {
    const to = Math.min(count, from + sliceLength);
    run(from, to);
    yield to / count;
  }
}

/** Passes the shares done of one part on as shares of the whole, from one to another; they never fall. */
export function* asPart<Result>(
  from: number,
  to: number,
  part: Generator<number, Result>,
): Generator<number, Result> {
  let highest = from;
  for (;;) {
    const step = part.next();
    if (step.done === true) return step.value;
    highest = Math.max(highest, from + (to - from) * Math.min(1, step.value));
    yield highest;
  }
}
