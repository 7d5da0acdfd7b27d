/**
 * The usage records of one writer in the order they were written, for histories that only grow: each record knows the
 * nearest earlier one with fewer tokens, so that the last record of at most some tokens is found in logarithmic time
 * for *any* number of records known, without rebuilding anything.
 *
 * Record 0 stands for the empty history, 0 tokens; the records themselves count from 1. Lengths must not fall, and the
 * first must be at least 1.
 */
export class RecordChain {
  readonly lengths: Int32Array;
  readonly tokens: Float64Array;
  /** The newest record of a smaller length. */
  readonly shorter: Int32Array;
  /** The nearest earlier record, of a smaller length, with fewer tokens. */
  readonly #fewer: Int32Array;
  /** An ancestor further along that path, by the skew-binary rule: a search needs logarithmically many steps. */
  readonly #leap: Int32Array;
  readonly #depth: Int32Array;
  #count = 0;

  constructor(capacity: number) {
    this.lengths = new Int32Array(capacity + 1);
    this.tokens = new Float64Array(capacity + 1);
    this.shorter = new Int32Array(capacity + 1);
    this.#fewer = new Int32Array(capacity + 1);
    this.#leap = new Int32Array(capacity + 1);
    this.#depth = new Int32Array(capacity + 1);
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  append(historyLength: number, inputTokens: number): void {
    const before = this.#count;
    const record = before + 1;
    this.#count = record;
    this.lengths[record] = historyLength;
    this.tokens[record] = inputTokens;
    const shorter = this.lengths[before] === historyLength ? (this.shorter[before] ?? 0) : before;
    this.shorter[record] = shorter;
    const fewer = this.lastAtMost(shorter, inputTokens - 1);
    this.#fewer[record] = fewer;
    const depth = this.#depth[fewer] ?? 0;
    this.#depth[record] = depth + 1;
    const leap = this.#leap[fewer] ?? 0;
    const leapDepth = this.#depth[leap] ?? 0;
    const beyond = this.#leap[leap] ?? 0;
    this.#leap[record] =
      depth - leapDepth === leapDepth - (this.#depth[beyond] ?? 0) ? beyond : fewer;
  }

  /** The last record, from `record` back over the newest of each length, of at most `limitTokens`; 0 where none is. */
  lastAtMost(record: number, limitTokens: number): number {
    const tokens = this.tokens;
    const leaps = this.#leap;
    let at = record;
    while (at > 0 && (tokens[at] ?? 0) > limitTokens) {
      const leap = leaps[at] ?? 0;
      at = (tokens[leap] ?? 0) > limitTokens ? leap : (this.#fewer[at] ?? 0);
    }
    return at;
  }
}
