import type { PruneSettings } from "../prune/evaluate";
import { countsTurns } from "../replay/comparable";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { runToEnd } from "../work";
import { predictCache, warmRequests, type Warmth } from "./cache";
import { cacheOrder, promptPrefixes, type CacheOrder, type PromptPrefixes } from "./commonPrefix";
import { continues, extendFit } from "./fit/extendFit";
import { fitContents, type ContentFit, type FitOptions } from "./fit/fit";
import { certainty, type WhatIfOutcome } from "./outcome";
import type { Decide, Policy } from "./policies/policy";
import { decideAsYoi, yoi } from "./policies/yoi";
import { defaultPrices } from "./prices";
import {
  removedByAnyRule,
  ruleGround,
  type Removed,
  type RuleGround,
  type Simulators,
} from "./ruleGround";
import { makeScenario, type Scenario } from "./scenario";
import { newRun, type Run } from "./simulate";
import type { ContentTokens } from "./summarise";

/** An outcome by the most likely tokens; `leftOut` counts the results that each request leaves out. */
export interface LikelyOutcome extends WhatIfOutcome {
  readonly leftOut: Int32Array;
}

/** An outcome whose `certain` is all pending, and the work that gives that column. */
export interface DeferredOutcome {
  readonly outcome: WhatIfOutcome;
  /**
   * Yields the share done after a tenth of a millisecond's work at most; may be dropped at any step, and others be run
   * between two of its own.
   */
  readonly certainty: Generator<number, Uint8Array>;
  /** How many requests that work runs through, over all samples. */
  readonly certaintyRequests: number;
}

/**
 * Prepares a session for re-simulation: fits its tokens. A generator: it yields the share done, so that it can run in the
 * background and be dropped.
 */
export function* prepareResimulation(
  session: Session,
  replay: SessionReplay,
  options?: FitOptions,
): Generator<number, Resimulation> {
  const scenario = makeScenario(session, replay);
  yield 0;
  const fit = yield* fitContents(session, replay, scenario.requests, scenario.leftOut, options);
  yield 1;
  const removed = removedByAnyRule(fit);
  yield 1;
  return new Resimulation(scenario, fit, removed);
}

/** The same at once, for whoever has nothing else to do. */
export function resimulationOf(
  session: Session,
  replay: SessionReplay,
  options?: FitOptions,
): Resimulation {
  return runToEnd(prepareResimulation(session, replay, options));
}

/**
 * A re-simulation for what its session has become, at once and until that is fitted itself (fit/extendFit.ts). Undefined
 * where the session is not a continuation: another one, or one that was cut back.
 */
export function extendResimulation(
  { scenario: before, fit }: Resimulation,
  session: Session,
  replay: SessionReplay,
): Resimulation | undefined {
  if (!continues(before.session, session)) return undefined;
  const scenario = makeScenario(session, replay);
  const { requests, leftOut } = scenario;
  return new Resimulation(scenario, extendFit(fit, session, replay, requests, leftOut));
}

export interface CacheState {
  readonly before: Int32Array;
  readonly warm: Uint8Array;
}

const defaultWarmth: Warmth = { kind: "as recorded", elsewhere: defaultPrices.cacheLifetime };

/** A session ready to be run again under any rule. */
export class Resimulation {
  readonly scenario: Scenario;
  readonly fit: ContentFit;
  readonly #prefixes: PromptPrefixes;
  readonly #order: CacheOrder;
  readonly #recorded: Removed;
  readonly #ruled = new Map<string, RuleGround>();
  readonly #groundless: Uint8Array;
  readonly #warmths = new Map<string, Uint8Array>();

