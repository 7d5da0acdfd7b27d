import type { WhatIfOutcome } from "../whatif/outcome";

const none = new Uint32Array(0);

/**
 * The outcome of an earlier state of a session for what it has become: of the requests that came since nothing is
 * predicted, and nothing certain. Cut where there are fewer.
 */
export function extendOutcome(outcome: WhatIfOutcome, requests: number): WhatIfOutcome {
  const known = Math.min(requests, outcome.decision.length);
  const tokens = (column: Float64Array) => {
    const extended = new Float64Array(requests).fill(NaN);
    extended.set(column.subarray(0, known));
    return extended;
  };
  const decision = new Uint8Array(requests);
  decision.set(outcome.decision.subarray(0, known));
  const protectedStart = new Int32Array(requests).fill(-1);
  protectedStart.set(outcome.protectedStart.subarray(0, known));
  const candidateCount = new Uint32Array(requests);
  candidateCount.set(outcome.candidateCount.subarray(0, known));
  const estimatedSavingsTokens = new Float64Array(requests);
  estimatedSavingsTokens.set(outcome.estimatedSavingsTokens.subarray(0, known));
  const certain = new Uint8Array(requests);
  certain.set(outcome.certain.subarray(0, known));
  return {
    mode: outcome.mode,
    policy: outcome.policy,
    settings: outcome.settings,
    decision,
    protectedStart,
    candidateCount,
    estimatedSavingsTokens,
    pruned: Array.from({ length: requests }, (_, request) => outcome.pruned[request] ?? none),
    inputTokens: tokens(outcome.inputTokens),
    cacheReadTokens: tokens(outcome.cacheReadTokens),
    cacheWriteTokens: tokens(outcome.cacheWriteTokens),
    certain,
  };
}
