import { pruneHistory } from "../prune/pruneHistory";
import { kindIndex } from "../session/itemColumns";
import type { ContentFit } from "./fit/fit";
import { runningSums } from "./fit/ranges";
import type { HistoryFacts } from "./policies/policy";
import { historyFacts, type Scenario } from "./scenario";
import { Simulator, type RemovedTokens } from "./simulate";

/** What leaving out results takes away, by the most likely tokens and by each sample. */
export interface Removed {
  readonly mean: RemovedTokens;
  readonly samples: readonly RemovedTokens[];
}

/** A session as a rule sees it that must not touch some tools' results. */
export interface RuleGround {
  /** For each segment the results that the rule may touch. */
  readonly results: readonly Uint32Array[];
  readonly removed: Removed;
  /** For runs at one go. */
  readonly simulators: Simulators;
  /** Others, for runs that are paused while those are used. */
  readonly newSimulators: () => Simulators;
  /** The first so many results of a segment, each set one array however often it occurs. */
  readonly sets: (segment: number, count: number) => Uint32Array;
}

export interface Simulators {
  readonly plain: Simulator;
  /** The same where reasoning may have carried ids in memory that nothing in the log gives away. */
  readonly withIds: Simulator;
}

/**
 * Samples are taken this many times as far from the most likely tokens as the posterior draws them: what all of them
 * agree on then holds with room to spare for what the posterior does not know about itself.
 */
const caution = 2;

/** Tokens removed, for the results that the projection may change; in steps. */
export function* removedByAnyRule(fit: ContentFit): Generator<number, Removed> {
  const { bySegment } = fit.contents;
  const mean = runningSums(fit.mean, bySegment);
  const samples: RemovedTokens[] = [];
  for (const sample of fit.samples) {
    yield samples.length / fit.samples.length;
    samples.push(runningSums(cautious(fit.mean, sample), bySegment));
  }
  yield 1;
  return { mean, samples };
}

function cautious(mean: Float64Array, sample: Float64Array): Float64Array {
  const far = new Float64Array(sample.length);
  for (let content = 0; content < far.length; content++) {
    const likely = mean[content] ?? 0;
    far[content] = Math.max(0, likely + caution * ((sample[content] ?? 0) - likely));
  }
  return far;
}

/** The ground for a rule that leaves the results of some tools alone. */
export function ruleGround(
  scenario: Scenario,
  fit: ContentFit,
  exemptTools: readonly string[],
  byAnyRule: Removed,
): RuleGround {
  const facts = scenario.requests.lanes.map((lane) => {
    const segment = scenario.session.segments[lane.segment];
    return segment === undefined ? undefined : historyFacts(lane, segment, exemptTools);
  });
  const results = scenario.session.segments.map(
    (_, segment) => factsOf(scenario, facts, segment)?.results ?? none,
  );
  const removed =
    exemptTools.length === 0 ? byAnyRule : removedByRule(scenario, fit, facts, byAnyRule);
  const sets = results.map((): (Uint32Array | undefined)[] => []);
  const otherFacts = factsWithIds(scenario, facts);
  const newSimulators = (): Simulators => {
    const { branches } = fit.contents;
    const plain = new Simulator(scenario, facts, branches);
    const withIds =
      otherFacts === undefined ? plain : new Simulator(scenario, otherFacts, branches);
    return { plain, withIds };
  };
  return {
    results,
    removed,
    simulators: newSimulators(),
    newSimulators,
    sets: (segment, count) => {
      if (count === 0) return none;
      const known = sets[segment];
      const set = known?.[count] ?? results[segment]?.subarray(0, count) ?? none;
      if (known !== undefined) known[count] = set;
      return set;
    },
  };
}

const none: Uint32Array = new Uint32Array(0);

function factsOf(
  scenario: Scenario,
  facts: readonly (HistoryFacts | undefined)[],
  segment: number,
): HistoryFacts | undefined {
  return facts[scenario.requests.lanes.findIndex((lane) => lane.segment === segment)];
}

function removedByRule(
  scenario: Scenario,
  fit: ContentFit,
  facts: readonly (HistoryFacts | undefined)[],
  byAnyRule: Removed,
): Removed {
  const touchable = fit.contents.bySegment.map((_, segment) => {
    const of = factsOf(scenario, facts, segment);
    const positions = new Map(
      Array.from(of?.history.projectableItems ?? [], (item, position) => [item, position]),
    );
    return Int32Array.from(of?.results ?? [], (item) => positions.get(item) ?? -1);
  });
  const restrict = (sums: RemovedTokens): RemovedTokens =>
    touchable.map((positions, segment) => {
      const all = sums[segment];
      const restricted = new Float64Array(positions.length + 1);
      for (const [at, position] of positions.entries())
        restricted[at + 1] =
          (restricted[at] ?? 0) + ((all?.[position + 1] ?? 0) - (all?.[position] ?? 0));
      return restricted;
    });
  return { mean: restrict(byAnyRule.mean), samples: byAnyRule.samples.map(restrict) };
}

/** Bytes that one provider's reasoning ids take in memory. */
const plausibleIdBytes = 61;
const reasoning = kindIndex.reasoning;

/**
 * Where nothing was evaluated, nothing tells whether reasoning items carried ids. Undefined where no such history has
 * reasoning.
 */
function factsWithIds(
  { session, replay, requests }: Scenario,
  facts: readonly (HistoryFacts | undefined)[],
): readonly (HistoryFacts | undefined)[] | undefined {
  const unknown = requests.lanes.map(
    ({ segment }) =>
      replay.segments[segment]?.evaluations.length === 0 &&
      session.segments[segment]?.items.kind.includes(reasoning) === true,
  );
  if (!unknown.includes(true)) return undefined;
  return facts.map((of, lane) => {
    const items = session.segments[requests.lanes[lane]?.segment ?? -1]?.items;
    if (of === undefined || items === undefined || unknown[lane] !== true) return of;
    const history = pruneHistory(items, (index) =>
      items.kind[index] === reasoning ? plausibleIdBytes : 0,
    );
    return { ...of, history };
  });
}
