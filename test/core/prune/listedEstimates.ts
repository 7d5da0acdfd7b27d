import type { Estimate, PrefixEstimates } from "../../../src/core/prune/estimates";

/** Estimates given one by one, and searched by looking at each. */
export function listedEstimates(estimates: readonly Estimate[]): PrefixEstimates {
  const last = (until: number, wanted: (estimate: Estimate) => boolean): number => {
    for (let index = Math.min(until, estimates.length - 1); index >= 0; index--) {
      const estimate = estimates[index];
      if (estimate !== undefined && wanted(estimate)) return index;
    }
    return -1;
  };
  return {
    length: estimates.length,
    at: (index) => estimates[index] ?? { tokens: 0, source: "no data" },
    lastAtMost: (limit, until) => last(until, (estimate) => estimate.tokens <= limit),
    lastWithoutData: (until) => last(until, (estimate) => estimate.source === "no data"),
  };
}
