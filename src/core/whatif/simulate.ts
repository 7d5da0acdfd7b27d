import type { Decision } from "../prune/evaluate";
import { UsageRecords } from "../prune/usageRecords";
import { itemCount, tokens } from "../units";
import { decisionCodes } from "./outcome";
import type { Branch } from "./fit/contents";
import type { Decide, HistoryFacts, Moment, PolicyDecision } from "./policies/policy";
import { GrowingRecords } from "../prune/growingRecords";
import type { LaneSpan, Scenario } from "./scenario";

/** Tokens that leaving out the first k results takes away, for each k; one column a segment. */
export type RemovedTokens = readonly Float64Array[];

/** A predicted prompt as a log could report it; NaN stays. */
function asTokens(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value)));
}

/** One run of a session under a rule: columns parallel to the replay's requests. */
export interface Run {
  /** Results left out, of those that the rule may touch. */
  readonly leftOut: Int32Array;
  /** Positions in `decisionCodes`. */
  readonly decision: Uint8Array;
  /** Predicted measurement; NaN where the request was not measured. */
  readonly inputTokens: Float64Array;
}

/** Columns to run into. */
export function newRun(count: number): Run {
  return {
    leftOut: new Int32Array(count),
    decision: new Uint8Array(count),
    inputTokens: new Float64Array(count),
  };
}

const fired = decisionCodes.indexOf("fired");
const noCandidates = decisionCodes.indexOf("no_candidates");
const belowMinSavings = decisionCodes.indexOf("below_min_savings");

function codeOf(decision: Decision): number {
  switch (decision) {
    case "fired":
      return fired;
    case "no_candidates":
      return noCandidates;
    case "below_min_savings":
      return belowMinSavings;
  }
}

/**
 * Runs a session again under a rule, request by request: each decision sees the usage records as they would have been,
 * and each measurement is the recorded one, with the content added that was really left out and the content taken away
 * that now is. What was said and done stays as recorded: compactions, forks, failures and restarts too.
 */
export class Simulator {
  readonly #scenario: Scenario;
  readonly #facts: readonly (HistoryFacts | undefined)[];
  readonly #records: readonly GrowingRecords[];
  /** For lanes whose records do not simply grow, the records as the core arranges them. */
  readonly #irregular: (UsageRecords | undefined)[];
  readonly #sentBytes: readonly Float64Array[];
  /** Results left out of each segment's last request. */
  readonly #standing: Int32Array;
  /** Prompt of each segment's last measured request with nothing left out. */
  readonly #wholePrompt: Float64Array;

  readonly #begun: Uint8Array;
  readonly #branches: readonly (Branch | undefined)[];

