import type { Policy, PolicyDecision } from "./policy";

const nothing: PolicyDecision = {
  leftOut: 0,
  decision: "no_candidates",
  protectedStart: -1,
  candidateCount: 0,
  estimatedSavingsTokens: 0,
};

/** No pruning: every request sends everything. */
export const off: Policy = {
  id: "off",
  title: "Off",
  summary: "Every request sends everything.",
  source: "no [compaction] section in the agent's manifest",
  parameters: [],
  sweptParameter: undefined,
  exemptTools: [],
  with: () => () => nothing,
};
