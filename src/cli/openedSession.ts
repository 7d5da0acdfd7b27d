import type { SessionReplay } from "../core/replay/model";
import type { Session } from "../core/session/session";
import type { SessionRef } from "../platform/sessionRef";

/** A session, read and replayed. */
export interface OpenedSession {
  readonly ref: SessionRef;
  readonly session: Session;
  readonly replay: SessionReplay;
}

/** Positions of the segments that were asked for: all of a session, or the one whose file was opened. */
export function openedSegments({
  ref,
  session,
}: Pick<OpenedSession, "ref" | "session">): readonly number[] {
  return session.segments.flatMap((segment, at) =>
    ref.opened === undefined || ref.opened === segment.id ? [at] : [],
  );
}
