import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import type { SegmentTokens } from "../whatif/fit/itemTokens";

/** One of the two sessions that are compared. */
export interface ComparedSession {
  readonly session: Session;
  readonly replay: SessionReplay;
  /** Fitted tokens, parallel to the segments; without them tokens of content are not known. */
  readonly itemTokens?: readonly (SegmentTokens | undefined)[] | undefined;
}

/** The two sessions are called A and B, in the order in which they were chosen. */
export const sides = ["a", "b"] as const;
export type Side = (typeof sides)[number];

/** The side that a side is compared with. */
export function otherSide(side: Side): Side {
  return side === "a" ? "b" : "a";
}
