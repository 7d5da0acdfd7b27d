import type { AgreementCounts, SessionReplay, SettingsFinding } from "../replay/model";
import { sessionSpan, type Session } from "../session/session";
import type { RequestRow } from "./requestRows";

/** What stands in the page's header. Counts are of the whole session; tokens are measured ones, never estimates. */
export interface SessionSummary {
  /** The agent's name where metadata gives it, else the session's id. */
  readonly name: string;
  readonly sessionId: string;
  readonly segments: number;
  readonly runs: number;
  readonly items: number;
  readonly spanMs: number | undefined;
  readonly requests: number;
  /** Requests with a usage record. */
  readonly measured: number;
  readonly evaluations: number;
  readonly fires: number;
  readonly noCandidates: number;
  readonly belowMinSavings: number;
  /** Evaluations whose run yielded to compaction, so that nothing was sent. */
  readonly notSent: number;
  /** Fires among them. */
  readonly firesNotSent: number;
  readonly requestsLeavingOut: number;
  readonly requestsSendingAgain: number;
  readonly peak: PromptFigure | undefined;
  readonly final: PromptFigure | undefined;
  readonly cache: CacheFigures | undefined;
  readonly settings: SettingsFinding;
  readonly agreement: AgreementCounts;
  /** Lines and metrics that could not be read. */
  readonly unread: number;
  readonly uncommittedBytes: number;
}

export interface PromptFigure {
  readonly request: number;
  readonly tokens: number;
}

/** Over the requests whose prompt and cache reads are both recorded. */
export interface CacheFigures {
  readonly requests: number;
  readonly readTokens: number;
  readonly inputTokens: number;
}

/** The figures of a whole session. `rows` are those of all its requests. */
export function summariseSession(
  session: Session,
  replay: SessionReplay,
  rows: readonly RequestRow[],
): SessionSummary {
  const span = sessionSpan(session);
  const evaluations = session.segments.flatMap((segment) => [...segment.evaluations]);
  const decided = (decision: string) =>
    evaluations.filter((evaluation) => evaluation.decision === decision).length;
  const total = (numberOf: (segment: Session["segments"][number]) => number) =>
    session.segments.reduce((sum, segment) => sum + numberOf(segment), 0);
  const unsent = session.segments.flatMap(({ evaluations: recorded }, at) =>
    recorded.filter((_, row) => replay.segments[at]?.evaluations[row]?.sent === false),
  );
  return {
    name: session.metadata?.agentName ?? session.id,
    sessionId: session.id,
    segments: session.segments.length,
    runs: total((segment) => segment.runs.length),
    items: total((segment) => segment.items.length - segment.openingItems),
    spanMs: span === undefined ? undefined : span.to - span.from,
    requests: rows.length,
    measured: rows.filter((row) => row.inputTokens !== undefined).length,
    evaluations: evaluations.length,
    fires: decided("fired"),
    noCandidates: decided("no_candidates"),
    belowMinSavings: decided("below_min_savings"),
    notSent: unsent.length,
    firesNotSent: unsent.filter((evaluation) => evaluation.decision === "fired").length,
    requestsLeavingOut: rows.filter((row) => row.leftOut > 0).length,
    requestsSendingAgain: rows.filter((row) => row.sentAgain > 0).length,
    ...promptFigures(rows),
    cache: cacheFigures(rows),
    settings: replay.settings,
    agreement: replay.agreement,
    unread: total((segment) => segment.unread.length),
    uncommittedBytes: total((segment) => segment.file.uncommittedBytes),
  };
}

function promptFigures(rows: readonly RequestRow[]): Pick<SessionSummary, "peak" | "final"> {
  let peak: PromptFigure | undefined;
  let final: PromptFigure | undefined;
  for (const { request, inputTokens } of rows) {
    if (inputTokens === undefined) continue;
    final = { request, tokens: inputTokens };
    if (peak === undefined || inputTokens > peak.tokens) peak = final;
  }
  return { peak, final };
}

function cacheFigures(rows: readonly RequestRow[]): CacheFigures | undefined {
  let requests = 0;
  let readTokens = 0;
  let inputTokens = 0;
  for (const row of rows) {
    if (row.inputTokens === undefined || row.cacheReadTokens === undefined) continue;
    requests += 1;
    readTokens += row.cacheReadTokens;
    inputTokens += row.inputTokens;
  }
  return requests === 0 ? undefined : { requests, readTokens, inputTokens };
}
