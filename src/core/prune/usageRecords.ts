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
 * a larger one. Appending costs as much as there are longer records: mostly none.
 */
export class UsageRecords {
  readonly #lengths: number[] = [];
  readonly #tokens: number[] = [];
  /** Distinct history lengths, ascending, each with the records (by order of writing) that lookups around it take. */
  readonly #keys: number[] = [];
  readonly #newestAt: number[] = [];
  readonly #newestUpTo: number[] = [];
  readonly #oldestFrom: number[] = [];
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
    const { historyLength } = record;
    this.#lengths.push(historyLength);
    this.#tokens.push(record.inputTokens);
    let key = this.keyAtOrBelow(historyLength);
    if (key < 0 || this.#keys[key] !== historyLength) {
      key += 1;
      // Every larger length has an older record.
      const oldest = this.#oldestFrom[key] ?? index;
      this.#keys.splice(key, 0, historyLength);
      this.#newestAt.splice(key, 0, index);
      this.#newestUpTo.splice(key, 0, index);
      this.#oldestFrom.splice(key, 0, oldest);
    }
    this.#newestAt[key] = index;
    this.#newestUpTo.fill(index, key);
    this.#leastTokens.setFrom(
      key,
      this.#newestAt
        .slice(key)
        .map((newest) => Math.min(this.tokensOf(newest), record.inputTokens)),
    );
  }

  /**
   * Takes back the records that were written last, down to `count`, as long as each is longer than all before it. False
   * where one is not: the records must then be arranged anew.
   */
  takeBack(count: number): boolean {
    while (this.#lengths.length > count) {
      const index = this.#lengths.length - 1;
      const key = this.#keys.length - 1;
      // It alone stands at the last length.
      if (this.#newestAt[key] !== index || this.#oldestFrom[key] !== index) return false;
      this.#lengths.pop();
      this.#tokens.pop();
      this.#keys.pop();
      this.#newestAt.pop();
      this.#newestUpTo.pop();
      this.#oldestFrom.pop();
      this.#leastTokens.setFrom(key, [Infinity]);
    }
    return true;
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
}
