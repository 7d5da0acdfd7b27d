import { formatCount, formatNumberOf, formatShare, formatTokens } from "../format";
import { itemKinds } from "../session/itemColumns";
import { decisionCodes, type WhatIfOutcome } from "../whatif/outcome";
import { unreachable } from "../unreachable";
import { decisionCounts, sentAgainCount, spreadOf, type Spread } from "./aggregate";
import { contentHistory, holds } from "./contentHistory";
import type { Hit, RequestSpan, StripName } from "./hit";
import {
  decisions,
  promptSources,
  startSources,
  type HeightSource,
  type TimelineDecision,
  type TimelineModel,
} from "./model";
import { rangesAt, sizeOf } from "./ranges";
import { whatIfSets } from "./contentLooks";

/** A tooltip: plain text, to be set as such. */
export interface Description {
  readonly title: string;
  readonly rows: readonly DescriptionRow[];
  readonly note: string | undefined;
}

export interface DescriptionRow {
  readonly label: string;
  readonly value: string;
  /** `hot`: content sent again; `whatIf`: predicted, not recorded. */
  readonly tone: "plain" | "hot" | "whatIf";
}

/** How the heights of items were obtained, as a sentence. */
export function describeHeights(heights: HeightSource): string {
  switch (heights) {
    case "fitted":
      return "Heights: tokens of each item fitted to all measurements; what is sent adds up to the measured prompt.";
    case "scaled":
      return "Heights: tokens guessed from the texts, scaled in each request so that what is sent adds up to the measured prompt.";
    default:
      return unreachable(heights);
  }
}

/** How a decision is named to people. */
export function decisionText(decision: TimelineDecision): string {
  switch (decision) {
    case "unknown":
      return "no evaluation recorded";
    case "fired":
      return "fired";
    case "no_candidates":
      return "skipped, no candidates";
    case "below_min_savings":
      return "skipped, below min savings";
    default:
      return unreachable(decision);
  }
}

/** What lies under the pointer. */
export function describeHit(
  model: TimelineModel,
  hit: Hit,
  outcome: WhatIfOutcome | undefined,
): Description {
  const { from, to } = hit.requests;
  if (to - from > 1) return describeSpan(model, hit.requests, outcome);
  const rows = [
    ...requestRows(model, from),
    ...(hit.kind === "item" ? itemRows(model, hit.segment, hit.item, from) : []),
    ...(hit.kind === "strip" ? stripRows(model, hit.strip, from) : []),
    ...(hit.kind === "overhead" ? overheadRows(model, from) : []),
    ...(outcome === undefined ? [] : whatIfRows(model, outcome, from)),
  ];
  const isDrawn = hit.kind === "item" || hit.kind === "overhead";
  return {
    title: requestTitle(model, from),
    rows,
    note: isDrawn ? describeHeights(model.heights) : undefined,
  };
}

/** `Request 33 · run 6 · segment 2`; the segment only where there are several. */
export function requestTitle(model: TimelineModel, request: number): string {
  const run = model.runs[model.requests.run[request] ?? -1];
  const parts = [`Request ${formatCount(request + 1)}`];
  if (run !== undefined) parts.push(`run ${formatCount(run.number)}`);
  if (model.segments.length > 1)
    parts.push(`segment ${formatCount((model.requests.segment[request] ?? 0) + 1)}`);
  return parts.join(" · ");
}

/** One sentence about a request, for announcing it. */
export function describeRequest(model: TimelineModel, request: number): string {
  const rows = requestRows(model, request).map(({ label, value }) => `${label}: ${value}`);
  return `${requestTitle(model, request)}. ${rows.join(". ")}.`;
}

function plain(label: string, value: string): DescriptionRow {
  return { label, value, tone: "plain" };
}

function requestRows(model: TimelineModel, request: number): readonly DescriptionRow[] {
  const { requests } = model;
  const rows = [plain("Decision", decisionValue(model, request)), promptRow(model, request)];
  const leftOut = sizeOf(rangesAt(requests.leftOut, request));
  if (leftOut > 0)
    rows.push(
      plain(
        "Left out",
        `about ${formatTokens(requests.leftOutTokens[request] ?? 0)} of ${formatNumberOf(leftOut, "tool result")}`,
      ),
    );
  const again = sizeOf(rangesAt(requests.sentAgain, request));
  if (again > 0)
    rows.push({
      label: "Sent again",
      value: `about ${formatTokens(requests.sentAgainTokens[request] ?? 0)} of ${formatNumberOf(again, "tool result")} that the request before left out`,
      tone: "hot",
    });
  return rows;
}

