import type { ReplayedRequest, SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import type { MeasuredRequest } from "../session/segment";
import { rowAt } from "../session/rows";
import type { ContentSets } from "./contentSets";
import { decisions, startSources, type RequestColumns, type TimelineSegment } from "./model";
import { rangeColumn, sumOver, type Ranges } from "./ranges";
import type { PlacedPrompts } from "./promptHeights";

interface Sources {
  readonly session: Session;
  readonly replay: SessionReplay;
  readonly segments: readonly TimelineSegment[];
  readonly sets: readonly ContentSets[];
  readonly prompts: PlacedPrompts;
  /** Items that each request sent. */
  readonly lengths: Uint32Array;
  /** Position of each request's run among the model's runs. */
  readonly runs: Uint32Array;
  readonly realisedSavingsTokens: Float64Array | undefined;
}

/**
 * Makes the columns over requests from what the earlier steps found, one value a request. Work in steps, which yields the
 * share that is done.
 */
export function* requestColumns(sources: Sources): Generator<number, RequestColumns> {
  const { replay, sets, prompts } = sources;
  const { length } = replay.requests;
  const facts = yield* factColumns(sources);
  yield 0.4;
  const leftOutTokens = contentTokens(sources, (of) => of.leftOut);
  yield 0.5;
  const sentAgainTokens = contentTokens(sources, (of) => of.sentAgain);
  yield 0.6;
  const leftOut = rangeColumn(sets.map((of) => of.leftOut));
  yield 0.75;
  const sentAgain = rangeColumn(sets.map((of) => of.sentAgain));
  yield 0.9;
  return {
    run: sources.runs,
    historyLength: sources.lengths,
    ...facts,
    ...prompts,
    realisedSavingsTokens: sources.realisedSavingsTokens ?? new Float64Array(length).fill(NaN),
    leftOutTokens,
    sentAgainTokens,
    leftOut,
    sentAgain,
    backSince: rangeColumn(sets.map((of) => of.backSince)),
  };
}

const requestsAStep = 1 << 13;

/** A set of content of each request in tokens, as drawn. */
function contentTokens(
  { segments, sets, prompts }: Sources,
  setOf: (of: ContentSets) => Ranges,
): Float64Array {
  const tokens = new Float64Array(sets.length);
  for (const { firstRequest, endRequest, contentPrefixTokens } of segments)
    for (let request = firstRequest; request < endRequest; request++) {
      const of = sets[request];
      if (of !== undefined)
        tokens[request] = sumOver(setOf(of), contentPrefixTokens) * (prompts.scale[request] ?? 0);
    }
  return tokens;
}

interface Facts {
  readonly decision: number;
  readonly protectedStart: number;
  readonly startSource: number;
  readonly candidateCount: number;
  readonly estimatedSavings: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly uncached: number;
  readonly output: number;
}

type FactColumns = Pick<
  RequestColumns,
  | "segment"
  | "ts"
  | "decision"
  | "protectedStart"
  | "startSource"
  | "candidateCount"
  | "estimatedSavingsTokens"
  | "cacheReadTokens"
  | "cacheWriteTokens"
  | "uncachedTokens"
  | "outputTokens"
>;

/** What was recorded of each request, written into its columns at once: an object for each would only be collected. */
function* factColumns({ session, replay, lengths }: Sources): Generator<number, FactColumns> {
  const { length } = replay.requests;
  const columns: FactColumns = {
    segment: new Uint32Array(length),
    ts: new Float64Array(length),
    decision: new Uint8Array(length),
    protectedStart: new Int32Array(length),
    startSource: new Uint8Array(length),
    candidateCount: new Uint32Array(length),
    estimatedSavingsTokens: new Float64Array(length),
    cacheReadTokens: new Float64Array(length),
    cacheWriteTokens: new Float64Array(length),
    uncachedTokens: new Float64Array(length),
    outputTokens: new Float64Array(length),
  };
  let latest = -Infinity;
  for (const [at, request] of replay.requests.entries()) {
    if (at % requestsAStep === requestsAStep - 1) yield (0.4 * at) / length;
    const segment = session.segments[request.segment];
    columns.segment[at] = request.segment;
    // A clock that was set back must not fold the axis.
    latest = Math.max(latest, request.ts);
    columns.ts[at] = latest;
    const measured = rowAt(segment?.requests, request.measured);
    const decided = decisionOf(request, lengths[at] ?? 0, session, replay);
    columns.decision[at] = decided.decision;
    columns.protectedStart[at] = decided.protectedStart;
    columns.startSource[at] = decided.startSource;
    columns.candidateCount[at] = decided.candidateCount;
    columns.estimatedSavingsTokens[at] = decided.estimatedSavings;
    const cache = cacheOf(measured);
    columns.cacheReadTokens[at] = cache.cacheRead;
    columns.cacheWriteTokens[at] = cache.cacheWrite;
    columns.uncachedTokens[at] = cache.uncached;
    columns.outputTokens[at] = cache.output;
  }
  return columns;
}

type DecisionFacts = Pick<
  Facts,
  "decision" | "protectedStart" | "startSource" | "candidateCount" | "estimatedSavings"
>;

function decisionOf(
  request: ReplayedRequest,
  length: number,
  session: Session,
  replay: SessionReplay,
): DecisionFacts {
  const at = request.evaluation;
  const recorded = rowAt(session.segments[request.segment]?.evaluations, at);
  if (recorded === undefined)
    return {
      decision: decisions.indexOf("unknown"),
      protectedStart: -1,
      startSource: startSources.indexOf("none"),
      candidateCount: 0,
      estimatedSavings: NaN,
    };
  const replayed = replay.segments[request.segment]?.evaluations[at ?? -1]?.replayed;
  const start = recorded.protectedStart ?? replayed?.protectedStart;
  const source =
    recorded.protectedStart !== undefined ? "recorded" : start === undefined ? "none" : "replayed";
  return {
    decision: decisions.indexOf(recorded.decision),
    protectedStart: start === undefined ? -1 : Math.min(start, length),
    startSource: startSources.indexOf(source),
    candidateCount: recorded.candidateCount ?? 0,
    estimatedSavings: recorded.estimatedSavingsTokens ?? NaN,
  };
}

function cacheOf(
  measured: MeasuredRequest | undefined,
): Pick<Facts, "cacheRead" | "cacheWrite" | "uncached" | "output"> {
  const read = measured?.cacheReadTokens;
  const write = measured?.cacheWriteTokens;
  const known = read !== undefined || write !== undefined;
  return {
    cacheRead: read ?? NaN,
    cacheWrite: write ?? NaN,
    uncached:
      measured === undefined || !known
        ? NaN
        : Math.max(0, measured.inputTokens - (read ?? 0) - (write ?? 0)),
    output: measured?.outputTokens ?? NaN,
  };
}
