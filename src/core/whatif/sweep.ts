import { formatShare } from "../format";
import { t } from "../l10n/translation";
import { policies, defaultValues } from "./policies/all";
import type { Policy } from "./policies/policy";
import { yoi } from "./policies/yoi";
import type { Prices } from "./prices";
import type { LikelyOutcome, Resimulation } from "./resimulate";
import { summarise, type RunSummary } from "./summarise";
import type { Warmth } from "./cache";

/** One setting tried. */
export interface SweepPoint {
  readonly policy: string;
  readonly values: readonly number[];
  readonly summary: RunSummary;
  /**
   * Results left out before the model ever saw them, beyond as many as in the recorded run. What that does to the model's
   * work no log can tell, so a point with any is left aside: it is never the best.
   */
  readonly newlyHidden: number;
}

/** Whether a point is never named best, however little it costs. */
export function isLeftAside({ newlyHidden }: SweepPoint): boolean {
  return newlyHidden > 0;
}

/** The points of one policy along its swept parameter; a policy without one has a single point. */
export interface SweepCurve {
  readonly policy: string;
  /** Position of the swept parameter among the policy's; undefined where there is none. */
  readonly parameter: number | undefined;
  readonly points: readonly SweepPoint[];
}

export interface Sweep {
  readonly curves: readonly SweepCurve[];
  readonly best: BestPoint | undefined;
}

export interface SweepOptions {
  readonly policies: readonly Policy[];
  readonly prices: Prices;
  readonly warmth?: Warmth;
  /** Values for a policy's parameters in place of its own; its swept one is among what is tried. */
  readonly valuesOf?: (policy: Policy) => readonly number[];
  /** Settings of yoi's rule: what is not swept stays at these, and the grid contains them. */
  readonly protectedTokens: number;
  readonly minSavings: number;
}

/**
 * Tries each policy along the parameter that protects tokens. A generator: it yields the share done after every setting,
 * so that it can run in the background, show progress and be dropped.
 */
export function* sweep(
  resimulation: Resimulation,
  options: SweepOptions,
): Generator<number, Sweep> {
  const limit = peakPrompt(resimulation);
  const plans = options.policies.map((policy) => ({
    policy,
    settings: settingsAlong(policy, limit, options),
  }));
  const total = plans.reduce((sum, { settings }) => sum + settings.length, 0);
  const recorded = recordedSummary(resimulation, options);
  const curves: SweepCurve[] = [];
  let done = 0;
  for (const { policy, settings } of plans) {
    const points: SweepPoint[] = [];
    for (const values of settings) {
      points.push(pointOf(resimulation, policy, values, options, recorded));
      done++;
      yield done / total;
    }
    curves.push({ policy: policy.id, parameter: policy.sweptParameter, points });
  }
  return {
    curves,
    best: bestPoint(
      resimulation,
      curves.flatMap(({ points }) => points),
      options,
    ),
  };
}

/** All settings of yoi's rule on a grid, row by row: `points[row × columns.length + column]`. */
export interface SweepMap {
  readonly protectedTokens: readonly number[];
  readonly minSavings: readonly number[];
  readonly points: readonly SweepPoint[];
}

/** Tries them all; yields the share done. */
export function* sweepMap(
  resimulation: Resimulation,
  options: SweepOptions,
): Generator<number, SweepMap> {
  const limit = peakPrompt(resimulation);
  const protectedTokens = gridPast(limit, options.protectedTokens);
  const minSavings = gridUpTo(limit / 2, options.minSavings);
  const recorded = recordedSummary(resimulation, options);
  const points: SweepPoint[] = [];
  for (const least of minSavings) {
    for (const budget of protectedTokens) {
      points.push(pointOf(resimulation, yoi, [budget, least], options, recorded));
      yield points.length / (minSavings.length * protectedTokens.length);
    }
  }
  return { protectedTokens, minSavings, points };
}

/** The cheapest point, and why. */
export interface BestPoint {
  readonly point: SweepPoint;
  /** The recorded run under the same model of the cache. */
  readonly recorded: RunSummary;
  /** How many of the points tried cost less and were left aside. */
  readonly cheaperLeftAside: number;
  /** One plain sentence. */
  readonly reason: string;
}

function pointOf(
  resimulation: Resimulation,
  policy: Policy,
  values: readonly number[],
  options: SweepOptions,
  recorded: RunSummary,
): SweepPoint {
  const outcome = resimulation.mostLikely(policy, values, options.warmth);
  const summary = summaryOf(resimulation, outcome, options.prices);
  const newlyHidden = Math.max(0, summary.resultsNeverSeen - recorded.resultsNeverSeen);
  return { policy: policy.id, values, summary, newlyHidden };
}

function recordedSummary(
  resimulation: Resimulation,
  { prices, warmth }: Pick<SweepOptions, "prices" | "warmth">,
): RunSummary {
  return summaryOf(resimulation, resimulation.recordedSets(warmth), prices);
}

