import type { PruneSettings } from "../prune/evaluate";
import { runToEnd } from "../work";
import { costTotals, type CostTotals } from "../whatif/costTotals";
import type { Finding } from "../whatif/findings/finding";
import { findFindings } from "../whatif/findings/findFindings";
import type { SegmentTokens } from "../whatif/fit/itemTokens";
import type { WhatIfOutcome } from "../whatif/outcome";
import { policies, policyById } from "../whatif/policies/all";
import { off } from "../whatif/policies/off";
import { yoi } from "../whatif/policies/yoi";
import type { Prices } from "../whatif/prices";
import { fireSavings, type FireSavings } from "../whatif/realisedSavings";
import type { DeferredOutcome, Resimulation } from "../whatif/resimulate";
import { selfCheck, type SelfCheck } from "../whatif/selfCheck";
import { summarise, uncertainDecisions, type RunSummary } from "../whatif/summarise";
import {
  bestPoint,
  sweep,
  sweepMap,
  type BestPoint,
  type Sweep,
  type SweepMap,
} from "../whatif/sweep";
import { fireVerdicts, type FireVerdict } from "../whatif/verdicts";

/** What the fit gives, whatever the prices are. Plain data, so that it can come from a worker. */
export interface LabFit {
  /** Parallel to the session's segments. */
  readonly itemTokens: readonly SegmentTokens[];
  readonly savings: readonly FireSavings[];
}

/** What depends on the prices. */
export interface LabPriced {
  readonly selfCheck: SelfCheck;
  readonly verdicts: readonly FireVerdict[];
  readonly costs: CostTotals;
  readonly findings: readonly Finding[];
  /** The recorded run under the same model of the cache as every prediction. */
  readonly recorded: RunSummary;
  readonly off: RunSummary;
}

export interface LabSweep {
  readonly sweep: Sweep;
  /** The best point of the agent's own rule, which may be switched off. */
  readonly bestOfYoi: BestPoint | undefined;
  /** The best of these that sends nothing again. */
  readonly steadyOfYoi: BestPoint | undefined;
  /** The best of these that leaves something out. */
  readonly firingOfYoi: BestPoint | undefined;
}

/**
 * The point that ends what went wrong and needs no other agent: the best of the agent's own rule that sends nothing again,
 * where it costs less than the recorded run; else the best of that rule.
 */
export function endingPoint({ steadyOfYoi, bestOfYoi }: LabSweep): BestPoint | undefined {
  return steadyOfYoi !== undefined && steadyOfYoi.point.summary.cost < steadyOfYoi.recorded.cost
    ? steadyOfYoi
    : bestOfYoi;
}

export interface LabOutcome {
  readonly outcome: WhatIfOutcome;
  readonly summary: RunSummary;
}

/** What a page needs of a fit: tokens of items, and savings of fires. */
export function labFit(resimulation: Resimulation): LabFit {
  return { itemTokens: resimulation.fit.segments, savings: fireSavings(resimulation) };
}

/** What depends on prices and on no knob: how well the model repeats the run, verdicts, costs, findings. */
export function labPriced(resimulation: Resimulation, prices: Prices): LabPriced {
  const { scenario, contentTokens } = resimulation;
  const summaryOf = (outcome: WhatIfOutcome) =>
    summarise(outcome, scenario.replay, prices, contentTokens);
  return {
    selfCheck: selfCheck(resimulation, prices),
    verdicts: fireVerdicts(resimulation, prices),
    costs: costTotals(resimulation, prices),
    findings: findFindings(resimulation, prices),
    recorded: summaryOf(resimulation.recordedSets()),
    off: summaryOf(resimulation.underPolicy(off, [])),
  };
}

/** Tries all policies that protect so many tokens, and the others at their defaults; yields the share done. */
export function* labSweep(
  resimulation: Resimulation,
  prices: Prices,
  settings: PruneSettings,
): Generator<number, LabSweep> {
  const options = { policies, prices, ...settings };
  const found = yield* sweep(resimulation, options);
  const pointsOf = (id: string) => found.curves.find(({ policy }) => policy === id)?.points ?? [];
  // Of equal cost the first is taken: a setting that never fires before no pruning at all.
  const own = [...pointsOf(yoi.id), ...pointsOf(off.id)];
  const best = (fits: (summary: RunSummary) => boolean) =>
    bestPoint(
      resimulation,
      own.filter(({ summary }) => fits(summary)),
      options,
    );
  return {
    sweep: found,
    bestOfYoi: best(() => true),
    steadyOfYoi: best(({ resultsSentAgain }) => resultsSentAgain === 0),
    firingOfYoi: best(({ fires }) => fires > 0),
  };
}

/** Tries both settings of the agent's own rule on a grid that contains those given; yields the share done. */
export function labMap(
  resimulation: Resimulation,
  prices: Prices,
  settings: PruneSettings,
): Generator<number, SweepMap> {
  return sweepMap(resimulation, { policies, prices, ...settings });
}

/** An answer whose certainty is pending, and the work that gives it (resimulate.ts). */
export interface LabAnswered extends Pick<DeferredOutcome, "certainty" | "certaintyRequests"> {
  readonly pending: LabOutcome;
}

/** One policy with values for its parameters, as a whole; undefined where there is no such policy. */
export function labOutcome(
  resimulation: Resimulation,
  policyId: string,
  values: readonly number[],
  prices: Prices,
): LabOutcome | undefined {
  const answered = labAnswered(resimulation, policyId, values, prices);
  return answered === undefined ? undefined : wholeOutcome(answered);
}

/** The same with the decisions first, and how sure they are later. */
export function labAnswered(
  resimulation: Resimulation,
  policyId: string,
  values: readonly number[],
  prices: Prices,
): LabAnswered | undefined {
  const policy = policyById(policyId);
  if (policy === undefined) return undefined;
  const { scenario, contentTokens } = resimulation;
  const [protectedTokens, minSavings] = values;
  const settings =
    policyId === yoi.id && protectedTokens !== undefined && minSavings !== undefined
      ? { protectedTokens, minSavings }
      : undefined;
  const { certainty, certaintyRequests, ...likely } = resimulation.underPolicyDeferred(
    policy,
    values,
  );
  const outcome = { ...likely.outcome, settings };
  const summary = summarise(outcome, scenario.replay, prices, contentTokens);
  return { pending: { outcome, summary }, certainty, certaintyRequests };
}

/** Works an answer's certainty out at once. */
export function wholeOutcome({ pending, certainty }: LabAnswered): LabOutcome {
  return withCertainty(pending, runToEnd(certainty));
}

/** An answer with its certainty worked out. */
export function withCertainty({ outcome, summary }: LabOutcome, certain: Uint8Array): LabOutcome {
  return {
    outcome: { ...outcome, certain },
    summary: { ...summary, uncertain: uncertainDecisions(certain) },
  };
}
