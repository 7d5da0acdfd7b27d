import type { SessionReplay } from "../replay/model";
import { commonBeginning, forEachMissing, sameSet } from "./itemSets";
import { certainty, decisionCodes, type WhatIfOutcome } from "./outcome";
import { defaultPrices, promptCost, type Prices } from "./prices";

/** Tokens of one item's content and attachments: what leaves a request with it. */
export type ContentTokens = (segment: number, item: number) => number;

/** One run of a session in figures, recorded or predicted. Tokens, unless named otherwise. */
export interface RunSummary {
  readonly requests: number;
  readonly fires: number;
  readonly noCandidates: number;
  readonly belowMinSavings: number;
  /** Requests that left content out. */
  readonly requestsLeavingOut: number;
  /** Times that a request left out another set than the one before it in its segment. */
  readonly setChanges: number;
  /** Requests that sent content which the request before had left out, and how many results' content that was. */
  readonly requestsSendingAgain: number;
  readonly resultsSentAgain: number;
  /** Results whose content was left out of the very first request behind them: the model never saw it. */
  readonly resultsNeverSeen: number;
  /** Undefined where the tokens of content are not known. */
  readonly tokensLeftOut: number | undefined;
  readonly tokensSentAgain: number | undefined;
  readonly prompt: PromptSummary;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** In tokens at the input price, over the requests of known cost. */
  readonly cost: number;
  /** Requests whose prompt and cache figures are all known. */
  readonly requestsWithCost: number;
  /** Undefined while that is being worked out. */
  readonly uncertain: number | undefined;
}

/** Over the requests whose prompt is known; `peak` and `mean` are undefined where there is none. */
export interface PromptSummary {
  readonly known: number;
  readonly total: number;
  readonly mean: number | undefined;
  readonly peak: number | undefined;
}

const fired = decisionCodes.indexOf("fired");
const noCandidates = decisionCodes.indexOf("no_candidates");
const belowMinSavings = decisionCodes.indexOf("below_min_savings");
const nothing: Uint32Array = new Uint32Array(0);

/** Sums up an outcome over the requests of its replay. */
export function summarise(
  outcome: WhatIfOutcome,
  replay: SessionReplay,
  prices: Prices = defaultPrices,
  contentTokens?: ContentTokens,
): RunSummary {
  const cache = cacheTotals(outcome, prices);
  return {
    requests: outcome.decision.length,
    fires: occurrences(outcome.decision, fired),
    noCandidates: occurrences(outcome.decision, noCandidates),
    belowMinSavings: occurrences(outcome.decision, belowMinSavings),
    uncertain: uncertainDecisions(outcome.certain),
    ...setTotals(outcome, replay, contentTokens),
    prompt: promptTotals(outcome.inputTokens),
    ...cache,
  };
}

/** How many decisions a column `certain` calls uncertain; undefined while any is pending. */
export function uncertainDecisions(certain: Uint8Array): number | undefined {
  return certain.includes(certainty.pending) ? undefined : occurrences(certain, certainty.no);
}

function occurrences(column: Uint8Array, wanted: number): number {
  let count = 0;
  for (const value of column) if (value === wanted) count++;
  return count;
}

type SetTotals = Pick<
  RunSummary,
  | "requestsLeavingOut"
  | "setChanges"
  | "requestsSendingAgain"
  | "resultsSentAgain"
  | "resultsNeverSeen"
  | "tokensLeftOut"
  | "tokensSentAgain"
>;

