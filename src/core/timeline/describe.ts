import { formatCount, formatNumberOf, formatShare, formatTokens } from "../format";
import { t } from "../l10n/translation";
import { unreachable } from "../unreachable";
import type { WhatIfOutcome } from "../whatif/outcome";
import { itemRows } from "./describeItem";
import { describeSpan } from "./describeSpan";
import { whatIfRows } from "./describeWhatIf";
import { decisionText, plain, type Description, type DescriptionRow } from "./description";
import type { Hit, StripName } from "./hit";
import {
  decisions,
  promptSources,
  startSources,
  type HeightSource,
  type TimelineModel,
} from "./model";
import { rangesAt, sizeOf } from "./ranges";

/** How the heights of items were obtained, as a sentence. */
export function describeHeights(heights: HeightSource): string {
  switch (heights) {
    case "fitted":
      return t(
        "Heights: tokens of each item fitted to all measurements; what is sent adds up to the measured prompt.",
      );
    case "scaled":
      return t(
        "Heights: tokens guessed from the texts, scaled in each request so that what is sent adds up to the measured prompt.",
      );
    default:
      return unreachable(heights);
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
function requestTitle(model: TimelineModel, request: number): string {
  const run = model.runs[model.requests.run[request] ?? -1];
  const parts = [t("Request {0}", formatCount(request + 1))];
  if (run !== undefined) parts.push(t("run {0}", formatCount(run.number)));
  if (model.segments.length > 1)
    parts.push(t("segment {0}", formatCount((model.requests.segment[request] ?? 0) + 1)));
  return parts.join(" · ");
}

/** One sentence about a request, for announcing it. */
export function describeRequest(model: TimelineModel, request: number): string {
  const rows = requestRows(model, request).map(({ label, value }) => `${label}: ${value}`);
  return `${requestTitle(model, request)}. ${rows.join(". ")}.`;
}

function requestRows(model: TimelineModel, request: number): readonly DescriptionRow[] {
  const { requests } = model;
  const rows = [plain(t("Decision"), decisionValue(model, request)), promptRow(model, request)];
  const leftOut = sizeOf(rangesAt(requests.leftOut, request));
  if (leftOut > 0)
    rows.push(
      plain(
        t("Left out"),
        t(
          "about {0} of {1}",
          formatTokens(requests.leftOutTokens[request] ?? 0),
          formatNumberOf(leftOut, "tool result"),
        ),
      ),
    );
  const again = sizeOf(rangesAt(requests.sentAgain, request));
  if (again > 0)
    rows.push({
      label: t("Sent again"),
      value: t(
        "about {0} of {1} that the request before left out",
        formatTokens(requests.sentAgainTokens[request] ?? 0),
        formatNumberOf(again, "tool result"),
      ),
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
      startSources[requests.startSource[request] ?? 0] === "replayed" ? t(" by replay") : "";
    parts.push(
      t(
        "protected from item {0} of {1}{2}",
        formatCount(start),
        formatCount(requests.historyLength[request] ?? 0),
        isReplayed,
      ),
    );
  }
  return parts.join(", ");
}

function promptRow({ requests }: TimelineModel, request: number): DescriptionRow {
  const prompt = formatTokens(requests.promptTokens[request] ?? NaN);
  const source = promptSources[requests.promptSource[request] ?? 0] ?? "estimated";
  switch (source) {
    case "measured":
      return plain(t("Prompt"), t("{0}, measured", prompt));
    case "interpolated":
      return plain(t("Prompt"), t("about {0}; not measured, from the requests around it", prompt));
    case "estimated":
      return plain(
        t("Prompt"),
        t("about {0}; nothing measured, from the sizes of the texts", prompt),
      );
    default:
      return unreachable(source);
  }
}

function overheadRows({ requests }: TimelineModel, request: number): readonly DescriptionRow[] {
  return [
    plain(
      t("System + tools"),
      t(
        "about {0}: what the items do not account for",
        formatTokens(requests.overheadTokens[request] ?? 0),
      ),
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
    if (Number.isNaN(value)) return [plain(label, t("not known"))];
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
        ...known(t("Read from cache"), requests.cacheReadTokens, prompt),
        ...known(t("Written to cache"), requests.cacheWriteTokens, prompt),
        ...known(t("Not cached"), requests.uncachedTokens, prompt),
      ];
    case "savings":
      return [
        ...known(t("Estimated savings"), requests.estimatedSavingsTokens),
        ...known(t("Realised savings"), requests.realisedSavingsTokens),
      ];
    case "output":
      return known(t("Output"), requests.outputTokens);
    default:
      return unreachable(strip);
  }
}
