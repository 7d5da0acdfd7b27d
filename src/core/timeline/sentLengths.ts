import type { ReplayedRequest } from "../replay/model";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";

/**
 * Number of items that each request sent: the measurement's history length where there is one, since items can be
 * appended between an evaluation and its request; never more than the segment has.
 */
export function sentLengths(session: Session, requests: readonly ReplayedRequest[]): Uint32Array {
  const lengths = new Uint32Array(requests.length);
  for (const [at, { segment: position, measured, historyLength }] of requests.entries()) {
    const segment = session.segments[position];
    const record = rowAt(segment?.requests, measured);
    lengths[at] = Math.min(record?.historyLength ?? historyLength, segment?.items.length ?? 0);
  }
  return lengths;
}
