import type { ItemColumns } from "../session/itemColumns";
import type { Run, Segment } from "../session/segment";
import type { SegmentTokens } from "../whatif/fit/itemTokens";
import type { RangeColumn } from "./ranges";

/**
 * What the picture of a session is made of: columns over all requests and, for each segment, over its items. Requests
 * are numbered through the session from 0, in the order of the replay's; a column of theirs has one value a request.
 */
export interface TimelineModel {
  readonly length: number;
  readonly segments: readonly TimelineSegment[];
  readonly runs: readonly TimelineRun[];
  readonly requests: RequestColumns;
  /** How the heights of items were obtained, for legend and tooltips. */
  readonly heights: HeightSource;
  /** Where the requests stand on the axis of requests, where they do not simply follow each other. */
  readonly places?: RequestPlaces;
}

/** Places of requests on an axis that other things stand on too; each request is one wide. */
export interface RequestPlaces {
  /** One value a request, rising by at least 1. */
  readonly start: Float64Array;
  /** Length of the whole axis. */
  readonly extent: number;
}

/** `fitted`: tokens from the measurements; `scaled`: weights of texts, scaled so that each request meets its measurement. */
export type HeightSource = "fitted" | "scaled";

/** Codes of the column `promptSource`: `interpolated` between measured neighbours, `estimated` without any. */
export const promptSources = ["measured", "interpolated", "estimated"] as const;

/** Codes of the column `decision`; `unknown` where no evaluation was recorded. */
export const decisions = ["unknown", "fired", "no_candidates", "below_min_savings"] as const;
export type TimelineDecision = (typeof decisions)[number];

/** Codes of the column `startSource`: the protected start as recorded, or as replay gives it where nothing was recorded. */
export const startSources = ["none", "recorded", "replayed"] as const;

/** One value a request. Tokens that are not known are NaN. */
export interface RequestColumns {
  readonly segment: Uint32Array;
  /** Position in the model's `runs`. */
  readonly run: Uint32Array;
  /** Number of items sent. */
  readonly historyLength: Uint32Array;
  /** Epoch milliseconds, never falling. */
  readonly ts: Float64Array;
  readonly decision: Uint8Array;
  readonly promptTokens: Float64Array;
  readonly promptSource: Uint8Array;
  /** Tokens of system prompt and tools as drawn: what the items sent do not account for. */
  readonly overheadTokens: Float64Array;
  /** Factor on the segment's item tokens, so that overhead and items sent add up to `promptTokens`. */
  readonly scale: Float64Array;
  /** −1 where there is no boundary. */
  readonly protectedStart: Int32Array;
  readonly startSource: Uint8Array;
  readonly candidateCount: Uint32Array;
  readonly estimatedSavingsTokens: Float64Array;
  readonly realisedSavingsTokens: Float64Array;
  readonly cacheReadTokens: Float64Array;
  readonly cacheWriteTokens: Float64Array;
  /** Prompt less cache reads and writes, never below zero. */
  readonly uncachedTokens: Float64Array;
  readonly outputTokens: Float64Array;
  /** Content left out of the request, as drawn. */
  readonly leftOutTokens: Float64Array;
  /** Content sent that the request before it, in the same segment, had left out, as drawn. */
  readonly sentAgainTokens: Float64Array;
  /** The same as sets, ranges of positions in the segment's `contentItems`. */
  readonly leftOut: RangeColumn;
  readonly sentAgain: RangeColumn;
  /** Content that had been left out earlier, came back before this request, and is still sent. */
  readonly backSince: RangeColumn;
}

/** A segment with the sums that give every item its place in any request of it in constant time. */
export interface TimelineSegment {
  readonly segment: Segment;
  readonly items: ItemColumns;
  readonly firstRequest: number;
  readonly endRequest: number;
  /** n + 1 sums of item tokens before a request's own scale is applied. */
  readonly prefixTokens: Float64Array;
  /** Tokens of each item that always stay; what is left of it is content that pruning may leave out. */
  readonly restTokens: Float64Array;
  /** Indices of the items with content that pruning may leave out, ascending. */
  readonly contentItems: Uint32Array;
  /** n + 1 counts: how many of the first i items stand in `contentItems`. */
  readonly contentBefore: Uint32Array;
  /** Sums of content tokens over `contentItems`, one value more than there are. */
  readonly contentPrefixTokens: Float64Array;
  /** For equal steps along `prefixTokens` the first item that can stand there: a search becomes a look-up. */
  readonly itemAtStep: Uint32Array;
  readonly stepsPerToken: number;
}

/** A run with the requests that it made. */
export interface TimelineRun {
  readonly segment: number;
  readonly run: Run;
  /** Number of the run in its segment, from 1. */
  readonly number: number;
  readonly firstRequest: number;
  readonly endRequest: number;
}

export interface TimelineOptions {
  /** Fitted tokens, parallel to the session's segments; without them weights of the texts are scaled. An overhead of NaN is not known. */
  readonly itemTokens?: readonly (SegmentTokens | undefined)[];
  /** Realised savings, parallel to the replay's requests, NaN where not known; without them the strip shows what is left out as drawn. */
  readonly realisedSavingsTokens?: Float64Array;
}
