import type { EpochMs } from "../units";
import type { AgentMetadata } from "./agentMetadata";
import { mendSegment } from "./mend/mendSegment";
import type { Segment } from "./segment";

/** A session: its segments in the order they were started, and the agent's metadata where it points at this session. */
export interface Session {
  readonly id: string;
  readonly segments: readonly Segment[];
  readonly metadata: AgentMetadata | undefined;
}

/** Puts a session together: segments mended, ordered by start, then by name (UUID v7 sorts by time). */
export function assembleSession(
  id: string,
  segments: readonly Segment[],
  metadata: AgentMetadata | undefined,
): Session {
  const ordered = segments
    .map(mendSegment)
    .sort((a, b) => (a.startTs ?? 0) - (b.startTs ?? 0) || (a.id < b.id ? -1 : 1));
  return {
    id,
    segments: ordered,
    metadata: metadata?.activeSessionId === id ? metadata : undefined,
  };
}

/** First and last moment that any line of the session names. */
export function sessionSpan(
  session: Session,
): { readonly from: EpochMs; readonly to: EpochMs } | undefined {
  const starts = session.segments.flatMap((segment) => segment.startTs ?? []);
  const ends = session.segments.flatMap((segment) => segment.endTs ?? []);
  const from = starts.reduce<EpochMs | undefined>(
    (least, ts) => (least === undefined || ts < least ? ts : least),
    undefined,
  );
  const to = ends.reduce<EpochMs | undefined>(
    (most, ts) => (most === undefined || ts > most ? ts : most),
    undefined,
  );
  return from === undefined || to === undefined ? undefined : { from, to };
}
