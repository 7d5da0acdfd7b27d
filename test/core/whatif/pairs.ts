import type { Resimulation } from "../../../src/core/whatif/resimulate";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { off } from "../../../src/core/whatif/policies/off";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { summarise } from "../../../src/core/whatif/summarise";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";
import { fixtureNames, truth, type Truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

/** One session predicted from another with the same conversation, against what the real agent did. */
export interface PairResult {
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  readonly sameDecision: number;
  readonly sameSet: number;
  readonly certain: number;
  /** Called certain, and another set or decision in truth. */
  readonly certainWrong: number;
  readonly tokens: number;
  readonly trueTokens: number;
  readonly cacheReadTokens: number;
  readonly trueCacheReadTokens: number;
  readonly cost: number;
  readonly trueCost: number;
}

/** Ordered pairs of different sessions with one script. */
export function scriptPairs(): readonly (readonly [from: string, to: string])[] {
  const names = fixtureNames();
  return names.flatMap((from) =>
    names
      .filter((to) => to !== from && truth(to).script === truth(from).script)
      .map((to) => [from, to] as const),
  );
}

const resimulations = new Map<string, Promise<Resimulation>>();

/** A fixture ready for re-simulation, fitted once for all tests. */
export async function resimulated(name: string): Promise<Resimulation> {
  const known = resimulations.get(name) ?? prepared(name);
  resimulations.set(name, known);
  return await known;
}

async function prepared(name: string): Promise<Resimulation> {
  const { session, replay } = await openFixture(name);
  return resimulationOf(session, replay);
}

/** A session under the true settings of another. */
function underSettingsOf(resimulation: Resimulation, settings: Truth["settings"]): WhatIfOutcome {
  return settings === null
    ? resimulation.underPolicy(off, [])
    : resimulation.underSettings({
        protectedTokens: settings.protected_tokens,
        minSavings: settings.min_savings,
      });
}

/** What the model's side saw of each request, whether pruning was on or off. */
function trueRequests(of: Truth) {
  const evaluated = of.evaluations
    .filter(({ sent }) => sent)
    .map((row) => ({
      pruned: row.pruned ?? [],
      inputTokens: row.inputTokens ?? 0,
      cacheReadTokens: row.cacheReadTokens ?? 0,
    }));
  return of.settings === null
    ? (of.requests ?? []).map((row) => ({ ...row, pruned: [] as readonly number[] }))
    : evaluated;
}

export async function comparePair(from: string, to: string): Promise<PairResult> {
  const resimulation = await resimulated(from);
  const target = truth(to);
  const outcome = underSettingsOf(resimulation, target.settings);
  const rows = trueRequests(target);
  const costs = summarise(outcome, resimulation.scenario.replay);
  let sameDecision = 0;
  let sameSet = 0;
  let certain = 0;
  let certainWrong = 0;
  for (const [index, { pruned }] of rows.entries()) {
    const set = outcome.pruned[index] ?? new Uint32Array(0);
    const rightDecision = set.length > 0 === pruned.length > 0;
    const rightSet =
      set.length === pruned.length && pruned.every((item, position) => set[position] === item);
    if (rightDecision) sameDecision++;
    if (rightSet) sameSet++;
    if (outcome.certain[index] !== 1) continue;
    certain++;
    if (!rightSet) certainWrong++;
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const trueTokens = sum(rows.map(({ inputTokens }) => inputTokens));
  const trueReads = sum(rows.map(({ cacheReadTokens }) => cacheReadTokens));
  const { cacheRead, cacheWrite } = defaultPrices;
  return {
    from,
    to,
    requests: rows.length,
    sameDecision,
    sameSet,
    certain,
    certainWrong,
    tokens: costs.prompt.total,
    trueTokens,
    cacheReadTokens: costs.cacheReadTokens,
    trueCacheReadTokens: trueReads,
    cost: costs.cost,
    trueCost: cacheRead * trueReads + cacheWrite * (trueTokens - trueReads),
  };
}
