import { formatCount, formatNumberOf, formatTokens } from "../format";
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
    plain("Decisions", taken.join("; ")),
    ...spreadRow("Prompt", spreadOf(requests.promptTokens, span)),
    ...spreadRow("Left out", spreadOf(requests.leftOutTokens, span)),
    ...spreadRow("Read from cache", spreadOf(requests.cacheReadTokens, span)),
  ];
  const again = sentAgainCount(requests, span);
  if (again > 0)
    rows.push({
      label: "Sent again",
      value: `in ${formatNumberOf(again, "request")}, up to about ${formatTokens(spreadOf(requests.sentAgainTokens, span)?.greatest ?? 0)}`,
      tone: "hot",
    });
  const predicted = outcome === undefined ? undefined : spreadOf(outcome.inputTokens, span);
  for (const row of spreadRow("What if, prompt", predicted)) rows.push({ ...row, tone: "whatIf" });
  return {
    title: `Requests ${formatCount(span.from + 1)} to ${formatCount(span.to)}`,
    rows,
    note: `${formatNumberOf(span.to - span.from, "request")} merged here: zoom in to tell them apart.`,
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
        : `${formatCount(least)} to ${formatTokens(greatest)}, mean ${formatCount(mean)}`,
    ),
  ];
}