function summaryOf(
  { scenario, contentTokens }: Resimulation,
  outcome: LikelyOutcome,
  prices: Prices,
): RunSummary {
  return summarise(outcome, scenario.replay, prices, contentTokens);
}

function settingsAlong(
  policy: Policy,
  limit: number,
  { protectedTokens, minSavings, valuesOf }: SweepOptions,
): readonly (readonly number[])[] {
  const values =
    valuesOf?.(policy) ??
    defaultValues(policy).map((value, position) =>
      policy.parameters[position]?.id === "min-savings" ? minSavings : value,
    );
  const swept = policy.sweptParameter;
  if (swept === undefined) return [values];
  const given = valuesOf === undefined ? protectedTokens : (values[swept] ?? protectedTokens);
  return gridPast(limit, given).map((budget) =>
    values.map((value, position) => (position === swept ? budget : value)),
  );
}

const mantissas = [1, 1.5, 2, 3, 4, 5, 6, 8];

/** Round numbers from 0 to the limit, and the one given. */
function gridUpTo(limit: number, given: number): readonly number[] {
  const values = new Set([0, given]);
  for (const value of roundNumbers()) {
    if (!(value <= limit)) break;
    values.add(value);
  }
  return Array.from(values).sort((a, b) => a - b);
}

/** The same and the first round number past the limit: what protects the longest prompt whole never prunes. */
function gridPast(limit: number, given: number): readonly number[] {
  const values = new Set(gridUpTo(limit, given));
  for (const value of roundNumbers()) {
    values.add(value);
    if (!(value <= limit)) break;
  }
  return Array.from(values).sort((a, b) => a - b);
}

function* roundNumbers(): Generator<number, never> {
  for (let power = 1000; ; power *= 10) for (const mantissa of mantissas) yield mantissa * power;
}

/** The longest prompt had nothing been left out. */
function peakPrompt({ scenario, removedTokens }: Resimulation): number {
  let peak = 0;
  for (let request = 0; request < scenario.count; request++) {
    const removed = removedTokens(scenario.segment[request] ?? 0);
    const prompt =
      (scenario.inputTokens[request] ?? NaN) + (removed?.[scenario.leftOut[request] ?? 0] ?? 0);
    if (prompt > peak) peak = prompt;
  }
  return peak;
}

/**
 * The cheapest point of those that show the model every result at least once, unless the recorded run did not either;
 * of equal cost, the one with fewer changes of the set, then the first. What leaving out does to the model's work no log
 * can tell. Undefined where there is none.
 */
export function cheapest(points: readonly SweepPoint[]): SweepPoint | undefined {
  let best: SweepPoint | undefined;
  for (const point of points) {
    if (isLeftAside(point)) continue;
    const difference =
      best === undefined
        ? -1
        : point.summary.cost - best.summary.cost ||
          point.summary.setChanges - best.summary.setChanges;
    if (difference < 0) best = point;
  }
  return best;
}

/** The cheapest point, with the reason for it; undefined where no request's cost is known, or there is none. */
export function bestPoint(
  resimulation: Resimulation,
  points: readonly SweepPoint[],
  options: Pick<SweepOptions, "prices" | "warmth">,
): BestPoint | undefined {
  const recorded = recordedSummary(resimulation, options);
  if (recorded.requestsWithCost === 0) return undefined;
  const best = cheapest(points);
  if (best === undefined) return undefined;
  const { cost } = best.summary;
  const aside = points.filter((point) => isLeftAside(point) && point.summary.cost < cost);
  return {
    point: best,
    recorded,
    cheaperLeftAside: aside.length,
    reason: reasonFor(best, recorded),
  };
}

function reasonFor({ policy, summary }: SweepPoint, recorded: RunSummary): string {
  const share = 1 - summary.cost / recorded.cost;
  const cost =
    share > 0.0005
      ? t("costs {0} less than the recorded run", formatShare(share, 1))
      : share < -0.0005
        ? t("costs {0} more than the recorded run", formatShare(-share, 1))
        : t("costs as much as the recorded run");
  const title = policies.find(({ id }) => id === policy)?.title ?? policy;
  const again =
    summary.requestsSendingAgain === 0
      ? t("nothing is sent again")
      : t("{0} of {1} requests send content again", summary.requestsSendingAgain, summary.requests);
  const changes = t(
    "the set changes {0} times instead of {1}",
    summary.setChanges,
    recorded.setChanges,
  );
  return t(
    "{0} {1}: {2}, {3}, and the cache serves {4} of the input instead of {5}.",
    title,
    cost,
    again,
    changes,
    formatShare(readShare(summary), 1),
    formatShare(readShare(recorded), 1),
  );
}

function readShare(summary: RunSummary): number {
  return summary.prompt.total > 0 ? summary.cacheReadTokens / summary.prompt.total : 0;
}
