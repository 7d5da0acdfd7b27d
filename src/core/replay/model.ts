import type { Evaluation, PruneSettings } from "../prune/evaluate";
import type { UsageRecord } from "../prune/usageRecords";
import type { ItemIndex } from "../units";

/** What replay found out about a session. `segments` runs parallel to the session's. */
export interface SessionReplay {
  readonly segments: readonly SegmentReplay[];
  /** Every LLM request of the session in order, evaluated or not, measured or not. */
  readonly requests: readonly ReplayedRequest[];
  readonly settings: SettingsFinding;
  readonly agreement: AgreementCounts;
}

/** How many evaluations agree; `not comparable` ones never count as agreeing. */
export interface AgreementCounts {
  readonly evaluations: number;
  readonly exact: number;
  readonly boundary: number;
  readonly differs: number;
  readonly notComparable: number;
}

export interface SegmentReplay {
  /** Parallel to the segment's recorded evaluations. */
  readonly evaluations: readonly ReplayedEvaluation[];
  /** The processes that wrote the segment, in order: a restart or a rewind begins another one. */
  readonly processes: readonly ProcessSpan[];
  /** Bytes that each reasoning item of a process carried in memory only; 0 where none. */
  readonly reasoningIdBytes: number;
  /** Whether `reasoningIdBytes` was found by agreement, or nothing needed it. */
  readonly reasoningIdSource: "inferred" | "not needed";
  readonly lineage: LineageFinding;
}

/** One process: from its first evaluation on, the records it knew when it began and the items whose ids it held. */
export interface ProcessSpan {
  readonly firstEvaluation: number;
  readonly firstRun: number;
  /** Items before this index have lost their reasoning ids. */
  readonly firstItemWithIds: number;
}

/** Where the records known at a segment's start came from, and how that was decided. */
export interface LineageFinding {
  readonly inherited: "none" | "parents";
  /** Segments, nearest first, whose records were known. */
  readonly from: readonly string[];
  /** The records known at the start, oldest first. Only the segment's first process knows them. */
  readonly records: readonly UsageRecord[];
  readonly basis: "not a fork" | "agreement" | "undecided";
}

export type Agreement = "exact" | "boundary" | "differs" | "not comparable";

/** One recorded evaluation, placed and run again. */
export interface ReplayedEvaluation {
  /** Length of the history at that moment. */
  readonly historyLength: number;
  /** False where the run yielded to compaction and nothing was sent. */
  readonly sent: boolean;
  /** Position in the segment's measured requests; undefined where the request was not measured. */
  readonly request: number | undefined;
  /** Number of usage records known then, inherited ones included. */
  readonly knownRecords: number;
  /** Index in the segment's processes. */
  readonly process: number;
  /** What the core gives; undefined where the evaluation is not comparable. */
  readonly replayed: Evaluation | undefined;
  readonly settings: PruneSettings;
  readonly agreement: Agreement;
  /** What differs, in the order decision, candidates, start, savings. Empty where exact. */
  readonly differences: readonly Difference[];
  /** Tool results really left out, by what was recorded: the candidates of a fire. Ascending. */
  readonly pruned: readonly ItemIndex[];
  /** Where `pruned` are the first projectable results of the segment, so many: a list need not be made of them. */
  readonly prunedLeading?: number | undefined;
  readonly join: EvaluationJoin | undefined;
  /** Other placements that agree with the record just as well; 0 where the placement is the only one. */
  readonly otherPlacements: number;
}

export interface Difference {
  readonly field: "decision" | "candidateCount" | "protectedStart" | "estimatedSavingsTokens";
  readonly recorded: string | number | undefined;
  readonly replayed: string | number | undefined;
}

/** The `prune.post_request` that carries a fire's correlation id. */
export interface EvaluationJoin {
  /** Position of the joined segment in the session, and of the join in it: a run that yielded is joined in the next. */
  readonly segment: number;
  readonly join: number;
  /** False where the joined request is not the fire's own: the id stayed pending until a request was measured. */
  readonly ownRequest: boolean;
}

/** One LLM request as it was. */
export interface ReplayedRequest {
  readonly segment: number;
  readonly run: number;
  readonly historyLength: number;
  /** Position in the segment's evaluations; undefined where none was recorded (pruning off, or lost). */
  readonly evaluation: number | undefined;
  /** Position in the segment's measured requests; undefined where it was not measured. */
  readonly measured: number | undefined;
  /** Moment at which it was sent, where known: the evaluation's; else that of its last item. Epoch milliseconds. */
  readonly ts: number;
  /** Tool results left out of it, ascending. */
  readonly pruned: readonly ItemIndex[];
  /** As in ReplayedEvaluation. */
  readonly prunedLeading?: number | undefined;
}

/** A setting as far as it is known. `to` undefined: open upwards. */
export interface SettingInterval {
  /** Known or likely value; undefined where only the interval is known. */
  readonly value: number | undefined;
  /** True where `value` is a guess: the roundest number inside the interval. */
  readonly guessed: boolean;
  readonly from: number;
  readonly to: number | undefined;
}

/** Settings valid from one evaluation of the session on. */
export interface SettingsSpan {
  readonly segment: number;
  /** First evaluation of the segment for which they hold. */
  readonly evaluation: number;
  readonly protectedTokens: SettingInterval;
  readonly minSavings: SettingInterval;
}

export interface SettingsFinding {
  /** `off`: metadata says pruning is off. `none`: nothing confines them. */
  readonly source: "metadata" | "inferred" | "off" | "none";
  /** The spans in order; one where the settings never changed. Empty for `off` and `none`. */
  readonly spans: readonly SettingsSpan[];
  /** What metadata claims, and the first evaluation that contradicts it. */
  readonly contradiction:
    | { readonly claimed: PruneSettings; readonly segment: number; readonly evaluation: number }
    | undefined;
}
