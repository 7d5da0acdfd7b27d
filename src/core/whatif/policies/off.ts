import { t } from "../../l10n/translation";
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
  title: t("Off"),
  summary: t("Every request sends everything."),
  source: t("no [compaction] section in the agent's manifest"),
  parameters: [],
  sweptParameter: undefined,
  exemptTools: [],
  with: () => () => nothing,
};
