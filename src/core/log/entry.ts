import type { EpochMs, ItemCount, Tokens } from "../units";
import type { LoggedItem } from "./item";

/** What one line of a segment log says, in one form for all dialects. */
export type LogEntry =
  | SegmentStartEntry
  | InvokeEntry
  | ItemsEntry
  | TurnEndEntry
  | RunEndEntry
  | UsageEntry
  | MetricEntry
  | ExtensionEntry
  | NoteEntry;

export interface SegmentStartEntry {
  readonly kind: "segment_start";
  readonly ts: EpochMs;
  readonly sessionId: string | undefined;
  readonly history: readonly LoggedItem[];
  readonly origin: SegmentOrigin;
}

/** Where a segment's opening history came from. `at_turn_index` is absent in the oldest dialect. */
export type SegmentOrigin =
  | { readonly kind: "new" }
  | {
      readonly kind: "forked" | "compacted";
      readonly segmentId: string;
      readonly atTurnIndex: number | undefined;
    };

export interface InvokeEntry {
  readonly kind: "invoke";
  readonly ts: EpochMs;
  readonly trigger: string;
}

/** Items appended to the history by one line, in order. */
export interface ItemsEntry {
  readonly kind: "items";
  readonly ts: EpochMs;
  readonly source: "user" | "assistant" | "tool" | "system";
  readonly items: readonly LoggedItem[];
}

export interface TurnEndEntry {
  readonly kind: "turn_end";
  readonly ts: EpochMs;
  readonly turnCount: number | undefined;
}

export interface RunEndEntry {
  readonly kind: "run_end";
  readonly ts: EpochMs;
  readonly result: RunResult;
  readonly interrupted: boolean;
  readonly message: string | undefined;
}

export type RunResult = "finished" | "paused" | "limit_reached" | "yielded" | "errored" | "unknown";

/** One measured request. */
export interface UsageEntry {
  readonly kind: "usage";
  readonly ts: EpochMs;
  readonly historyLength: ItemCount;
  readonly inputTokens: Tokens;
  readonly cacheReadTokens: Tokens | undefined;
  readonly cacheWriteTokens: Tokens | undefined;
  readonly outputTokens: Tokens | undefined;
}

/** A line of the extension domain `metrics` whose payload has a metric's shape. */
export interface MetricEntry {
  readonly kind: "metric";
  readonly ts: EpochMs;
  readonly name: string;
  /** The moment of the evaluation; the line's `ts` is the moment of writing. */
  readonly metricTs: EpochMs;
  readonly value: number | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly correlationId: string | undefined;
}

/** A line of another domain, or of domain `metrics` with a payload of another shape. */
export interface ExtensionEntry {
  readonly kind: "extension";
  readonly ts: EpochMs;
  readonly domain: string;
  /** True where the domain is `metrics` but the payload is not a metric. */
  readonly malformedMetric: boolean;
}

/** A line without effect here; unknown kinds too. Counted by name. */
export interface NoteEntry {
  readonly kind: "note";
  readonly ts: EpochMs | undefined;
  readonly name: string;
  readonly known: boolean;
}

/** A line that could not be read, with what is wrong in words. */
export interface UnreadableEntry {
  readonly kind: "unreadable";
  readonly reason: string;
}
