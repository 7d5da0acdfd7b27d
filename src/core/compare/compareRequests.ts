import type { RequestRow } from "../inspect/requestRows";
import { pruneHistory } from "../prune/pruneHistory";
import { promptCost, type Prices } from "../whatif/prices";
import type { AlignedRow, PairBasis } from "./alignRequests";
import type { ComparedSession } from "./comparedSession";
import type { ItemMatches } from "./itemMatches";

/**
 * How the decisions of a row differ. `other set`: both fired, and left out other results; `other reason`: both skipped,
 * for another reason; `not evaluated`: one of them has no evaluation and the other left nothing out.
 */
export const rowDifferences = [
  "same",
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
  "not evaluated",
  "only a",
  "only b",
] as const;
export type RowDifference = (typeof rowDifferences)[number];

/** Differences that decisions make: what a walk from difference to difference stops at. */
const decisive: ReadonlySet<RowDifference> = new Set<RowDifference>([
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
]);

export function isDecisive({ difference }: { readonly difference: RowDifference }): boolean {
  return decisive.has(difference);
}

/** Results that one request leaves out and the other sends. */
export interface LeftOutAlone {
  readonly results: number;
  /** Of content, as the core counts it. */
  readonly bytes: number;
}

/** One row of the comparison. Differences are B less A, in tokens; undefined where one of the two is not known. */
export interface ComparedRow {
  readonly row: number;
  readonly a: RequestRow | undefined;
  readonly b: RequestRow | undefined;
  readonly basis: PairBasis | undefined;
  readonly difference: RowDifference;
  readonly leftOutOnlyInA: LeftOutAlone;
  readonly leftOutOnlyInB: LeftOutAlone;
  readonly promptTokens: number | undefined;
  readonly cacheReadTokens: number | undefined;
  readonly cacheWriteTokens: number | undefined;
  readonly cost: number | undefined;
}

/** A session with what its requests are compared by, parallel to them. */
export interface ComparedRequests extends ComparedSession {
  readonly rows: readonly RequestRow[];
  /** Results left out of each request, ascending. */
  readonly sets: readonly Uint32Array[];
  /** Where a set is the first so many projectable results of its segment, their number; else −1. */
  readonly beginnings: Int32Array;
}

export function compareRequests(
  aligned: readonly AlignedRow[],
  a: ComparedRequests,
  b: ComparedRequests,
  matches: ItemMatches,
  prices: Prices,
): readonly ComparedRow[] {
  const sets = new SetComparison(a, b, matches);
  return aligned.map((place, row): ComparedRow => {
    if (place.kind === "only a")
      return { ...alone, row, a: a.rows[place.a], b: undefined, difference: "only a" };
    if (place.kind === "only b")
      return { ...alone, row, a: undefined, b: b.rows[place.b], difference: "only b" };
    const [rowA, rowB] = [a.rows[place.a], b.rows[place.b]];
    const [leftOutOnlyInA, leftOutOnlyInB] = sets.between(place.a, place.b);
    return {
      row,
      a: rowA,
      b: rowB,
      basis: place.basis,
      difference: differenceOf(rowA, rowB, leftOutOnlyInA.results + leftOutOnlyInB.results > 0),
      leftOutOnlyInA,
      leftOutOnlyInB,
      promptTokens: less(rowB?.inputTokens, rowA?.inputTokens),
      cacheReadTokens: less(rowB?.cacheReadTokens, rowA?.cacheReadTokens),
      cacheWriteTokens: less(rowB?.cacheWriteTokens, rowA?.cacheWriteTokens),
      cost: less(requestCost(rowB, prices), requestCost(rowA, prices)),
    };
  });
}

const nothingLeftOut: LeftOutAlone = { results: 0, bytes: 0 };
const alone = {
  basis: undefined,
  leftOutOnlyInA: nothingLeftOut,
  leftOutOnlyInB: nothingLeftOut,
  promptTokens: undefined,
  cacheReadTokens: undefined,
  cacheWriteTokens: undefined,
  cost: undefined,
} satisfies Partial<ComparedRow>;

function less(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value - by;
}

/** Cost of a request in tokens at the input price; undefined where one of its figures is not in the log. */
export function requestCost(row: RequestRow | undefined, prices: Prices): number | undefined {
  const { inputTokens, cacheReadTokens, cacheWriteTokens } = row ?? {};
  if (inputTokens === undefined || cacheReadTokens === undefined || cacheWriteTokens === undefined)
    return undefined;
  return promptCost(inputTokens, cacheReadTokens, cacheWriteTokens, prices);
}

function differenceOf(
  a: RequestRow | undefined,
  b: RequestRow | undefined,
  otherSet: boolean,
): RowDifference {
  const [inA, inB] = [a?.decision, b?.decision];
  if (inA === "fired" || inB === "fired") {
    if (inA !== inB) return inA === "fired" ? "fired in a" : "fired in b";
    return otherSet ? "other set" : "same";
  }
  if (inA === inB) return "same";
  return inA === undefined || inB === undefined ? "not evaluated" : "other reason";
}