function decisionValue({ requests }: TimelineModel, request: number): string {
  const decision = decisions[requests.decision[request] ?? 0] ?? "unknown";
  const start = requests.protectedStart[request] ?? -1;
  const candidates = requests.candidateCount[request] ?? 0;
  const parts = [decisionText(decision)];
  if (candidates > 0) parts.push(formatNumberOf(candidates, "candidate"));
  if (start >= 0) {
    const isReplayed =
      startSources[requests.startSource[request] ?? 0] === "replayed" ? " by replay" : "";
    parts.push(
      `protected from item ${formatCount(start)} of ${formatCount(requests.historyLength[request] ?? 0)}${isReplayed}`,
    );
  }
  return parts.join(", ");
}

function promptRow({ requests }: TimelineModel, request: number): DescriptionRow {
  const prompt = formatTokens(requests.promptTokens[request] ?? NaN);
  const source = promptSources[requests.promptSource[request] ?? 0] ?? "estimated";
  switch (source) {
    case "measured":
      return plain("Prompt", `${prompt}, measured`);
    case "interpolated":
      return plain("Prompt", `about ${prompt}; not measured, from the requests around it`);
    case "estimated":
      return plain("Prompt", `about ${prompt}; nothing measured, from the sizes of the texts`);
    default:
      return unreachable(source);
  }
}

function itemRows(
  model: TimelineModel,
  segmentIndex: number,
  item: number,
  request: number,
): readonly DescriptionRow[] {
  const segment = model.segments[segmentIndex];
  if (segment === undefined) return [];
  const { items, prefixTokens, restTokens, contentBefore } = segment;
  const kind = itemKinds[items.kind[item] ?? 0] ?? "user";
  const tool = segment.segment.toolNames[items.tool[item] ?? -1];
  const scale = model.requests.scale[request] ?? 1;
  const rest = restTokens[item] ?? 0;
  const content = (prefixTokens[item + 1] ?? 0) - (prefixTokens[item] ?? 0) - rest;
  const rows = [plain(`Item ${formatCount(item)}`, tool === undefined ? kind : `${kind}, ${tool}`)];
  const position = contentBefore[item] ?? 0;
  if ((contentBefore[item + 1] ?? 0) === position)
    return [...rows, plain("Size", `about ${formatTokens(rest * scale)}`)];
  rows.push(
    plain(
      "Size",
      `about ${formatTokens(content * scale)} of content, ${formatCount(rest * scale)} that always stay`,
    ),
  );
  const history = contentHistory(model, segmentIndex, item, request);
  if (holds(model.requests.sentAgain, request, position))
    rows.push({ label: "Content", value: "sent again here", tone: "hot" });
  else if (holds(model.requests.leftOut, request, position))
    rows.push(plain("Content", "left out here"));
  else
    rows.push(plain("Content", history.leftOut > 0 ? "sent, back since it was left out" : "sent"));
  if (history.sentAgain > 0)
    rows.push({
      label: "So far",
      value: `left out of ${formatNumberOf(history.leftOut, "request")}, sent again ${formatNumberOf(history.sentAgain, "time")}`,
      tone: "hot",
    });
  return rows;
}

function overheadRows({ requests }: TimelineModel, request: number): readonly DescriptionRow[] {
  return [
    plain(
      "System + tools",
      `about ${formatTokens(requests.overheadTokens[request] ?? 0)}: what the items do not account for`,
    ),
  ];
}

function stripRows(
  { requests }: TimelineModel,
  strip: StripName,
  request: number,
): readonly DescriptionRow[] {
  const known = (
    label: string,
    column: Float64Array,
    whole?: number,
  ): readonly DescriptionRow[] => {
    const value = column[request] ?? NaN;
    if (Number.isNaN(value)) return [plain(label, "not known")];
    const share = whole === undefined ? "" : `, ${formatShare(value, whole)}`;
    return [plain(label, formatTokens(value) + share)];
  };
  const prompt = requests.promptTokens[request] ?? NaN;
  switch (strip) {
    case "decision":
    case "sent again":
      return [];
    case "cache":
      return [
        ...known("Read from cache", requests.cacheReadTokens, prompt),
        ...known("Written to cache", requests.cacheWriteTokens, prompt),
        ...known("Not cached", requests.uncachedTokens, prompt),
      ];
    case "savings":
      return [
        ...known("Estimated savings", requests.estimatedSavingsTokens),
        ...known("Realised savings", requests.realisedSavingsTokens),
      ];
    case "output":
      return known("Output", requests.outputTokens);
    default:
      return unreachable(strip);
  }
}

function whatIfRows(
  model: TimelineModel,
  outcome: WhatIfOutcome,
  request: number,
): readonly DescriptionRow[] {
  const tone = "whatIf";
  const decision = decisionCodes[outcome.decision[request] ?? 0] ?? "none";
  const start = outcome.protectedStart[request] ?? -1;
  const certain = outcome.certain[request] === 1 ? "certain" : "uncertain";
  const rows: DescriptionRow[] = [
    {
      label: `What if (${outcome.mode})`,
      value: `${decisionText(decision === "none" ? "unknown" : decision)}${start < 0 ? "" : `, protected from item ${formatCount(start)}`}, ${certain}`,
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

function describeSpan(
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
