import type { ReplayedRequest } from "../replay/model";
import type { Session } from "../session/session";

/**
 * Number of items that each request sent: the measurement's history length where there is one, since items can be
 * appended between an evaluation and its request; never more than the segment has.
 */
export function sentLengths(session: Session, requests: readonly ReplayedRequest[]): Uint32Array {
  return Uint32Array.from(requests, ({ segment: position, measured, historyLength }) => {
    const segment = session.segments[position];
    const record = measured === undefined ? undefined : segment?.requests[measured];
    return Math.min(record?.historyLength ?? historyLength, segment?.items.length ?? 0);
  });
}
