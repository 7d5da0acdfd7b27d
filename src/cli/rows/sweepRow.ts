import type { PruneSettings } from "../../core/prune/evaluate";
import { policies, policyById } from "../../core/whatif/policies/all";
import type { Policy } from "../../core/whatif/policies/policy";
import { yoi } from "../../core/whatif/policies/yoi";
import { defaultPrices } from "../../core/whatif/prices";
import type { Resimulation } from "../../core/whatif/resimulate";
import type { RunSummary } from "../../core/whatif/summarise";
import { sweep, sweepMap, type SweepPoint } from "../../core/whatif/sweep";
import { runToEnd } from "../../core/work";

/** One setting tried on a session, re-simulated, as scripts read it: names and meanings stay. */
export interface SweepRow {
  readonly session: string;
  readonly policy: string;
  /** Null for policies without this parameter. */
  readonly protectedTokens: number | null;
  readonly minSavings: number | null;
  /** All parameters of the policy by their ids. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly fires: number;
  /** Sum of the predicted prompts, and the longest. */
  readonly inputTokens: number;
  readonly peakInputTokens: number | null;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** In tokens at the input price, by the default ratios; null where the log has no cache figures to predict from. */
  readonly costInputTokens: number | null;
  /** Times that a result's content was sent again after it had been left out, and requests in which that happened. */
  readonly timesSentAgain: number;
  readonly requestsSendingAgain: number;
  /** Times that the set left out changed. */
  readonly setChanges: number;
  /** Results whose content was left out of the very first request behind them: the model never saw it. */
  readonly resultsNeverSeen: number;
}

/** What is tried: each policy along the parameter that protects tokens, the agent's own rule over both settings. */
export interface SweepResult {
  readonly rows: readonly SweepRow[];
  /** The cheapest of them and why, in words; undefined where no cost is known. */
  readonly best: { readonly row: SweepRow; readonly reason: string } | undefined;
}

/** What a sweep tries: all policies at their own values, or one, around the values given. */
export interface Swept {
  /** Of the agent's own rule. */
  readonly settings: PruneSettings;
  readonly only: { readonly policy: Policy; readonly values: readonly number[] } | undefined;
}

/** Tries settings on a session around the given ones. `tell` gets the share done. */
export function sweepRows(
  session: string,
  resimulation: Resimulation,
  { settings, only }: Swept,
  tell: (share: number) => void,
): SweepResult {
  const tried =
    only === undefined ? { policies } : { policies: [only.policy], valuesOf: () => only.values };
  const options = { ...tried, prices: defaultPrices, ...settings };
  const curves = runToEnd(sweep(resimulation, options), (share) => {
    tell(share / 2);
  });
  const own = options.policies.includes(yoi)
    ? runToEnd(sweepMap(resimulation, options), (share) => {
        tell((1 + share) / 2);
      }).points
    : [];
  const others = curves.curves.filter(({ policy }) => policy !== yoi.id);
  const points = [...own, ...others.flatMap((curve) => curve.points)];
  return {
    rows: points.map((point) => sweepRow(session, point)),
    best:
      curves.best === undefined
        ? undefined
        : { row: sweepRow(session, curves.best.point), reason: curves.best.reason },
  };
}

function sweepRow(session: string, { policy, values, summary }: SweepPoint): SweepRow {
  const parameters = Object.fromEntries(
    (policyById(policy)?.parameters ?? []).map(({ id }, at) => [id, values[at] ?? 0]),
  );
  return {
    session,
    policy,
    protectedTokens: parameters["protected-tokens"] ?? null,
    minSavings: parameters["min-savings"] ?? null,
    parameters,
    ...figures(summary),
  };
}

function figures(
  summary: RunSummary,
): Omit<SweepRow, "session" | "policy" | "protectedTokens" | "minSavings" | "parameters"> {
  return {
    requests: summary.requests,
    fires: summary.fires,
    inputTokens: summary.prompt.total,
    peakInputTokens: summary.prompt.peak ?? null,
    cacheReadTokens: summary.cacheReadTokens,
    cacheWriteTokens: summary.cacheWriteTokens,
    costInputTokens: summary.requestsWithCost === 0 ? null : Math.round(summary.cost),
    timesSentAgain: summary.resultsSentAgain,
    requestsSendingAgain: summary.requestsSendingAgain,
    setChanges: summary.setChanges,
    resultsNeverSeen: summary.resultsNeverSeen,
  };
}