  constructor(scenario: Scenario, fit: ContentFit, removed = removedByAnyRule(fit)) {
    this.scenario = scenario;
    this.fit = fit;
    this.#recorded = removed;
    this.#prefixes = promptPrefixes(fit.segments);
    this.#order = cacheOrder(
      scenario,
      fit.contents,
      this.#prefixes,
      this.#groundOf(yoi).results,
      this.#recorded.mean,
    );
    this.#groundless = requestsWithoutGround(scenario);
  }

  /** yoi's own rule with other settings. */
  underSettings(settings: PruneSettings, warmth?: Warmth): WhatIfOutcome {
    const values = [settings.protectedTokens, settings.minSavings];
    return { ...this.underPolicy(yoi, values, warmth), settings };
  }

  /** Any rule, with values for its parameters in their order; with how sure each decision is. */
  underPolicy(
    policy: Policy,
    values: readonly number[],
    warmth: Warmth = defaultWarmth,
  ): WhatIfOutcome {
    const outcome = this.mostLikely(policy, values, warmth);
    const { simulators } = this.#groundOf(policy);
    const work = this.#certainty(policy, policy.with(values), outcome, simulators);
    return { ...outcome, certain: runToEnd(work) };
  }

  /** The same with the decisions first, and how sure they are later. */
  underPolicyDeferred(
    policy: Policy,
    values: readonly number[],
    warmth: Warmth = defaultWarmth,
  ): DeferredOutcome {
    const likely = this.mostLikely(policy, values, warmth);
    const simulators = this.#groundOf(policy).newSimulators();
    const { count } = this.scenario;
    return {
      outcome: { ...likely, certain: new Uint8Array(count).fill(certainty.pending) },
      certainty: this.#certainty(policy, policy.with(values), likely, simulators),
      certaintyRequests: count * this.#recorded.samples.length,
    };
  }

  /** The same with the most likely tokens only: nothing is called certain. */
  mostLikely(
    policy: Policy,
    values: readonly number[],
    warmth: Warmth = defaultWarmth,
  ): LikelyOutcome {
    return this.#likely(policy, policy.with(values), warmth);
  }

  /** The recorded settings, span by span: what the method makes of the run that it knows. */
  underRecordedSettings(warmth: Warmth = defaultWarmth): LikelyOutcome {
    return this.#likely(yoi, decideAsRecorded(this.scenario), warmth);
  }

  /** The recorded sets with the same modelled cache, so that a prediction is compared with its like. */
  recordedSets(warmth: Warmth = defaultWarmth): LikelyOutcome {
    const { leftOut } = this.scenario;
    const decide: Decide = ({ request }) => {
      const count = Math.max(0, leftOut[request] ?? 0);
      return {
        leftOut: count,
        decision: count > 0 ? "fired" : "no_candidates",
        protectedStart: -1,
        candidateCount: count,
        estimatedSavingsTokens: 0,
      };
    };
    return { ...this.#likely(yoi, decide, warmth), policy: "recorded" };
  }

  /** Most likely tokens of one item's content and attachments. */
  readonly contentTokens: ContentTokens = (segment, item) =>
    this.fit.segments[segment]?.content[item] ?? 0;

  /** Most likely tokens of a segment's first k results, for each k. */
  readonly removedTokens = (segment: number): Float64Array | undefined =>
    this.#recorded.mean[segment];

  /** For each request the one before it that filled the cache (−1: none), and whether it found the cache warm. */
  cacheState(warmth: Warmth = defaultWarmth): CacheState {
    return { before: this.#order.before, warm: this.#warm(warmth) };
  }

  #likely(policy: Policy, decide: Decide, warmth: Warmth): LikelyOutcome {
    const { count, segment } = this.scenario;
    const ground = this.#groundOf(policy);
    const run = newRun(count);
    const protectedStart = new Int32Array(count).fill(-1);
    const candidateCount = new Uint32Array(count);
    const estimatedSavingsTokens = new Float64Array(count);
    ground.simulators.plain.run(
      decide,
      this.#recorded.mean,
      ground.removed.mean,
      run,
      (request, decision) => {
        protectedStart[request] = decision.protectedStart;
        candidateCount[request] = decision.candidateCount;
        estimatedSavingsTokens[request] = decision.estimatedSavingsTokens;
      },
    );
    return {
      mode: "re-simulated",
      policy: policy.id,
      settings: undefined,
      decision: run.decision,
      protectedStart,
      candidateCount,
      estimatedSavingsTokens,
      pruned: Array.from(run.leftOut, (leftOut, request) =>
        ground.sets(segment[request] ?? 0, leftOut),
      ),
      inputTokens: run.inputTokens,
      ...predictCache(
        this.scenario,
        this.#prefixes,
        this.#order,
        ground.results,
        ground.removed.mean,
        run,
        this.#warm(warmth),
      ),
      certain: new Uint8Array(count),
      leftOut: run.leftOut,
    };
  }

  #warm(warmth: Warmth): Uint8Array {
    const key = JSON.stringify(warmth);
    let warm = this.#warmths.get(key);
    if (warm === undefined) {
      warm = warmRequests(this.scenario, this.#order, warmth);
      this.#warmths.set(key, warm);
    }
    return warm;
  }

  *#certainty(
    policy: Policy,
    decide: Decide,
    likely: LikelyOutcome,
    simulators: Simulators,
  ): Generator<number, Uint8Array> {
    const ground = this.#groundOf(policy);
    const certain = this.#groundless.map((groundless) =>
      groundless === 1 ? certainty.no : certainty.yes,
    );
    const run = newRun(this.scenario.count);
    const { samples } = this.#recorded;
    for (const [sample, recorded] of samples.entries()) {
      const ruled = ground.removed.samples[sample];
      if (ruled === undefined) continue;
      const simulator = sample % 2 === 1 ? simulators.withIds : simulators.plain;
      const steps = simulator.steps(decide, recorded, ruled, run);
      while (steps.next().done !== true) yield sample / samples.length;
      keepWhereSame(certain, run, likely);
    }
    return certain;
  }

  #groundOf(policy: Policy): RuleGround {
    const key = policy.exemptTools.join("\n");
    let ground = this.#ruled.get(key);
    if (ground === undefined) {
      ground = ruleGround(this.scenario, this.fit, policy.exemptTools, this.#recorded);
      this.#ruled.set(key, ground);
    }
    return ground;
  }
}

