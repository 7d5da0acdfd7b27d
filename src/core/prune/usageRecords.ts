import type { ItemCount, Tokens } from "../units";
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
 * a larger one.
 */
export class UsageRecords {
  readonly #lengths: number[] = [];
  readonly #tokens: number[] = [];
  /** Distinct history lengths, ascending, each with the records (by order of writing) that lookups around it take. */
  #keys: number[] = [];
  #newestAt: number[] = [];
  #newestUpTo: number[] = [];
  #oldestFrom: number[] = [];
  /** For each key the least estimate that can occur from it up to the next key. */
  readonly #leastTokens = new MinTree();

  get count(): number {
    return this.#lengths.length;
  }

  get distinctLengths(): number {
    return this.#keys.length;
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
    this.#lengths.push(record.historyLength);
    this.#tokens.push(record.inputTokens);
    const last = this.#keys[this.#keys.length - 1];
    if (last !== undefined && record.historyLength < last) this.#rebuild();
    else this.#extend(index, record.historyLength, record.historyLength === last);
  }

  /** Position of the last distinct length ≤ `index`, or −1. */
  keyAtOrBelow(index: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  keyLength(key: number): number {
    return this.#keys[key] ?? 0;
  }

  /** The newest record with exactly that key's length. */
  newestAt(key: number): number {
    return this.#newestAt[key] ?? -1;
  }

  /** The newest record whose length is at most that key's. */
  newestUpTo(key: number): number {
    return this.#newestUpTo[key] ?? -1;
  }

  /** The oldest record whose length is at least that key's. */
  oldestFrom(key: number): number {
    return this.#oldestFrom[key] ?? -1;
  }

  /** The last key ≤ `until` from which an estimate of at most `limitTokens` can occur, or −1. */
  lastKeyAtMost(limitTokens: number, until: number): number {
    return this.#leastTokens.lastAtMost(limitTokens, until);
  }

  #extend(record: number, length: number, sameKey: boolean): void {
    if (!sameKey) {
      this.#keys.push(length);
      this.#oldestFrom.push(record);
    }
    const key = this.#keys.length - 1;
    this.#newestAt[key] = record;
    this.#newestUpTo[key] = record;
    this.#leastTokens.set(key, this.tokensOf(record));
  }

  /** A record shorter than one before it changes what lookups above it take: arrange everything anew. */
  #rebuild(): void {
    const order = this.#lengths
      .map((_, record) => record)
      .sort((a, b) => this.historyLengthOf(a) - this.historyLengthOf(b) || a - b);
    this.#keys = [];
    this.#newestAt = [];
    this.#newestUpTo = [];
    this.#oldestFrom = [];
    this.#leastTokens.clear();
    let newest = -1;
    for (const record of order) {
      const length = this.historyLengthOf(record);
      if (length !== this.#keys[this.#keys.length - 1]) {
        this.#keys.push(length);
        this.#oldestFrom.push(record);
      }
      const key = this.#keys.length - 1;
      newest = Math.max(newest, record);
      this.#newestAt[key] = record;
      this.#newestUpTo[key] = newest;
    }
    for (let key = this.#keys.length - 2; key >= 0; key--) {
      this.#oldestFrom[key] = Math.min(this.#oldestFrom[key] ?? 0, this.#oldestFrom[key + 1] ?? 0);
    }
    for (let key = 0; key < this.#keys.length; key++) {
      this.#leastTokens.set(
        key,
        Math.min(this.tokensOf(this.newestAt(key)), this.tokensOf(this.newestUpTo(key))),
      );
    }
  }
}