/** Compares what requests of both sessions leave out, whatever the indices of the same results are in each. */
class SetComparison {
  readonly #a: ComparedRequests;
  readonly #b: ComparedRequests;
  readonly #matches: ItemMatches;
  readonly #known = new Map<string, MatchingResults>();

  constructor(a: ComparedRequests, b: ComparedRequests, matches: ItemMatches) {
    this.#a = a;
    this.#b = b;
    this.#matches = matches;
  }

  between(requestA: number, requestB: number): readonly [LeftOutAlone, LeftOutAlone] {
    const setA = this.#a.sets[requestA] ?? nothing;
    const setB = this.#b.sets[requestB] ?? nothing;
    if (setA.length === 0 && setB.length === 0) return [nothingLeftOut, nothingLeftOut];
    const segmentA = this.#a.replay.requests[requestA]?.segment ?? -1;
    const segmentB = this.#b.replay.requests[requestB]?.segment ?? -1;
    const quick = this.#betweenBeginnings(requestA, requestB, segmentA, segmentB);
    if (quick !== undefined) return quick;
    const match = this.#matches.between(segmentA, segmentB);
    const onlyA = new Bytes(this.#a, segmentA);
    const onlyB = new Bytes(this.#b, segmentB);
    let at = 0;
    for (const item of setA) {
      const other = match[item] ?? -1;
      if (other < 0) {
        onlyA.add(item);
        continue;
      }
      // Matches keep the order of the items, so that both sets are walked once.
      for (; (setB[at] ?? Infinity) < other; at++) onlyB.add(setB[at] ?? 0);
      if (setB[at] === other) at++;
      else onlyA.add(item);
    }
    for (; at < setB.length; at++) onlyB.add(setB[at] ?? 0);
    return [onlyA.sum, onlyB.sum];
  }

  /** Two beginnings of results that match one by one differ by what the longer one has more: a subtraction. */
  #betweenBeginnings(
    requestA: number,
    requestB: number,
    segmentA: number,
    segmentB: number,
  ): readonly [LeftOutAlone, LeftOutAlone] | undefined {
    const inA = this.#a.beginnings[requestA] ?? -1;
    const inB = this.#b.beginnings[requestB] ?? -1;
    if (inA < 0 || inB < 0) return undefined;
    const { bytesA, bytesB } = this.#matching(segmentA, segmentB);
    if (Math.max(inA, inB) >= bytesA.length) return undefined;
    const more = (results: number, than: number, bytes: Float64Array): LeftOutAlone =>
      results <= than
        ? nothingLeftOut
        : { results: results - than, bytes: (bytes[results] ?? 0) - (bytes[than] ?? 0) };
    return [more(inA, inB, bytesA), more(inB, inA, bytesB)];
  }

  /** Sums of content bytes of the first results that match one by one, for each number of them. */
  #matching(segmentA: number, segmentB: number): MatchingResults {
    const name = `${segmentA} ${segmentB}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const match = this.#matches.between(segmentA, segmentB);
    const [a, b] = [resultsOf(this.#a, segmentA), resultsOf(this.#b, segmentB)];
    let count = 0;
    while (count < a.items.length && match[a.items[count] ?? -1] === b.items[count]) count++;
    const made = { bytesA: runningBytes(a, count), bytesB: runningBytes(b, count) };
    this.#known.set(name, made);
    return made;
  }
}

interface MatchingResults {
  readonly bytesA: Float64Array;
  readonly bytesB: Float64Array;
}

interface SegmentResults {
  readonly items: Uint32Array;
  readonly contentBytes: Uint32Array;
}

function resultsOf({ session }: ComparedSession, position: number): SegmentResults {
  const segment = session.segments[position];
  if (segment === undefined) return { items: nothing, contentBytes: nothing };
  const { contentBytes } = segment.items;
  return { items: pruneHistory(segment.items).projectableItems, contentBytes };
}

function runningBytes({ items, contentBytes }: SegmentResults, count: number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let at = 0; at < count; at++)
    sums[at + 1] = (sums[at] ?? 0) + (contentBytes[items[at] ?? -1] ?? 0);
  return sums;
}

const nothing: Uint32Array = new Uint32Array(0);

/** Adds up results and the bytes of their content. */
class Bytes {
  readonly #contentBytes: Uint32Array;
  #results = 0;
  #bytes = 0;

  constructor({ session }: ComparedSession, segment: number) {
    this.#contentBytes = session.segments[segment]?.items.contentBytes ?? nothing;
  }

  add(item: number): void {
    this.#results++;
    this.#bytes += this.#contentBytes[item] ?? 0;
  }

  get sum(): LeftOutAlone {
    return { results: this.#results, bytes: this.#bytes };
  }
}
