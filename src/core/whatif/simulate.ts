import { pruneHistory } from "../prune/pruneHistory";
import { UsageRecords } from "../prune/usageRecords";
import { itemCount, tokens } from "../units";
import { decisionCodes } from "./outcome";
import type { Decide, HistoryFacts, Moment, PolicyDecision } from "./policies/policy";
import { RecordChain } from "./recordChain";
import type { Scenario } from "./scenario";

/** Tokens that leaving out the first k results takes away, for each k; one column a segment. */
export type RemovedTokens = readonly Float64Array[];

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

const noMoment: Moment = {
  request: 0,
  facts: {
    history: pruneHistory({ length: 0, wholeBytes: [], contentBytes: [], projectable: [] }),
    results: new Uint32Array(0),
    resultsBefore: new Uint32Array(1),
    resultBytes: new Float64Array(1),
    userMessages: new Uint32Array(0),
    modelTurns: new Uint32Array(0),
  },
  historyLength: 0,
  leftOut: 0,
  records: new RecordChain(0),
  irregular: undefined,
  known: 0,
  lastTokens: 0,
  lastLength: 0,
  sentBytes: 0,
  wholePrompt: 0,
  resultTokens: new Float64Array(1),
};

const codes = {
  fired: decisionCodes.indexOf("fired"),
  no_candidates: decisionCodes.indexOf("no_candidates"),
  below_min_savings: decisionCodes.indexOf("below_min_savings"),
};

/**
 * Runs a session again under a rule, request by request: each decision sees the usage records as they would have been,
 * and each measurement is the recorded one, with the content added that was really left out and the content taken away
 * that now is. What was said and done stays as recorded: compactions, forks, failures and restarts too.
 */
export class Simulator {
  readonly #scenario: Scenario;
  readonly #facts: readonly (HistoryFacts | undefined)[];
  readonly #chains: readonly RecordChain[];
  /** For lanes whose records do not simply grow, the records as the core arranges them. */
  readonly #irregular: (UsageRecords | undefined)[];
  readonly #sentBytes: readonly Float64Array[];
  /** Results left out of each segment's last request. */
  readonly #standing: Int32Array;
  /** Prompt of each segment's last measured request with nothing left out. */
  readonly #wholePrompt: Float64Array;

  /** `facts` runs parallel to the scenario's lanes. */
  constructor(scenario: Scenario, facts: readonly (HistoryFacts | undefined)[]) {
    this.#scenario = scenario;
    this.#facts = facts;
    this.#chains = scenario.records.map((records) => new RecordChain(records.historyLength.length));
    this.#irregular = scenario.records.map(() => undefined);
    this.#sentBytes = scenario.records.map(
      (records) => new Float64Array(records.historyLength.length + 1),
    );
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
    const { count, requests, segment, inputTokens, leftOut } = this.#scenario;
    for (const [lane, chain] of this.#chains.entries()) {
      chain.clear();
      this.#irregular[lane] =
        requests.lanes[lane]?.growing === false ? new UsageRecords() : undefined;
    }
    this.#standing.fill(0);
    this.#wholePrompt.fill(0);
    // One moment, filled anew for each request: a dozen runs of ten thousand requests make no garbage with it.
    const moment: { -readonly [Field in keyof Moment]: Moment[Field] } = { ...noMoment };
    for (let request = 0; request < count; request++) {
      const lane = requests.lane[request] ?? 0;
      const chain = this.#chains[lane];
      const facts = this.#facts[lane];
      if (chain === undefined || facts === undefined) continue;
      const of = segment[request] ?? 0;
      const known = requests.known[request] ?? 0;
      if (chain.count < known) this.#learn(lane, chain, known, into);
      moment.request = request;
      moment.facts = facts;
      moment.historyLength = requests.historyLength[request] ?? 0;
      moment.leftOut = this.#standing[of] ?? 0;
      moment.records = chain;
      moment.irregular = this.#irregular[lane];
      moment.known = known;
      moment.lastTokens = chain.tokens[known] ?? 0;
      moment.lastLength = chain.lengths[known] ?? 0;
      moment.sentBytes = this.#sentBytes[lane]?.[known] ?? 0;
      const measured = inputTokens[request] ?? NaN;
      const before = leftOut[request] ?? -1;
      const whole = measured + (recorded[of]?.[before] ?? 0);
      if (!Number.isNaN(whole)) this.#wholePrompt[of] = whole;
      moment.wholePrompt = this.#wholePrompt[of] ?? 0;
      moment.resultTokens = ruled[of] ?? noMoment.resultTokens;
      const decision = decide(moment);
      visit?.(request, decision);
      this.#standing[of] = decision.leftOut;
      into.leftOut[request] = decision.leftOut;
      into.decision[request] = codes[decision.decision];
      into.inputTokens[request] =
        before < 0
          ? measured
          : Math.max(0, Math.round(whole - (ruled[of]?.[decision.leftOut] ?? 0)));
    }
  }

  /** Tells a lane the records up to the known-th, as its requests are now predicted. */
  #learn(lane: number, chain: RecordChain, known: number, run: Run): void {
    const records = this.#scenario.records[lane];
    const facts = this.#facts[lane];
    const sentBytes = this.#sentBytes[lane];
    const irregular = this.#irregular[lane];
    if (records === undefined || facts === undefined || sentBytes === undefined) return;
    for (let record = chain.count; record < known; record++) {
      const length = records.historyLength[record] ?? 0;
      const request = records.request[record] ?? -1;
      const predicted = request < 0 ? NaN : (run.inputTokens[request] ?? NaN);
      const measured = Number.isNaN(predicted) ? (records.inputTokens[record] ?? 0) : predicted;
      const leftOut = request < 0 ? 0 : (run.leftOut[request] ?? 0);
      chain.append(length, measured);
      irregular?.append({ historyLength: itemCount(length), inputTokens: tokens(measured) });
      sentBytes[record + 1] =
        (facts.history.prefixBytes[Math.min(length, facts.history.length)] ?? 0) -
        (facts.resultBytes[leftOut] ?? 0);
    }
  }
}
