import { replaySession } from "../../core/replay/replaySession";
import type { SegmentOrigin } from "../../core/log/entry";
import type { Segment, UnreadLine } from "../../core/session/segment";
import { hasEnded } from "../../core/session/liveness";
import { sessionSpan, type Session } from "../../core/session/session";
import type { FileProblem } from "../../platform/problem";
import type { LoadedSession } from "../../platform/loadSession";
import { sessionMarks, type SessionMarks } from "./sessionMarks";

/** What the tree tells of a session whose logs were read; the session itself is not kept. */
export interface SessionCounts extends Counts, SessionMarks {
  readonly runs: number;
  /** As the agent counted them; undefined where no line tells. */
  readonly turns: number | undefined;
  /** From the first moment that a line names to the last; undefined where none does. */
  readonly spanMs: number | undefined;
  /** False where the newest run's end is not logged: it is going on, or its end was lost. */
  readonly hasEnded: boolean;
  readonly segments: readonly SegmentCounts[];
  /** Files that could not be read, or not wholly. */
  readonly problems: readonly FileProblem[];
}

export interface Counts {
  /** LLM requests, measured or not. */
  readonly requests: number;
  readonly fires: number;
  readonly skips: number;
  /** Lines and metrics that could not be read. */
  readonly unread: number;
}

export interface SegmentCounts extends Counts {
  readonly id: string;
  readonly file: string;
  readonly origin: SegmentOrigin;
  readonly startTs: number | undefined;
  readonly byteLength: number;
  /** The first of them; `unread` says how many there are. */
  readonly unreadLines: readonly UnreadLine[];
}

/** Unread lines that are listed one by one. */
const listedUnread = 50;

/** Counts a session, its segments in the order in which they were started. */
export function countSession({ ref, session, problems }: LoadedSession): SessionCounts {
  const files = new Map(ref.segmentFiles.map((file) => [file.id, file.path]));
  const replay = replaySession(session);
  const requestsOf = new Map<number, number>();
  for (const { segment } of replay.requests)
    requestsOf.set(segment, (requestsOf.get(segment) ?? 0) + 1);
  const segments = session.segments.map((segment, position) =>
    countSegment(segment, requestsOf.get(position) ?? 0, files.get(segment.id) ?? ref.folder),
  );
  const sum = (count: (segment: SegmentCounts) => number) =>
    segments.reduce((total, segment) => total + count(segment), 0);
  const span = sessionSpan(session);
  return {
    ...sessionMarks(session, replay),
    turns: turnsOf(session),
    spanMs: span === undefined ? undefined : span.to - span.from,
    hasEnded: hasEnded(session),
    requests: sum((segment) => segment.requests),
    fires: sum((segment) => segment.fires),
    skips: sum((segment) => segment.skips),
    unread: sum((segment) => segment.unread),
    runs: session.segments.reduce((total, segment) => total + segment.runs.length, 0),
    segments,
    problems,
  };
}

/** The agent counts on where a segment follows from another: the most that any of them says. */
function turnsOf({ segments }: Session): number | undefined {
  const told = segments.flatMap(({ tally }) => tally.turns ?? []);
  return told.length === 0 ? undefined : Math.max(...told);
}

function countSegment(segment: Segment, requests: number, file: string): SegmentCounts {
  const fires = segment.evaluations.filter(({ decision }) => decision === "fired").length;
  return {
    id: segment.id,
    file,
    origin: segment.origin,
    startTs: segment.startTs,
    byteLength: segment.file.byteLength,
    requests,
    fires,
    skips: segment.evaluations.length - fires,
    unread: segment.unread.length,
    unreadLines: segment.unread.slice(0, listedUnread),
  };
}
