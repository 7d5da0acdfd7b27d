import { pruneHistory } from "../prune/pruneHistory";
import type { Segment } from "../session/segment";
import type { ItemMatch } from "./itemMatches";

/** Results that one request leaves out and the other sends. */
export interface LeftOutAlone {
  readonly results: number;
  /** Of content, as the core counts it. */
  readonly bytes: number;
}

export const nothingLeftOut: LeftOutAlone = { results: 0, bytes: 0 };

/** What is compared of a request's results: item indices, ascending, and of how many first results they are all, or −1. */
export interface LeftOut {
  readonly set: Uint32Array;
  readonly beginning: number;
}

/**
 * Compares what requests of two segments leave out, whatever the indices of the same results are in each. Sets that are
 * the first so many results of their segments, as nearly all are, cost a subtraction: matches keep the order, so that of
 * two beginnings the matching results are the first so many of all that match.
 */
export class MatchedResults {
  readonly #match: ItemMatch;
  readonly #a: SideResults;
  readonly #b: SideResults;

  constructor(a: Segment, b: Segment, match: ItemMatch) {
    this.#match = match;
    this.#a = new SideResults(a);
    this.#b = new SideResults(b);
    let atB = 0;
    for (const [atA, item] of this.#a.items.entries()) {
      const other = match[item] ?? -1;
      if (other < 0) continue;
      while ((this.#b.items[atB] ?? Infinity) < other) atB++;
      if (this.#b.items[atB] !== other) continue;
      this.#a.pair(atA);
      this.#b.pair(atB);
    }
    this.#a.close();
    this.#b.close();
  }

  between(a: LeftOut, b: LeftOut): readonly [onlyA: LeftOutAlone, onlyB: LeftOutAlone] {
    if (a.beginning >= 0 && b.beginning >= 0) {
      const pairs = Math.min(this.#a.pairsIn(a.beginning), this.#b.pairsIn(b.beginning));
      return [this.#a.without(a.beginning, pairs), this.#b.without(b.beginning, pairs)];
    }
    const onlyA = new Bytes(this.#a.contentBytes);
    const onlyB = new Bytes(this.#b.contentBytes);
    let at = 0;
    for (const item of a.set) {
      const other = this.#match[item] ?? -1;
      if (other < 0) {
        onlyA.add(item);
        continue;
      }
      for (; (b.set[at] ?? Infinity) < other; at++) onlyB.add(b.set[at] ?? 0);
      if (b.set[at] === other) at++;
      else onlyA.add(item);
    }
    for (; at < b.set.length; at++) onlyB.add(b.set[at] ?? 0);
    return [onlyA.sum, onlyB.sum];
  }
}

/** Running sums over the results of one segment, and over those of them that have a counterpart. */
class SideResults {
  readonly items: Uint32Array;
  readonly contentBytes: Uint32Array;
  /** Content bytes of the first so many results. */
  readonly #bytes: Float64Array;
  /** How many of the first so many results have a counterpart. */
  readonly #pairs: Uint32Array;
  /** Content bytes of the first so many results that have a counterpart. */
  readonly #pairBytes: number[] = [0];

  constructor({ items }: Segment) {
    this.items = pruneHistory(items).projectableItems;
    this.contentBytes = items.contentBytes;
    this.#bytes = new Float64Array(this.items.length + 1);
    this.#pairs = new Uint32Array(this.items.length + 1);
    for (const [at, item] of this.items.entries())
      this.#bytes[at + 1] = (this.#bytes[at] ?? 0) + (items.contentBytes[item] ?? 0);
  }

  /** Says, in order, which result has a counterpart. */
  pair(at: number): void {
    this.#pairs[at + 1] = 1;
    const item = this.items[at] ?? -1;
    this.#pairBytes.push((this.#pairBytes.at(-1) ?? 0) + (this.contentBytes[item] ?? 0));
  }

  close(): void {
    for (let at = 1; at < this.#pairs.length; at++)
      this.#pairs[at] = (this.#pairs[at] ?? 0) + (this.#pairs[at - 1] ?? 0);
  }

  pairsIn(beginning: number): number {
    return this.#pairs[beginning] ?? 0;
  }

  without(beginning: number, pairs: number): LeftOutAlone {
    if (beginning === pairs) return nothingLeftOut;
    const bytes = (this.#bytes[beginning] ?? 0) - (this.#pairBytes[pairs] ?? 0);
    return { results: beginning - pairs, bytes };
  }
}

/** Adds up results and the bytes of their content. */
class Bytes {
  readonly #contentBytes: Uint32Array;
  #results = 0;
  #bytes = 0;

  constructor(contentBytes: Uint32Array) {
    this.#contentBytes = contentBytes;
  }

  add(item: number): void {
    this.#results++;
    this.#bytes += this.#contentBytes[item] ?? 0;
  }

  get sum(): LeftOutAlone {
    return { results: this.#results, bytes: this.#bytes };
  }
}
