import type { PruneSettings } from "../prune/evaluate";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { asPart, runToEnd } from "../work";
import { predictCache, warmRequests, type Warmth } from "./cache";
import { requestsWithoutGround, sampledCertainty } from "./certainty";
import { cacheOrder, promptPrefixes, type CacheOrder, type PromptPrefixes } from "./commonPrefix";
import { continues, extendFit } from "./fit/extendFit";
import { fitContents, type ContentFit, type FitOptions } from "./fit/fit";
import { certainty, type WhatIfOutcome } from "./outcome";
import type { Decide, Policy } from "./policies/policy";
import { yoi } from "./policies/yoi";
import { defaultPrices } from "./prices";
import { decideAsRecorded } from "./recordedRule";
import {
  removedByAnyRule,
  ruleGround,
  type Removed,
  type RuleGround,
  type Simulators,
} from "./ruleGround";
import { makeScenario, prepareScenario, type Scenario } from "./scenario";
import { newRun } from "./simulate";
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
  const scenario = yield* asPart(0, 0.05, prepareScenario(session, replay));
  yield 0.05;
  const { requests, leftOut } = scenario;
  const fitting = fitContents(session, replay, requests, leftOut, options);
  const fit = yield* asPart(0.05, 0.95, fitting);
  yield 0.95;
  return new Resimulation(yield* asPart(0.95, 1, makeReady(scenario, fit)));
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
  const extended = extendFit(fit, session, replay, requests, leftOut);
  return new Resimulation(runToEnd(makeReady(scenario, extended)));
}

export interface CacheState {
  readonly before: Int32Array;
  readonly warm: Uint8Array;
}

const defaultWarmth: Warmth = { kind: "as recorded", elsewhere: defaultPrices.cacheLifetime };

/** What every run under any rule needs. */
interface Ready {
  readonly scenario: Scenario;
  readonly fit: ContentFit;
  readonly removed: Removed;
  readonly prefixes: PromptPrefixes;
  readonly order: CacheOrder;
  readonly groundless: Uint8Array;
  /** Of the rules that may touch all results. */
  readonly ground: RuleGround;
}

function* makeReady(scenario: Scenario, fit: ContentFit): Generator<number, Ready> {
  const removed = yield* asPart(0, 0.5, removedByAnyRule(fit));
  const prefixes = promptPrefixes(fit.segments);
  yield 0.6;
  const ground = ruleGround(scenario, fit, yoi.exemptTools, removed);
  yield 0.7;
  const { results } = ground;
  const ordering = cacheOrder(scenario, fit.contents, prefixes, results, removed.mean);
  const order = yield* asPart(0.7, 0.9, ordering);
  yield 0.9;
  const groundless = yield* asPart(0.9, 1, requestsWithoutGround(scenario));
  return { scenario, fit, removed, prefixes, order, groundless, ground };
}

/** A session ready to be run again under any rule. */
export class Resimulation {
  readonly scenario: Scenario;
  readonly fit: ContentFit;
  readonly #ready: Ready;
  readonly #ruled = new Map<string, RuleGround>();
  readonly #warmths = new Map<string, Uint8Array>();

  constructor(ready: Ready) {
    this.scenario = ready.scenario;
    this.fit = ready.fit;
    this.#ready = ready;
    this.#ruled.set(toolsKey(yoi), ready.ground);
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
    const ground = this.#groundOf(policy);
    const work = this.#certainty(policy.with(values), outcome, ground, ground.simulators);
    return { ...outcome, certain: runToEnd(work) };
  }

  /** The same with the decisions first, and how sure they are later. */
  underPolicyDeferred(
    policy: Policy,
    values: readonly number[],
    warmth: Warmth = defaultWarmth,
  ): DeferredOutcome {
    const likely = this.mostLikely(policy, values, warmth);
    const ground = this.#groundOf(policy);
    const { count } = this.scenario;
    return {
      outcome: { ...likely, certain: new Uint8Array(count).fill(certainty.pending) },
      certainty: this.#certainty(policy.with(values), likely, ground, ground.newSimulators()),
      certaintyRequests: count * this.#ready.removed.samples.length,
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
    this.#ready.removed.mean[segment];

  /** For each request the one before it that filled the cache (−1: none), and whether it found the cache warm. */
  cacheState(warmth: Warmth = defaultWarmth): CacheState {
    return { before: this.#ready.order.before, warm: this.#warm(warmth) };
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
      this.#ready.removed.mean,
      ground.removed.mean,
      run,
      (request, decision) => {
        protectedStart[request] = decision.protectedStart;
        candidateCount[request] = decision.candidateCount;
        estimatedSavingsTokens[request] = decision.estimatedSavingsTokens;
      },
    );
    // A plain loop: `Array.from` walks an iterator, which takes many times as long.
    const pruned = new Array<Uint32Array>(count);
    for (let request = 0; request < count; request++)
      pruned[request] = ground.sets(segment[request] ?? 0, run.leftOut[request] ?? 0);
    return {
      mode: "re-simulated",
      policy: policy.id,
      settings: undefined,
      decision: run.decision,
      protectedStart,
      candidateCount,
      estimatedSavingsTokens,
      pruned,
      inputTokens: run.inputTokens,
      ...predictCache(
        this.scenario,
        this.#ready.prefixes,
        this.#ready.order,
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
      warm = warmRequests(this.scenario, this.#ready.order, warmth);
      this.#warmths.set(key, warm);
    }
    return warm;
  }

  #certainty(
    decide: Decide,
    likely: LikelyOutcome,
    ground: RuleGround,
    simulators: Simulators,
  ): Generator<number, Uint8Array> {
    const { removed, groundless, fit } = this.#ready;
    const { likeness } = fit;
    return sampledCertainty(decide, likely, removed, ground, simulators, groundless, likeness > 0);
  }

  #groundOf(policy: Policy): RuleGround {
    const key = toolsKey(policy);
    let ground = this.#ruled.get(key);
    if (ground === undefined) {
      ground = ruleGround(this.scenario, this.fit, policy.exemptTools, this.#ready.removed);
      this.#ruled.set(key, ground);
    }
    return ground;
  }
}

function toolsKey({ exemptTools }: Policy): string {
  return exemptTools.join("\n");
}