function setTotals(
  outcome: WhatIfOutcome,
  replay: SessionReplay,
  contentTokens: ContentTokens | undefined,
): SetTotals {
  const previous = replay.segments.map(() => nothing);
  const leftOut = replay.segments.map(() => 0);
  const sizesOf = replay.segments.map(
    (_, segment) => new Sizes((item) => contentTokens?.(segment, item) ?? 0),
  );
  const lengths = replay.segments.map(() => Infinity);
  let requestsLeavingOut = 0;
  let setChanges = 0;
  let requestsSendingAgain = 0;
  let resultsSentAgain = 0;
  let resultsNeverSeen = 0;
  let tokensLeftOut = 0;
  let tokensSentAgain = 0;
  for (const [index, { segment, historyLength }] of replay.requests.entries()) {
    const set = outcome.pruned[index] ?? nothing;
    const length = lengths[segment] ?? Infinity;
    for (let at = set.length - 1; at >= 0 && (set[at] ?? 0) >= length; at--) resultsNeverSeen++;
    lengths[segment] = historyLength;
    const before = previous[segment] ?? nothing;
    if (set.length > 0) requestsLeavingOut++;
    if (!sameSet(set, before)) {
      setChanges++;
      const sizes = sizesOf[segment];
      const again = missing(before, set, sizes);
      const newly = missing(set, before, sizes);
      tokensSentAgain += again.tokens;
      resultsSentAgain += again.results;
      if (again.results > 0) requestsSendingAgain++;
      const tokens = (leftOut[segment] ?? 0) - again.tokens + newly.tokens;
      leftOut[segment] = tokens;
      previous[segment] = set;
    }
    tokensLeftOut += leftOut[segment] ?? 0;
  }
  const known = contentTokens !== undefined;
  return {
    requestsLeavingOut,
    setChanges,
    requestsSendingAgain,
    resultsSentAgain,
    resultsNeverSeen,
    tokensLeftOut: known ? tokensLeftOut : undefined,
    tokensSentAgain: known ? tokensSentAgain : undefined,
  };
}

/** How many elements of `a` are not in `b`, and their sizes together. */
function missing(
  a: Uint32Array,
  b: Uint32Array,
  sizes: Sizes | undefined,
): { readonly results: number; readonly tokens: number } {
  const common = commonBeginning(a, b);
  if (common === a.length) return { results: 0, tokens: 0 };
  if (common === b.length)
    return { results: a.length - common, tokens: sizes?.between(a, common) ?? 0 };
  let results = 0;
  let tokens = 0;
  forEachMissing(a, b, (item) => {
    results++;
    tokens += sizes?.of(item) ?? 0;
  });
  return { results, tokens };
}

/**
 * Sizes of items, and their running sums over the array that most sets are the beginning of: a set that comes and goes
 * in thousands of requests is summed up once.
 */
class Sizes {
  readonly of: (item: number) => number;
  #array: Uint32Array | undefined;
  #sums: number[] = [0];

  constructor(of: (item: number) => number) {
    this.of = of;
  }

  /** Sizes of a set's elements from a position to its end. */
  between(set: Uint32Array, from: number): number {
    const known = this.#array;
    if (set.buffer !== known?.buffer || set.byteOffset !== known.byteOffset) {
      this.#array = set;
      this.#sums = [0];
    }
    const sums = this.#sums;
    for (let at = sums.length - 1; at < set.length; at++)
      sums.push((sums[at] ?? 0) + this.of(set[at] ?? 0));
    return (sums[set.length] ?? 0) - (sums[from] ?? 0);
  }
}

function promptTotals(inputTokens: Float64Array): PromptSummary {
  let known = 0;
  let total = 0;
  let peak = 0;
  for (const tokens of inputTokens) {
    if (Number.isNaN(tokens)) continue;
    known++;
    total += tokens;
    peak = Math.max(peak, tokens);
  }
  return {
    known,
    total,
    mean: known === 0 ? undefined : total / known,
    peak: known === 0 ? undefined : peak,
  };
}

function cacheTotals(
  outcome: WhatIfOutcome,
  prices: Prices,
): Pick<RunSummary, "cacheReadTokens" | "cacheWriteTokens" | "cost" | "requestsWithCost"> {
  let cacheReadTokens = 0;
  let cacheWriteTokens = 0;
  let cost = 0;
  let requestsWithCost = 0;
  for (let request = 0; request < outcome.inputTokens.length; request++) {
    const read = outcome.cacheReadTokens[request] ?? NaN;
    const write = outcome.cacheWriteTokens[request] ?? NaN;
    const one = promptCost(outcome.inputTokens[request] ?? NaN, read, write, prices);
    if (!Number.isNaN(read)) cacheReadTokens += read;
    if (!Number.isNaN(write)) cacheWriteTokens += write;
    if (Number.isNaN(one)) continue;
    cost += one;
    requestsWithCost++;
  }
  return { cacheReadTokens, cacheWriteTokens, cost, requestsWithCost };
}
