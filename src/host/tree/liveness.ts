import type { SessionRef } from "../../platform/sessionRef";
import type { SessionCounts } from "../session/sessionCounts";

/** A model may think for minutes before the next line is written; who writes nothing for longer has probably gone. */
export const liveMilliseconds = 5 * 60_000;

/** True where a run is going on: its end is not logged, and the log was written within the last minutes. */
export function isLive(
  ref: Pick<SessionRef, "modifiedTs">,
  counts: Pick<SessionCounts, "hasEnded"> | undefined,
  now: number,
): boolean {
  return counts?.hasEnded === false && now - ref.modifiedTs < liveMilliseconds;
}
