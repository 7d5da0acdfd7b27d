import * as vscode from "vscode";
import { formatBytes, formatCount, formatDuration, formatMoment } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import type { FileProblem } from "../../platform/problem";
import type { SessionRef } from "../../platform/sessionRef";
import { shortId } from "../sessionKey";
import type { Counts, SegmentCounts, SessionCounts } from "../session/sessionCounts";
import { isLive } from "./liveness";
import { markSentence, rowMarks } from "./markWords";
import { startOfDay, type Period } from "./periods";

const separator = " · ";

/** A moment in the zone of the machine that runs the extension. */
function localMoment(ts: number): string {
  return formatMoment(ts, -new Date(ts).getTimezoneOffset());
}

/** The line behind a session's name; what matters most comes first, since a narrow view cuts it. */
export function sessionDescription(
  ref: SessionRef,
  counts: SessionCounts | undefined,
  now: number = Date.now(),
): string {
  const { t } = vscode.l10n;
  const span = counts?.spanMs;
  return [
    isLive(ref, counts, now) ? t("live") : undefined,
    rowMarks(counts?.marks ?? []),
    counts === undefined ? undefined : unreadFileWords(unreadFiles(counts)),
    ...countWords(counts),
    counts !== undefined && counts.segments.length > 1
      ? t("{0} segments", formatCount(counts.segments.length))
      : undefined,
    ref.startTs === undefined ? undefined : shortMoment(ref.startTs, now),
    span === undefined ? undefined : formatDuration(span),
    formatBytes(ref.byteLength),
  ]
    .filter((part) => part !== undefined)
    .join(separator);
}

/** To the minute; of today only the time. */
function shortMoment(ts: number, now: number): string {
  const moment = localMoment(ts).slice(0, -3);
  return ts >= startOfDay(now) && ts <= now ? moment.slice(-5) : moment;
}

/** Files that could not be read. A line that is being written leaves bytes at an end: common, and no damage. */
export function unreadFiles({ problems }: SessionCounts): number {
  return problems.filter((problem) => problem.offset === undefined).length;
}

/** The lines that hovering over a session shows, plain text. */
export function sessionTooltip(
  ref: SessionRef,
  name: string,
  counts: SessionCounts | undefined,
  now: number = Date.now(),
): string {
  const { t } = vscode.l10n;
  const lines = [
    visibleText(name),
    t("Session {0}", visibleText(ref.id)),
    isLive(ref, counts, now) ? t("Live: a run is going on") : undefined,
    ref.startTs === undefined ? undefined : t("Started {0}", localMoment(ref.startTs)),
    t("Last written {0}", localMoment(ref.modifiedTs)),
    counts?.spanMs === undefined
      ? undefined
      : t("{0} from the first line to the last", formatDuration(counts.spanMs)),
    ref.segmentFiles.length === 1
      ? t("{0} in one segment log", formatBytes(ref.byteLength))
      : t(
          "{0} in {1} segment logs",
          formatBytes(ref.byteLength),
          formatCount(ref.segmentFiles.length),
        ),
    counts === undefined
      ? t("Not counted yet")
      : t(
          "{0} runs, {1} requests; pruning fired {2} times, was skipped {3} times",
          formatCount(counts.runs),
          formatCount(counts.requests),
          formatCount(counts.fires),
          formatCount(counts.skips),
        ),
    counts?.turns === undefined
      ? undefined
      : t("{0} turns, as the agent counted them", formatCount(counts.turns)),
    ...(counts?.marks ?? []).map(markSentence),
    counts?.judgedBy === "log"
      ? t("Too long for a fit in the background: what fires cost is judged on its page")
      : undefined,
    visibleText(ref.folder),
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

/** The line behind a segment's number: where its history came from, and what it holds. */
export function segmentDescription(
  segment: SegmentCounts,
  segments: readonly SegmentCounts[],
): string {
  return [
    lineage(segment, segments),
    segment.unread > 0 ? vscode.l10n.t("{0} unread", formatCount(segment.unread)) : undefined,
    ...countWords(segment),
    formatBytes(segment.byteLength),
  ]
    .filter((part) => part !== undefined)
    .join(separator);
}

/** When a segment began, where it came from and where it lies. */
export function segmentTooltip(segment: SegmentCounts, segments: readonly SegmentCounts[]): string {
  const { t } = vscode.l10n;
  return [
    t("Segment {0}", visibleText(segment.id)),
    segment.startTs === undefined ? undefined : t("Started {0}", localMoment(segment.startTs)),
    lineage(segment, segments) ?? t("begins with an empty history or one of its own"),
    visibleText(segment.file),
  ]
    .filter((line) => line !== undefined)
    .join("\n");
}

/** `compacted from 2`; undefined for a segment that follows from none. */
function lineage(segment: SegmentCounts, segments: readonly SegmentCounts[]): string | undefined {
  const { t } = vscode.l10n;
  const { origin } = segment;
  if (origin.kind === "new") return undefined;
  const position = segments.findIndex((each) => each.id === origin.segmentId);
  const parent =
    position === -1
      ? t("{0}, which is not here", visibleText(shortId(origin.segmentId)))
      : String(position + 1);
  switch (origin.kind) {
    case "forked":
      return origin.atTurnIndex === undefined
        ? t("forked from {0}", parent)
        : t("forked from {0} at turn {1}", parent, origin.atTurnIndex);
    case "compacted":
      return t("compacted from {0}", parent);
  }
}

function unreadFileWords(files: number): string | undefined {
  const { t } = vscode.l10n;
  if (files === 0) return undefined;
  return files === 1 ? t("1 file unread") : t("{0} files unread", formatCount(files));
}

function countWords(counts: Counts | undefined): readonly string[] {
  const { t } = vscode.l10n;
  if (counts === undefined) return [];
  const words = [
    counts.requests === 1 ? t("1 request") : t("{0} requests", formatCount(counts.requests)),
    counts.fires === 1 ? t("1 fire") : t("{0} fires", formatCount(counts.fires)),
  ];
  return words;
}

/** `Today`, or a month by its name in the language of the editor. */
export function periodWords(period: Period): string {
  const { t } = vscode.l10n;
  switch (period.kind) {
    case "today":
      return t("Today");
    case "yesterday":
      return t("Yesterday");
    case "week":
      return t("Last 7 Days");
    case "month":
      return monthName(period.year, period.month);
  }
}

function monthName(year: number, month: number): string {
  const options = { month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(vscode.env.language, options).format(new Date(year, month, 1));
}

/** A problem's place and what is wrong: `name.jsonl, byte 1,234: …`. */
export function problemWords(problem: FileProblem, shownPath: string): string {
  const { t } = vscode.l10n;
  const place = [
    visibleText(shownPath),
    problem.line === undefined ? undefined : t("line {0}", formatCount(problem.line)),
    problem.offset === undefined ? undefined : t("byte {0}", formatCount(problem.offset)),
  ];
  return `${place.filter((part) => part !== undefined).join(", ")}: ${visibleText(problem.what)}`;
}
