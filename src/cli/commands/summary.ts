import { formatBytes, formatDuration, formatMoment, formatNumberOf } from "../../core/format";
import { recordedSets } from "../../core/inspect/prunedSets";
import { requestRows } from "../../core/inspect/requestRows";
import { summariseSession, type SessionSummary } from "../../core/inspect/sessionSummary";
import { sessionSpan } from "../../core/session/session";
import { visibleText } from "../../core/visibleText";
import type { Command } from "../command";
import { displayWidth } from "../displayWidth";
import type { OpenedSession } from "../openedSession";
import { summaryFigures } from "../summaryFigures";
import type { Terminal } from "../terminal";

/** `prunescope PATH`: what a person wants to know first, one block a session. */
export const summaryCommand: Command = {
  name: undefined,
  does: "sums up each session for people",
  takes: [],
  needs: [],
  prints: { kind: "text", lines: summaryLines },
};

function summaryLines(opened: OpenedSession, terminal: Terminal): readonly string[] {
  const { session, replay } = opened;
  const rows = requestRows(session, replay, recordedSets(session, replay));
  const summary = summariseSession(session, replay, rows);
  const figures = summaryFigures(opened, summary);
  const labels = Math.max(...figures.map(({ label }) => displayWidth(label)));
  const values = Math.max(...figures.map(({ value }) => displayWidth(value)));
  return [
    terminal.style("bold", title(opened)),
    `  ${extent(opened, summary)}`,
    ...figures.map(
      ({ label, value, obtained }) =>
        `  ${padded(label, labels)}  ${padded(value, values)}  ${terminal.style("dim", obtained)}`,
    ),
  ];
}

function padded(text: string, width: number): string {
  return text + " ".repeat(width - displayWidth(text));
}

function title({ session, ref }: OpenedSession): string {
  const agent = session.metadata?.agentName;
  const opened = ref.opened === undefined ? "" : `, opened at segment ${visibleText(ref.opened)}`;
  return `${agent === undefined ? "" : `${visibleText(agent)}  `}session ${visibleText(session.id)}${opened}`;
}

function extent({ session }: OpenedSession, summary: SessionSummary): string {
  const span = sessionSpan(session);
  const size = session.segments.reduce((sum, { file }) => sum + file.byteLength, 0);
  return [
    ...(span === undefined
      ? []
      : [`${formatMoment(span.from)}, ${formatDuration(span.to - span.from)}`]),
    formatNumberOf(summary.segments, "segment"),
    formatNumberOf(summary.runs, "run"),
    formatNumberOf(summary.items, "item"),
    formatBytes(size),
  ].join(", ");
}
