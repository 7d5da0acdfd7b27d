import { formatCount, formatTokens } from "../format";
import { certaintyOf, decisionCodes, type WhatIfOutcome } from "../whatif/outcome";
import { decisionText, type DescriptionRow } from "./description";
import type { TimelineModel } from "./model";
import { sizeOf } from "./ranges";
import { whatIfSets } from "./whatIfSets";

const certaintyTexts = {
  yes: "certain",
  no: "uncertain",
  pending: "certainty being worked out",
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
      label: `What if (${outcome.mode})`,
      value: `${decisionText(decision === "none" ? "unknown" : decision)}${start < 0 ? "" : `, protected from item ${formatCount(start)}`}, ${certaintyTexts[certaintyOf(outcome, request)]}`,
      tone,
    },
  ];
  const prompt = outcome.inputTokens[request] ?? NaN;
  if (!Number.isNaN(prompt))
    rows.push({ label: "What if, prompt", value: `about ${formatTokens(prompt)}`, tone });
  const sets = whatIfSets(model, outcome, request);
  const changes = [
    { count: sizeOf(sets.newly), text: "newly left out" },
    { count: sizeOf(sets.noLonger), text: "no longer left out" },
    { count: sizeOf(sets.wouldBeSentAgain), text: "would be sent again" },
  ].filter(({ count }) => count > 0);
  if (changes.length > 0)
    rows.push({
      label: "What if, results",
      value: changes.map(({ count, text }) => `${formatCount(count)} ${text}`).join(", "),
      tone,
    });
  return rows;
}
