import { formatCount, formatTokens } from "../format";
import { t } from "../l10n/translation";
import { certaintyOf, decisionCodes, type WhatIfOutcome } from "../whatif/outcome";
import { decisionText, type DescriptionRow } from "./description";
import type { TimelineModel } from "./model";
import { modeNames } from "./names";
import { sizeOf } from "./ranges";
import { whatIfSets } from "./whatIfSets";

const certaintyTexts = {
  yes: t("certain"),
  no: t("uncertain"),
  pending: t("certainty being worked out"),
} as const;

/** What a what-if says about one request, and how sure it is. */
export function whatIfRows(
  model: TimelineModel,
  outcome: WhatIfOutcome,
  request: number,
): readonly DescriptionRow[] {
  const tone = "whatIf";
  const decision = decisionCodes[outcome.decision[request] ?? 0] ?? "none";
  const start = outcome.protectedStart[request] ?? -1;
  const rows: DescriptionRow[] = [
    {
      label: t("What if ({0})", modeNames[outcome.mode]),
      value: `${decisionText(decision === "none" ? "unknown" : decision)}${start < 0 ? "" : t(", protected from item {0}", formatCount(start))}, ${certaintyTexts[certaintyOf(outcome, request)]}`,
      tone,
    },
  ];
  const prompt = outcome.inputTokens[request] ?? NaN;
  if (!Number.isNaN(prompt))
    rows.push({ label: t("What if, prompt"), value: t("about {0}", formatTokens(prompt)), tone });
  const sets = whatIfSets(model, outcome, request);
  const changes = [
    { count: sizeOf(sets.newly), text: t("newly left out") },
    { count: sizeOf(sets.noLonger), text: t("no longer left out") },
    { count: sizeOf(sets.wouldBeSentAgain), text: t("would be sent again") },
  ].filter(({ count }) => count > 0);
  if (changes.length > 0)
    rows.push({
      label: t("What if, results"),
      value: changes.map(({ count, text }) => `${formatCount(count)} ${text}`).join(", "),
      tone,
    });
  return rows;
}
