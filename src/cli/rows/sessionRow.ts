import type { SegmentOrigin } from "../../core/log/entry";
import { openedSegments, type OpenedSession } from "../openedSession";

/** One session as scripts read it: names and meanings stay. */
export interface SessionRow {
  readonly session: string;
  /** Null without metadata that points at the session. */
  readonly agent: string | null;
  readonly segments: readonly SegmentRow[];
  /** LLM requests, measured or not. */
  readonly requests: number;
  readonly fires: number;
  readonly skips: number;
  /** Of all its logs. */
  readonly bytes: number;
  readonly unreadable: readonly UnreadableRow[];
}

export interface SegmentRow {
  readonly segment: string;
  readonly origin: SegmentOrigin["kind"];
  /** The segment that this one was forked or compacted from. */
  readonly from: string | null;
  readonly atTurnIndex: number | null;
  readonly bytes: number;
  readonly lines: number;
  /** Bytes behind the last newline: a line being written, or cut short. */
  readonly uncommittedBytes: number;
}

export interface UnreadableRow {
  readonly segment: string;
  /** From 1. */
  readonly line: number;
  readonly byteOffset: number;
  readonly reason: string;
}

/** What a session has, counted over the segments that were opened. */
export function sessionRow(opened: OpenedSession): SessionRow {
  const { session, replay } = opened;
  const positions = openedSegments(opened);
  const segments = positions.flatMap((at) => session.segments[at] ?? []);
  const evaluations = segments.flatMap((segment) => [...segment.evaluations]);
  const fires = evaluations.filter(({ decision }) => decision === "fired").length;
  return {
    session: session.id,
    agent: session.metadata?.agentName ?? null,
    segments: segments.map(({ id, origin, file }) => ({
      segment: id,
      origin: origin.kind,
      from: origin.kind === "new" ? null : origin.segmentId,
      atTurnIndex: origin.kind === "new" ? null : (origin.atTurnIndex ?? null),
      bytes: file.byteLength,
      lines: file.lineCount,
      uncommittedBytes: file.uncommittedBytes,
    })),
    requests: replay.requests.filter(({ segment }) => positions.includes(segment)).length,
    fires,
    skips: evaluations.length - fires,
    bytes: segments.reduce((sum, { file }) => sum + file.byteLength, 0),
    unreadable: segments.flatMap(({ id, unread }) =>
      unread.map(({ place, reason }) => ({
        segment: id,
        line: place.line,
        byteOffset: place.offset,
        reason,
      })),
    ),
  };
}
