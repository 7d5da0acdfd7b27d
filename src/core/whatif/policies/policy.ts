import type { Decision } from "../../prune/evaluate";
import type { PruneHistory } from "../../prune/pruneHistory";
import type { UsageRecords } from "../../prune/usageRecords";
import type { GrowingRecords } from "../../prune/growingRecords";

/**
 * A rule that says, before each request, which results' content to leave out. All known rules leave out a beginning of
 * the results that they may touch, so a decision is a number of results.
 */
export interface Policy {
  readonly id: string;
  readonly title: string;
  /** One sentence: when, what stays, threshold. */
  readonly summary: string;
  /** Where the rule and its constants come from. */
  readonly source: string;
  readonly parameters: readonly PolicyParameter[];
  /** Position of the parameter that says how many tokens are protected; undefined where there is none. */
  readonly sweptParameter: number | undefined;
  /** Tools whose results the rule never touches. */
  readonly exemptTools: readonly string[];
  /** The rule with values for its parameters, in their order. */
  readonly with: (values: readonly number[]) => Decide;
}

export interface PolicyParameter {
  readonly id: string;
  readonly title: string;
  readonly unit: "tokens" | "results" | "turns" | "characters";
  readonly value: number;
}

/** Pure: the same moment gives the same decision. */
export type Decide = (moment: Moment) => PolicyDecision;

export interface PolicyDecision {
  /** How many of the results are left out, from the first. */
  readonly leftOut: number;
  readonly decision: Decision;
  /** First item that is protected, −1 where the rule knows no boundary. */
  readonly protectedStart: number;
  /** Results that the rule looked at as candidates. */
  readonly candidateCount: number;
  readonly estimatedSavingsTokens: number;
}

/** What a rule may look at. */
export interface Moment {
  /** Position in the replay's requests. */
  readonly request: number;
  readonly facts: HistoryFacts;
  readonly historyLength: number;
  /** Results left out of the segment's last request. */
  readonly leftOut: number;
  /** The usage records known so far. */
  readonly records: GrowingRecords;
  readonly known: number;
  /** The same records where their lengths do not simply grow, so that the others cannot be searched. */
  readonly irregular: UsageRecords | undefined;
  /** The last known record; 0 where there is none. */
  readonly lastTokens: number;
  readonly lastLength: number;
  /** Bytes that the last known record's request really sent; 0 where there is none. */
  readonly sentBytes: number;
  /**
   * What only the provider's side knows: tokens of this request's prompt if it left nothing out, and of the first k
   * results for each k. The prompt of a request that was not measured is that of the one before.
   */
  readonly wholePrompt: number;
  readonly resultTokens: Float64Array;
}

/** A history as far as rules ask about it. */
export interface HistoryFacts {
  readonly history: PruneHistory;
  /** Items that are results with content which the rule may touch, ascending. */
  readonly results: Uint32Array;
  /** For each history length how many of them there are. */
  readonly resultsBefore: Uint32Array;
  /** Running sums over them: bytes of content and attachments. */
  readonly resultBytes: Float64Array;
  /** Items that are user messages, and items with which the model begins to speak, ascending. */
  readonly userMessages: Uint32Array;
  readonly modelTurns: Uint32Array;
}

/** A decision that leaves everything as the request before it had it. */
export function unchanged(
  moment: Moment,
  decision: Exclude<Decision, "fired">,
  candidateCount = 0,
  estimatedSavingsTokens = 0,
): PolicyDecision {
  return {
    leftOut: moment.leftOut,
    decision,
    protectedStart: -1,
    candidateCount,
    estimatedSavingsTokens,
  };
}

/**
 * The decision of a rule with a memory: what is out stays out, and the results up to the `results`-th go too once what is
 * new among them saves at least so much.
 */
export function add(
  moment: Moment,
  results: number,
  protectedStart: number,
  savings: number,
  least: number,
): PolicyDecision {
  const candidateCount = results - moment.leftOut;
  if (candidateCount <= 0) return unchanged(moment, "no_candidates");
  if (savings < least) return unchanged(moment, "below_min_savings", candidateCount, savings);
  return {
    leftOut: results,
    decision: "fired",
    protectedStart,
    candidateCount,
    estimatedSavingsTokens: savings,
  };
}

/** The first item behind the first `count` results; −1 where there is none. */
export function startBehind(facts: HistoryFacts, count: number): number {
  const last = facts.results[count - 1];
  return last === undefined ? -1 : last + 1;
}

/** Bytes that stand for one token where a rule counts characters: most of what tools give is ASCII. */
export const bytesPerToken = 4;

/** How many of ascending positions lie below a limit. */
export function countBelow(positions: Uint32Array, limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
