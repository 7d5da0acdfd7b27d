import type { Contents } from "./fit/contents";
import type { SegmentTokens } from "./fit/itemTokens";
import type { Scenario } from "./scenario";
import type { RemovedTokens } from "./simulate";
import { rowAt } from "../session/rows";

/** For each segment, prompt tokens up to each item with all content sent; system prompt and tools first. */
export type PromptPrefixes = readonly Float64Array[];

/** Sums of what was fitted, for each segment one value more than it has items. */
export function promptPrefixes(segments: readonly SegmentTokens[]): PromptPrefixes {
  return segments.map(({ overheadTokens, rest, content }) => {
    const sums = new Float64Array(rest.length + 1);
    sums[0] = overheadTokens;
    for (let item = 0; item < rest.length; item++)
      sums[item + 1] = (sums[item] ?? 0) + (rest[item] ?? 0) + (content[item] ?? 0);
    return sums;
  });
}

/** How many items two requests can have in common; system prompt and tools they always have. */
export function sharedItems(
  scenario: Scenario,
  contents: Contents,
  before: number,
  request: number,
): number {
  const length = scenario.sentLength[before] ?? 0;
  const segment = scenario.segment[request] ?? 0;
  if (scenario.segment[before] === segment) return length;
  const branch = contents.branches[segment];
  return branch !== undefined && branch.parent === scenario.segment[before]
    ? Math.min(length, branch.items)
    : 0;
}

/**
 * Tokens that two prompts of one segment have in common from their beginning, item by item in the form sent: the first
 * `then` and the first `now` results left out of them, `shared` items at most. `whole` is the earlier prompt, which is
 * taken as it is where all of it is common; NaN where it is not known.
 */
export function commonTokens(
  prefix: Float64Array | undefined,
  results: Uint32Array | undefined,
  removed: Float64Array | undefined,
  shared: number,
  then: number,
  now: number,
  beforeLength: number,
  whole: number,
): number {
  const fewer = Math.min(then, now);
  const changed = now === then ? Infinity : (results?.[fewer] ?? Infinity);
  const common = Math.min(shared, changed);
  if (common === beforeLength && !Number.isNaN(whole)) return whole;
  let within = fewer;
  while (within > 0 && (results?.[within - 1] ?? 0) >= common) within--;
  return (prefix?.[common] ?? NaN) - (removed?.[within] ?? 0);
}

/** What of a session the cache model needs besides prefixes. */
export interface CacheOrder {
  /** For each request the one before it that filled the cache, −1 where there is none. */
  readonly before: Int32Array;
  /** How many items it can have in common with that one. */
  readonly shared: Int32Array;
}

/** Requests that are gone through between two pauses. */
const pauseAfter = 4096;

/**
 * Which requests filled the cache. A measured one did. Of those without a measurement, failed ones did not and cut or
 * cancelled ones did; the log does not tell them apart, so what the next measured request read decides: the earlier
 * request is taken whose common beginning with it comes closest. In steps.
 */
export function* cacheOrder(
  scenario: Scenario,
  contents: Contents,
  prefixes: PromptPrefixes,
  results: readonly Uint32Array[],
  removed: RemovedTokens,
): Generator<number, CacheOrder> {
  const { count, segment, sentLength, leftOut, inputTokens, session, replay } = scenario;
  const before = new Int32Array(count).fill(-1);
  const shared = new Int32Array(count);
  let last = -1;
  let unmeasured: number[] = [];
  for (let request = 0; request < count; request++) {
    if (request % pauseAfter === pauseAfter - 1) yield request / count;
    const of = segment[request] ?? 0;
    const { measured } = replay.requests[request] ?? {};
    const record = rowAt(session.segments[of]?.requests, measured);
    const read = record?.cacheReadTokens;
    if (record !== undefined && read !== undefined && read > 0) {
      const missing = (candidate: number): number => {
        const common = commonTokens(
          prefixes[of],
          results[of],
          removed[of],
          sharedItems(scenario, contents, candidate, request),
          Math.max(0, leftOut[candidate] ?? 0),
          Math.max(0, leftOut[request] ?? 0),
          sentLength[candidate] ?? 0,
          inputTokens[candidate] ?? NaN,
        );
        return Math.abs(common - read);
      };
      for (const candidate of unmeasured)
        if (last < 0 || missing(candidate) < missing(last)) last = candidate;
    }
    before[request] = last;
    if (last >= 0) shared[request] = sharedItems(scenario, contents, last, request);
    if (record === undefined) unmeasured.push(request);
    else {
      last = request;
      unmeasured = [];
    }
  }
  return { before, shared };
}
