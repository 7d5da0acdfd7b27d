import type { ItemCount, Tokens } from "../units";
import { MeasuredLengths } from "./measuredLengths";
import { MinTree } from "./minTree";

/** One measured request, as far as the estimates need it. */
export interface UsageRecord {
  readonly historyLength: ItemCount;
  readonly inputTokens: Tokens;
}

/**
 * The usage records known at some moment, in the order they were written, arranged so that an estimate and a boundary
 * cost a search and not a scan. Lookups go by the order of writing even where `history_len` is not ascending: at an
 * index the newest record with that length counts, below it the newest with a smaller one, above it the oldest with
 * a larger one. Appending and taking back cost a logarithm for each record, whatever the order of their lengths.
 */
export class UsageRecords {
  readonly #lengths: number[] = [];
  readonly #tokens: number[] = [];
  /** For each record the newest one before it with the same length, or −1. */
  readonly #sameBefore: number[] = [];
  /**
   * Steps: the records with no later one of at most their length, in ascending order of it. The newest up to any length is
   * among them. Behind the last step the row keeps what stood there, for taking back.
   */
  readonly #steps: number[] = [];
  readonly #stepLengths: number[] = [];
  readonly #stepTokens = new MinTree();
  #stepCount = 0;
  /** For each record how many steps there were before it, and what stood where it became one, or −1. */
  readonly #stepsBefore: number[] = [];
  readonly #stoodThere: number[] = [];
  /** The records longer than all before them: the oldest above any length is among them. */
  readonly #longest: number[] = [];
  readonly #longestLengths: number[] = [];
  /** As long as no record is shorter than one before it, every length has its step, and this is not needed. */
  #irregular:
    { readonly newestAt: Map<number, number>; readonly lengths: MeasuredLengths } | undefined;

  get count(): number {
    return this.#lengths.length;
  }

  /** Tokens of the record that was written n-th, from 0. */
  tokensOf(record: number): number {
    return this.#tokens[record] ?? 0;
  }

  historyLengthOf(record: number): number {
    return this.#lengths[record] ?? 0;
  }

  append(record: UsageRecord): void {
    const index = this.#lengths.length;
    const { historyLength, inputTokens } = record;
    if (historyLength < (this.#longestLengths.at(-1) ?? 0)) this.#irregular ??= this.#byLength();
    this.#sameBefore.push(this.newestAt(historyLength));
    this.#lengths.push(historyLength);
    this.#tokens.push(inputTokens);
    this.#appendStep(index, historyLength, inputTokens);
    if (historyLength > (this.#longestLengths.at(-1) ?? -1)) {
      this.#longest.push(index);
      this.#longestLengths.push(historyLength);
    }
    this.#irregular?.newestAt.set(historyLength, index);
    this.#irregular?.lengths.set(historyLength, inputTokens);
  }

  /** All steps of at least its length end with it; where the first of them stood, it stands now. */
  #appendStep(index: number, length: number, tokens: number): void {
    const step = this.stepUpTo(length - 1) + 1;
    this.#stepsBefore.push(this.#stepCount);
    this.#stoodThere.push(this.#steps[step] ?? -1);
    this.#steps[step] = index;
    this.#stepLengths[step] = length;
    this.#stepTokens.set(step, tokens);
    this.#stepCount = step + 1;
  }

  #byLength(): { readonly newestAt: Map<number, number>; readonly lengths: MeasuredLengths } {
    const newestAt = new Map<number, number>();
    const lengths = new MeasuredLengths();
    for (const [record, length] of this.#lengths.entries()) {
      newestAt.set(length, record);
      lengths.set(length, this.tokensOf(record));
    }
    return { newestAt, lengths };
  }

  /** Takes back the records that were written last, down to `count`. */
  takeBack(count: number): void {
    while (this.#lengths.length > count) {
      const length = this.#lengths.pop() ?? 0;
      this.#tokens.pop();
      const index = this.#lengths.length;
      const step = this.#stepCount - 1;
      const stood = this.#stoodThere.pop() ?? -1;
      this.#stepCount = this.#stepsBefore.pop() ?? 0;
      if (stood < 0) {
        this.#steps.length = step;
        this.#stepLengths.length = step;
        this.#stepTokens.set(step, Infinity);
      } else {
        this.#steps[step] = stood;
        this.#stepLengths[step] = this.historyLengthOf(stood);
        this.#stepTokens.set(step, this.tokensOf(stood));
      }
      if (this.#longest.at(-1) === index) {
        this.#longest.pop();
        this.#longestLengths.pop();
      }
      const same = this.#sameBefore.pop() ?? -1;
      if (same < 0) this.#irregular?.newestAt.delete(length);
      else this.#irregular?.newestAt.set(length, same);
      this.#irregular?.lengths.set(length, same < 0 ? Infinity : this.tokensOf(same));
    }
  }

  /** The newest record of exactly that length, or −1. */
  newestAt(length: number): number {
    if (this.#irregular !== undefined) return this.#irregular.newestAt.get(length) ?? -1;
    const step = this.stepUpTo(length);
    return this.#stepLengths[step] === length ? this.stepRecord(step) : -1;
  }

  /** The last step of at most that length, or −1: the newest record up to it, and the same up to the next step. */
  stepUpTo(length: number): number {
    return countUpTo(this.#stepLengths, this.#stepCount, length) - 1;
  }

  /** The last step up to that length of at most so many tokens, or −1. */
  lastStepAtMost(limitTokens: number, length: number): number {
    return this.#stepTokens.lastAtMost(limitTokens, this.stepUpTo(length));
  }

  stepRecord(step: number): number {
    return this.#steps[step] ?? -1;
  }

  /** Infinity behind the last step. */
  stepLength(step: number): number {
    return step < this.#stepCount ? (this.#stepLengths[step] ?? 0) : Infinity;
  }

  /** The oldest record longer than that, or −1. `step` is the last step up to it. */
  oldestAbove(length: number, step: number): number {
    const longest =
      this.#irregular === undefined
        ? step + 1
        : countUpTo(this.#longestLengths, this.#longestLengths.length, length);
    return this.#longest[longest] ?? -1;
  }

  /** From this length to the given one the oldest longer record is the same. */
  sameAboveFrom(length: number): number {
    const { length: all } = this.#longestLengths;
    return this.#longestLengths[countUpTo(this.#longestLengths, all, length) - 1] ?? 0;
  }

  /** The last length ≤ `until` whose newest record has at most so many tokens, or −1. */
  lastMeasured(limitTokens: number, until: number): number {
    if (this.#irregular !== undefined)
      return this.#irregular.lengths.lastAtMost(limitTokens, until);
    return this.#stepLengths[this.lastStepAtMost(limitTokens, until)] ?? -1;
  }

  /** The last index ≤ `until` that is no record's length, or −1. */
  lastUnmeasured(until: number): number {
    if (this.#irregular !== undefined) return this.#irregular.lengths.lastUnmeasured(until);
    let index = until;
    for (let step = this.stepUpTo(until); this.#stepLengths[step] === index; step--) index -= 1;
    return index;
  }
}

/** How many of the first `count` ascending values are at most `limit`. */
function countUpTo(values: readonly number[], count: number, limit: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
