import type { PruneSettings } from "../prune/evaluate";

/** How a what-if was obtained: with every measurement as it was, or with measurements that follow the new decisions. */
export type WhatIfMode = "as recorded" | "re-simulated";

/** Codes of the column `decision`. */
export const decisionCodes = ["none", "fired", "no_candidates", "below_min_savings"] as const;

/** Codes of the column `certain`; `pending` where samples have still to be run (resimulate.ts). */
export const certainty = { no: 0, yes: 1, pending: 2 } as const;

/** Which of them one request of an outcome has; what is not there is not certain. */
export function certaintyOf({ certain }: WhatIfOutcome, request: number): keyof typeof certainty {
  const code = certain[request];
  if (code === certainty.pending) return "pending";
  return code === certainty.yes ? "yes" : "no";
}

/**
 * What would have happened: columns parallel to the replay's requests. Figures that a mode does not predict are NaN.
 */
export interface WhatIfOutcome {
  readonly mode: WhatIfMode;
  readonly policy: string;
  /** The settings of yoi's rule; undefined for other policies. */
  readonly settings: PruneSettings | undefined;
  /** Positions in `decisionCodes`. */
  readonly decision: Uint8Array;
  /** −1 where there is no boundary, or the policy has none. */
  readonly protectedStart: Int32Array;
  readonly candidateCount: Uint32Array;
  readonly estimatedSavingsTokens: Float64Array;
  /** Item indices left out of each request, ascending; equal sets may be one array. */
  readonly pruned: readonly Uint32Array[];
  /** Predicted prompt, cache reads and writes; as recorded: the measured ones. */
  readonly inputTokens: Float64Array;
  readonly cacheReadTokens: Float64Array;
  readonly cacheWriteTokens: Float64Array;
  /** Values of `certainty`. As recorded: certain wherever replay is exact. */
  readonly certain: Uint8Array;
}
