import type { RunResult, SegmentOrigin } from "../log/entry";
import type { Decision } from "../prune/evaluate";
import type { ByteOffset, EpochMs, ItemCount, LineNumber, Tokens } from "../units";
import type { ItemColumns } from "./itemColumns";
import type { Rows } from "./rows";

/** Where a record stands in its file. */
export interface LinePlace {
  readonly line: LineNumber;
  readonly offset: ByteOffset;
  /** Without the newline. */
  readonly byteLength: number;
}

/** One segment log, folded: its history as columns, its runs, and what was measured and decided. Plain data. */
export interface Segment {
  /** The file's name without its ending. */
  readonly id: string;
  readonly sessionId: string | undefined;
  readonly origin: SegmentOrigin;
  /** Earliest and latest moment that a line names. */
  readonly startTs: EpochMs | undefined;
  readonly endTs: EpochMs | undefined;
  readonly items: ItemColumns;
  /** Items that the segment started with. */
  readonly openingItems: ItemCount;
  readonly toolNames: readonly string[];
  readonly callIds: readonly string[];
  readonly runs: readonly Run[];
  /** In log order. */
  readonly requests: Rows<MeasuredRequest>;
  readonly evaluations: Rows<RecordedEvaluation>;
  readonly joins: Rows<PostRequest>;
  readonly unread: readonly UnreadLine[];
  readonly tally: Tally;
  readonly file: FileExtent;
}

export interface FileExtent {
  readonly byteLength: number;
  readonly lineCount: number;
  /** Bytes behind the last newline: a line being written, or cut short. Not part of the log. */
  readonly uncommittedBytes: number;
}

/** A run: from what opened it to its end. Ranges are half open; items before `invoke` that opened it are included. */
export interface Run {
  readonly firstLine: LineNumber;
  readonly startTs: EpochMs;
  /** Undefined where a segment goes on with a run that began before it. */
  readonly trigger: string | undefined;
  readonly firstItem: number;
  readonly endItem: number;
  readonly firstEvaluation: number;
  readonly endEvaluation: number;
  readonly firstRequest: number;
  readonly endRequest: number;
  /** Undefined where the run is still going on or its end was lost. */
  readonly end: RunEnd | undefined;
}

export interface RunEnd {
  readonly ts: EpochMs;
  readonly result: RunResult;
  readonly interrupted: boolean;
  readonly message: string | undefined;
}

/** One measured request (`llm_usage`). */
export interface MeasuredRequest {
  readonly place: LinePlace;
  readonly ts: EpochMs;
  readonly run: number;
  readonly historyLength: ItemCount;
  readonly inputTokens: Tokens;
  readonly cacheReadTokens: Tokens | undefined;
  readonly cacheWriteTokens: Tokens | undefined;
  readonly outputTokens: Tokens | undefined;
}

/** One `prune.fire` or `prune.skip`, as recorded. */
export interface RecordedEvaluation {
  readonly place: LinePlace;
  /** The moment of the evaluation. */
  readonly ts: EpochMs;
  readonly run: number;
  readonly decision: Decision;
  /** Absent for no_candidates. */
  readonly candidateCount: number | undefined;
  readonly protectedStart: number | undefined;
  readonly estimatedSavingsTokens: number | undefined;
  readonly correlationId: string | undefined;
  /** Set in logs of the time when the budget was counted in turns: such an evaluation cannot be replayed. */
  readonly borderTurn: number | undefined;
}

/** One `prune.post_request`: the cache figures of the request that a fire is joined with. */
export interface PostRequest {
  readonly place: LinePlace;
  readonly correlationId: string;
  readonly cacheReadTokens: number | undefined;
  readonly cacheWriteTokens: number | undefined;
  readonly historyLength: number | undefined;
  /** Position in `requests` of the usage record directly before it; −1 where there is none. */
  readonly request: number;
}

/** What is not in the segment although it was written: an item of the history, a measured request, an evaluation. */
export type LostRecord = "item" | "measurement" | "evaluation" | "nothing" | "unknown";

/** A fault of the log: what could not be read, stands there twice, or must have stood there. */
export interface UnreadLine {
  readonly place: LinePlace;
  /**
   * A line, or a metric in it, that could not be read; a line that repeats the one before it, which is not counted; items that
   * must have stood before a line, by the lengths that were recorded.
   */
  readonly what: "line" | "metric" | "doubled" | "missing";
  readonly reason: string;
  readonly lost: LostRecord;
}

/** What else the log holds, counted by name. */
export interface Tally {
  /** Turns of the session so far, as the agent counted them in its last `turn_end`; undefined where none says. */
  readonly turns: number | undefined;
  readonly otherMetrics: readonly NameCount[];
  readonly otherDomains: readonly NameCount[];
  readonly unknownKinds: readonly NameCount[];
}

export interface NameCount {
  readonly name: string;
  readonly count: number;
}
