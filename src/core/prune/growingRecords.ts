/**
 * The usage records of one writer in the order they were written, for histories that only grow: the last record of at most
 * some tokens lies on the stack of those that no later one undercuts, and mostly near the one that was found before.
 *
 * Record 0 stands for the empty history, 0 tokens; the records themselves count from 1. Lengths must not fall, and the
 * first must be at least 1. Of records of one length only the newest is found.
 */
export class GrowingRecords {
  readonly lengths: Int32Array;
  readonly tokens: Float64Array;
  /** Records shorter than the newest one that no later of them undercuts or equals, with their tokens. */
  readonly #stack: Int32Array;
  readonly #stackTokens: Float64Array;
  #top = 0;
  /** Where on the stack the last search ended. */
  #found = 0;
  #count = 0;

  constructor(capacity: number) {
    this.lengths = new Int32Array(capacity + 1);
    this.tokens = new Float64Array(capacity + 1);
    this.#stack = new Int32Array(capacity + 1);
    this.#stackTokens = new Float64Array(capacity + 1);
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
    this.#top = 0;
    this.#found = 0;
  }

  append(historyLength: number, inputTokens: number): void {
    const before = this.#count;
    if (before > 0 && (this.lengths[before] ?? 0) < historyLength) this.#push(before);
    this.#count = before + 1;
    this.lengths[before + 1] = historyLength;
    this.tokens[before + 1] = inputTokens;
  }

  #push(record: number): void {
    const tokens = this.tokens[record] ?? 0;
    let top = this.#top;
    while (top > 0 && (this.#stackTokens[top] ?? 0) >= tokens) top -= 1;
    top += 1;
    this.#stack[top] = record;
    this.#stackTokens[top] = tokens;
    this.#top = top;
  }

  /** The last record shorter than the newest one, and of at most `limitTokens`; 0 where none is. */
  lastShorterWithin(limitTokens: number): number {
    const found = lastWithin(this.#stackTokens, this.#top, limitTokens, this.#found);
    this.#found = found;
    return this.#stack[found] ?? 0;
  }
}

/**
 * The last of ascending tokens from 0 to `top` within the limit, or 0, from where the last search ended: the limit moves
 * little from one request to the next.
 */
export function lastWithin(
  tokens: Float64Array,
  top: number,
  limitTokens: number,
  from: number,
): number {
  let low = Math.min(from, top);
  let high = low;
  if ((tokens[low] ?? 0) <= limitTokens)
    for (let step = 1; ; step *= 2) {
      high = low + step;
      if (high > top) {
        high = top + 1;
        break;
      }
      if ((tokens[high] ?? 0) > limitTokens) break;
      low = high;
    }
  else
    for (let step = 1; ; step *= 2) {
      low = high - step;
      if (low <= 0) {
        low = 0;
        break;
      }
      if ((tokens[low] ?? 0) <= limitTokens) break;
      high = low;
    }
  // At `low` the limit holds, or nothing does; at `high` it does not.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle] ?? 0) <= limitTokens) low = middle;
    else high = middle;
  }
  return low;
}