  /** `facts` runs parallel to the scenario's lanes, `branches` to its segments. */
  constructor(
    scenario: Scenario,
    facts: readonly (HistoryFacts | undefined)[],
    branches: readonly (Branch | undefined)[],
  ) {
    this.#branches = branches;
    this.#scenario = scenario;
    this.#facts = facts;
    this.#records = scenario.records.map(
      (records) => new GrowingRecords(records.historyLength.length),
    );
    this.#irregular = scenario.records.map(() => undefined);
    this.#sentBytes = scenario.records.map(
      (records) => new Float64Array(records.historyLength.length + 1),
    );
    this.#begun = new Uint8Array(scenario.session.segments.length);
    this.#standing = new Int32Array(scenario.session.segments.length);
    this.#wholePrompt = new Float64Array(scenario.session.segments.length);
  }

  /**
   * `recorded` are the tokens of the results that the projection may change, `ruled` those of the results that the rule
   * may touch. `visit` gets every decision.
   */
  run(
    decide: Decide,
    recorded: RemovedTokens,
    ruled: RemovedTokens,
    into: Run,
    visit?: (request: number, decision: PolicyDecision) => void,
  ): void {
    this.#begin();
    for (const span of this.#scenario.spans)
      this.#runSpan(span, decide, recorded, ruled, into, visit);
  }

  /**
   * The same in steps of a tenth of a millisecond at most. No other run may begin before the last of them, or this one is
   * to be dropped.
   */
  *steps(
    decide: Decide,
    recorded: RemovedTokens,
    ruled: RemovedTokens,
    into: Run,
  ): Generator<undefined, void> {
    this.#begin();
    for (const span of this.#scenario.spans) {
      this.#runSpan(span, decide, recorded, ruled, into, undefined);
      yield;
    }
  }

  #begin(): void {
    const { requests } = this.#scenario;
    for (const [lane, records] of this.#records.entries()) {
      records.clear();
      this.#irregular[lane] =
        requests.lanes[lane]?.growing === false ? new UsageRecords() : undefined;
    }
    this.#standing.fill(0);
    this.#begun.fill(0);
    this.#wholePrompt.fill(0);
  }

  /** Requests of one lane in a row: what they have in common is looked up once. */
  #runSpan(
    { lane, segment, from, to }: LaneSpan,
    decide: Decide,
    recorded: RemovedTokens,
    ruled: RemovedTokens,
    into: Run,
    visit: ((request: number, decision: PolicyDecision) => void) | undefined,
  ): void {
    const { requests, inputTokens, leftOut } = this.#scenario;
    const records = this.#records[lane];
    const facts = this.#facts[lane];
    const sentBytes = this.#sentBytes[lane];
    const ofRecorded = recorded[segment];
    const ofRuled = ruled[segment];
    if (
      records === undefined ||
      facts === undefined ||
      sentBytes === undefined ||
      ofRecorded === undefined ||
      ofRuled === undefined
    )
      return;
    let standing = this.#standingAt(segment, facts);
    let wholePrompt = this.#wholePrompt[segment] ?? 0;
    // One moment, filled anew for each request: a dozen runs of ten thousand requests make no garbage with it.
    const moment: { -readonly [Field in keyof Moment]: Moment[Field] } = {
      request: from,
      facts,
      historyLength: 0,
      leftOut: standing,
      records,
      irregular: this.#irregular[lane],
      known: 0,
      lastTokens: 0,
      lastLength: 0,
      sentBytes: 0,
      wholePrompt,
      resultTokens: ofRuled,
    };
    for (let request = from; request < to; request++) {
      const known = requests.known[request] ?? 0;
      if (records.count < known) this.#learn(lane, records, known, into);
      if (moment.irregular !== undefined) arrange(moment.irregular, records, known);
      const before = leftOut[request] ?? -1;
      const measured = inputTokens[request] ?? NaN;
      const whole = measured + (ofRecorded[before] ?? NaN);
      if (!Number.isNaN(whole)) wholePrompt = whole;
      moment.request = request;
      moment.historyLength = requests.historyLength[request] ?? 0;
      moment.leftOut = standing;
      moment.known = known;
      moment.lastTokens = records.tokens[known] ?? 0;
      moment.lastLength = records.lengths[known] ?? 0;
      moment.sentBytes = sentBytes[known] ?? 0;
      moment.wholePrompt = wholePrompt;
      const decision = decide(moment);
      visit?.(request, decision);
      standing = decision.leftOut;
      into.leftOut[request] = standing;
      into.decision[request] = codeOf(decision.decision);
      into.inputTokens[request] =
        before < 0 ? measured : asTokens(whole - (ofRuled[standing] ?? 0));
    }
    this.#standing[segment] = standing;
    this.#wholePrompt[segment] = wholePrompt;
  }

  /** A fork goes on with what its parent left out, as far as it took it over. */
  #standingAt(segment: number, facts: HistoryFacts): number {
    const branch = this.#branches[segment];
    if (branch === undefined || this.#begun[segment] === 1) return this.#standing[segment] ?? 0;
    this.#begun[segment] = 1;
    return Math.min(this.#standing[branch.parent] ?? 0, facts.resultsBefore[branch.items] ?? 0);
  }

  /** Tells a lane the records up to the known-th, as its requests are now predicted. */
  #learn(lane: number, learnt: GrowingRecords, known: number, run: Run): void {
    const records = this.#scenario.records[lane];
    const facts = this.#facts[lane];
    const sentBytes = this.#sentBytes[lane];
    if (records === undefined || facts === undefined || sentBytes === undefined) return;
    for (let record = learnt.count; record < known; record++) {
      const length = records.historyLength[record] ?? 0;
      const request = records.request[record] ?? -1;
      const predicted = request < 0 ? NaN : (run.inputTokens[request] ?? NaN);
      const measured = Number.isNaN(predicted) ? (records.inputTokens[record] ?? 0) : predicted;
      const leftOut = request < 0 ? 0 : (run.leftOut[request] ?? 0);
      learnt.append(length, measured);
      sentBytes[record + 1] =
        (facts.history.prefixBytes[Math.min(length, facts.history.length)] ?? 0) -
        (facts.resultBytes[leftOut] ?? 0);
    }
  }
}

/** The first `known` of the records that were learnt, and no others: a request can know fewer than the one before it. */
function arrange(records: UsageRecords, learnt: GrowingRecords, known: number): void {
  records.takeBack(known);
  for (let record = records.count + 1; record <= Math.min(known, learnt.count); record++)
    records.append({
      historyLength: itemCount(learnt.lengths[record] ?? 0),
      inputTokens: tokens(learnt.tokens[record] ?? 0),
    });
}
