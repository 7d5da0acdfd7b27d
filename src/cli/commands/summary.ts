import { formatBytes, formatDuration, formatMoment, formatNumberOf } from "../../core/format";
import { requestRows } from "../../core/inspect/requestRows";
import { ResultSets } from "../../core/inspect/resultSets";
import { summariseSession, type SessionSummary } from "../../core/inspect/sessionSummary";
import { sessionSpan } from "../../core/session/session";
import { visibleText } from "../../core/visibleText";
import type { Finding } from "../../core/whatif/findings/finding";
import { findingSentences } from "../../core/whatif/findings/findingSentences";
import { summarise } from "../../core/whatif/summarise";
import type { Command } from "../command";
import { displayWidth } from "../displayWidth";
import { openedFindings, placeText, remediesOf } from "../findings";
import type { OpenedSession } from "../openedSession";
import { summaryFigures } from "../summaryFigures";
import type { Terminal } from "../terminal";
import { resimulation } from "../whatIf";

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
  const rows = requestRows(session, replay, new ResultSets(session));
  const summary = summariseSession(session, replay, rows);
  const fitted = resimulation(opened, terminal);
  const run = summarise(fitted.recordedSets(), replay, undefined, fitted.contentTokens);
  const figures = summaryFigures(opened, summary, run);
  const labels = Math.max(...figures.map(({ label }) => displayWidth(label)));
  const values = Math.max(...figures.map(({ value }) => displayWidth(value)));
  return [
    terminal.style("bold", title(opened)),
    `  ${extent(opened, summary)}`,
    ...figures.map(
      ({ label, value, obtained }) =>
        `  ${padded(label, labels)}  ${padded(value, values)}  ${terminal.style("dim", obtained)}`,
    ),
    ...findingLines(opened, openedFindings(opened, fitted), terminal),
  ];
}

/** Findings kind by kind, each with its first place, then what would end them. */
function findingLines(
  opened: OpenedSession,
  findings: readonly Finding[],
  terminal: Terminal,
): readonly string[] {
  if (findings.length === 0) return ["  no findings"];
  const groups = findingSentences(findings, opened.replay.requests.length);
  return [
    `  findings  ${terminal.style("dim", "counts replayed; tokens and costs inferred, from item sizes fitted to the measured prompts")}`,
    ...groups.map(({ kind, sentence, findings: [first] }) => {
      const place = first === undefined ? "" : placeText(opened, first);
      const where = place === "" ? "" : ` First: ${place}.`;
      return `    ${terminal.style("yellow", kind)}: ${visibleText(sentence)}${terminal.style("dim", where)}`;
    }),
    ...remediesOf(findings).map(
      (remedy) => `    ${terminal.style("green", "remedy")}: ${visibleText(remedy)}`,
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
