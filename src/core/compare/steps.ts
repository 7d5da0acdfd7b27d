/** Steps of work that take some nanoseconds each, counted so that long work is interrupted every so often. */
export class Steps {
  #sum = 0;
  #sinceTurn = 0;

  /** All steps so far. */
  get sum(): number {
    return this.#sum;
  }

  /** Counts steps; whether the work has gone on long enough to let others have a turn. */
  add(count: number): boolean {
    this.#sum += count;
    this.#sinceTurn += count;
    if (this.#sinceTurn < stepsBetweenTurns) return false;
    this.#sinceTurn = 0;
    return true;
  }
}

/** One or two milliseconds. */
const stepsBetweenTurns = 100_000;
