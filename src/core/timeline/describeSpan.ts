import { formatCount, formatNumberOf, formatTokens } from "../format";
import { t } from "../l10n/translation";
import type { WhatIfOutcome } from "../whatif/outcome";
import { decisionCounts, sentAgainCount, spreadOf, type Spread } from "./aggregate";
import { decisionText, plain, type Description, type DescriptionRow } from "./description";
import type { RequestSpan } from "./hit";
import { decisions, type TimelineModel } from "./model";

/** Several requests that share a column: least, greatest, mean and counts. */
export function describeSpan(
  model: TimelineModel,
  span: RequestSpan,
  outcome: WhatIfOutcome | undefined,
): Description {
  const { requests } = model;
  const counts = decisionCounts(requests.decision, span);
  const taken = decisions.flatMap((decision, code) =>
    (counts[code] ?? 0) > 0 ? [`${formatCount(counts[code] ?? 0)} ${decisionText(decision)}`] : [],
  );
  const rows = [
    plain(t("Decisions"), taken.join("; ")),
    ...spreadRow(t("Prompt"), spreadOf(requests.promptTokens, span)),
    ...spreadRow(t("Left out"), spreadOf(requests.leftOutTokens, span)),
    ...spreadRow(t("Read from cache"), spreadOf(requests.cacheReadTokens, span)),
  ];
  const again = sentAgainCount(requests, span);
  if (again > 0)
    rows.push({
      label: t("Sent again"),
      value: t(
        "in {0}, up to about {1}",
        formatNumberOf(again, "request"),
        formatTokens(spreadOf(requests.sentAgainTokens, span)?.greatest ?? 0),
      ),
      tone: "hot",
    });
  const predicted = outcome === undefined ? undefined : spreadOf(outcome.inputTokens, span);
  for (const row of spreadRow(t("What if, prompt"), predicted))
    rows.push({ ...row, tone: "whatIf" });
  return {
    title: t("Requests {0} to {1}", formatCount(span.from + 1), formatCount(span.to)),
    rows,
    note: t(
      "{0} merged here: zoom in to tell them apart.",
      formatNumberOf(span.to - span.from, "request"),
    ),
  };
}

function spreadRow(label: string, spread: Spread | undefined): readonly DescriptionRow[] {
  if (spread === undefined || spread.greatest === 0) return [];
  const { least, greatest, mean } = spread;
  return [
    plain(
      label,
      Math.round(least) === Math.round(greatest)
        ? formatTokens(greatest)
        : t("{0} to {1}, mean {2}", formatCount(least), formatTokens(greatest), formatCount(mean)),
    ),
  ];
}
