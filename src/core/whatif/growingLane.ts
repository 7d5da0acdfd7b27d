import { growingTotal, lastBehind, lastBetween } from "../prune/growingHistory";
import { lastWithin } from "../prune/growingRecords";
import { mulDiv } from "../prune/integers";
import type { PruneHistory } from "../prune/pruneHistory";
import { float64Column, int32Column } from "./columns";
import { recordLength, type Lane, type RequestLanes } from "./lanes";
import type { LaneSpan } from "./scenario";

/** Of each request in a growing lane what its decision takes from the last record that it knows; 0 where it knows none. */
export interface LastRecords {
  /** The estimate of the whole history. */
  readonly totalTokens: Float64Array;
  /** Tokens of the record and bytes of the history up to it: the rate of the savings. */
  readonly lastTokens: Float64Array;
  readonly lastBytes: Float64Array;
}

export function lastRecords({ lanes, lane, historyLength, known }: RequestLanes): LastRecords {
  const totalTokens = new Float64Array(lane.length);
  const lastTokens = new Float64Array(lane.length);
  const lastBytes = new Float64Array(lane.length);
  for (let request = 0; request < lane.length; request++) {
    const of = lanes[lane[request] ?? 0];
    const record = of?.records[(known[request] ?? 0) - 1];
    if (of?.growing !== true || record === undefined) continue;
    const { prefixBytes } = of.history;
    const length = recordLength(record);
    const tokens = record.inputTokens;
    totalTokens[request] = growingTotal(prefixBytes, historyLength[request] ?? 0, length, tokens);
    lastTokens[request] = tokens;
    lastBytes[request] = prefixBytes[length] ?? 0;
  }
  return { totalTokens, lastTokens, lastBytes };
}

/**
 * A lane whose records simply grow and stay as they were recorded: what its decisions take from them is the same under all
 * settings, and is worked out once. What then remains of a boundary is written out in one loop, with few calls and few
 * branches that a processor cannot foresee, which are what it costs.
 */
export class GrowingLane {
  readonly #history: PruneHistory;
  /** The records from 1, as in growingRecords.ts. */
  readonly #lengths: Int32Array;
  readonly #tokens: Float64Array;
  /** Where a record stands on the stack of growingRecords.ts once the next one is known; 0 where it is never put there. */
  readonly #places: Int32Array;
  readonly #stack: Int32Array;
  readonly #stackTokens: Float64Array;
  #top = 0;
  #found = 0;
  #known = 0;
  readonly #requests: RequestLanes;
  readonly #last: LastRecords;

  constructor({ history, records }: Lane, requests: RequestLanes, last: LastRecords) {
    this.#history = history;
    this.#requests = requests;
    this.#last = last;
    const lengths = new Int32Array(records.length + 1);
    const tokens = new Float64Array(records.length + 1);
    lengths.set(int32Column(records, recordLength), 1);
    tokens.set(
      float64Column(records, ({ inputTokens }) => inputTokens),
      1,
    );
    this.#lengths = lengths;
    this.#tokens = tokens;
    this.#stack = new Int32Array(records.length + 1);
    this.#stackTokens = new Float64Array(records.length + 1);
    this.#places = stackPlaces(lengths, tokens);
  }

  /** Forgets the requests that it has seen, which come in order. */
  begin(): void {
    this.#top = 0;
    this.#found = 0;
    this.#known = 0;
  }

  /** Protected starts; where no record is known there is none, except of an empty history. */
  boundaries({ from, to }: LaneSpan, protectedTokens: number, into: Int32Array): void {
    const { historyLength, known } = this.#requests;
    const { prefixBytes } = this.#history;
    const { totalTokens } = this.#last;
    const [lengths, tokens, places] = [this.#lengths, this.#tokens, this.#places];
    const [stack, stackTokens] = [this.#stack, this.#stackTokens];
    let top = this.#top;
    let found = this.#found;
    let learnt = this.#known;
    for (let request = from; request < to; request++) {
      const last = known[request] ?? 0;
      for (; learnt < last; learnt++) {
        const place = places[learnt] ?? 0;
        if (place === 0) continue;
        stack[place] = learnt;
        stackTokens[place] = tokens[learnt] ?? 0;
        top = place;
      }
      const length = historyLength[request] ?? 0;
      if (last === 0) {
        into[request] = length === 0 ? 0 : -1;
        continue;
      }
      if (protectedTokens === 0) {
        into[request] = length;
        continue;
      }
      const limit = (totalTokens[request] ?? 0) - protectedTokens;
      if (limit < 0) {
        into[request] = 0;
        continue;
      }
      const lastLength = lengths[last] ?? 0;
      const spare = limit - (tokens[last] ?? 0);
      if (spare >= 0 && lastLength < length)
        into[request] = lastBehind(prefixBytes, length, lastLength, spare);
      else {
        found = lastWithin(stackTokens, top, limit, found);
        into[request] = lastBetween(prefixBytes, lengths, tokens, stack[found] ?? 0, limit);
      }
    }
    this.#top = top;
    this.#found = found;
    this.#known = learnt;
  }

  /** Estimated savings of all results before the protected starts. */
  savings({ from, to }: LaneSpan, protectedStart: Int32Array, into: Float64Array): void {
    const { removedBytes } = this.#history;
    const { lastTokens, lastBytes } = this.#last;
    for (let request = from; request < to; request++)
      into[request] = mulDiv(
        removedBytes[protectedStart[request] ?? -1] ?? 0,
        lastTokens[request] ?? 0,
        lastBytes[request] ?? 0,
      );
  }
}

/** The places that records get on the stack, from 1: records shorter than the next one, without those that it undercuts. */
function stackPlaces(lengths: Int32Array, tokens: Float64Array): Int32Array {
  const places = new Int32Array(lengths.length);
  const stackTokens = new Float64Array(lengths.length);
  let top = 0;
  for (let record = 1; record + 1 < lengths.length; record++) {
    if ((lengths[record] ?? 0) >= (lengths[record + 1] ?? 0)) continue;
    const own = tokens[record] ?? 0;
    while (top > 0 && (stackTokens[top] ?? 0) >= own) top -= 1;
    top += 1;
    stackTokens[top] = own;
    places[record] = top;
  }
  return places;
}