/** Takes certainty away where a sample's run decides otherwise than the likely one. */
function keepWhereSame(certain: Uint8Array, sample: Run, likely: LikelyOutcome): void {
  for (let request = 0; request < certain.length; request++)
    if (
      sample.leftOut[request] !== likely.leftOut[request] ||
      sample.decision[request] !== likely.decision[request]
    )
      certain[request] = certainty.no;
}

/**
 * 1 where a prediction has nothing to stand on: the recorded decision could not be replayed, the request is known by its
 * answer alone, or what an earlier request of the segment left out is not known.
 */
function requestsWithoutGround({ session, replay, leftOut, segment }: Scenario): Uint8Array {
  const lost = new Set<number>();
  const inTurns = session.segments.map(countsTurns);
  return Uint8Array.from(replay.requests, (request, index) => {
    const of = segment[index] ?? 0;
    if ((leftOut[index] ?? -1) < 0) lost.add(of);
    if (lost.has(of)) return 1;
    if (request.evaluation === undefined) return request.measured === undefined ? 1 : 0;
    switch (replay.segments[of]?.evaluations[request.evaluation]?.agreement) {
      case "differs":
      case "boundary":
        return 1;
      case "not comparable":
        // Where turns were counted, the items are known all the same; behind a lost line they are not.
        return inTurns[of] === true ? 0 : 1;
      case "exact":
      case undefined:
        return 0;
    }
  });
}

/** yoi's rule with the settings that were in force at each request; nothing where nothing was evaluated. */
function decideAsRecorded({ replay }: Scenario): Decide {
  const pruned = replay.segments.some(({ evaluations }) => evaluations.length > 0);
  let latest: PruneSettings | undefined;
  const settings = replay.requests.map(({ segment, evaluation }) => {
    latest = replay.segments[segment]?.evaluations[evaluation ?? -1]?.settings ?? latest;
    return pruned ? latest : undefined;
  });
  return (moment) => {
    const held = settings[moment.request];
    return held === undefined
      ? decideAsYoi(moment, Infinity, Infinity)
      : decideAsYoi(moment, held.protectedTokens, held.minSavings);
  };
}
