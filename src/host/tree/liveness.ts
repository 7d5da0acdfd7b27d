import { liveMilliseconds } from "../../core/session/liveness";
import type { SessionRef } from "../../platform/sessionRef";
import type { SessionCounts } from "../session/sessionCounts";

/** True where a run is going on: its end is not logged, and the log was written within the last minutes. */
export function isLive(
  ref: Pick<SessionRef, "modifiedTs">,
  counts: Pick<SessionCounts, "hasEnded"> | undefined,
  now: number,
): boolean {
  return counts?.hasEnded === false && now - ref.modifiedTs < liveMilliseconds;
}
