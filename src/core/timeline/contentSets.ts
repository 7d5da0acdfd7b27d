import type { ReplayedRequest } from "../replay/model";
import type { TimelineSegment } from "./model";
import { difference, noRanges, positionsOf, union, type Ranges } from "./ranges";

/** What became of content in one request, as positions in the segment's `contentItems`. */
export interface ContentSets {
  readonly leftOut: Ranges;
  /** Sent, and left out of the request before. */
  readonly sentAgain: Ranges;
  /** Sent, left out of some earlier request, and not of the one before. */
  readonly backSince: Ranges;
}

/** Follows content through the requests of a segment, in order. Work in steps, which yields the share that is done. */
export function* contentSets(
  requests: readonly ReplayedRequest[],
  sums: Pick<TimelineSegment, "contentItems">,
): Generator<number, readonly ContentSets[]> {
  const sets: ContentSets[] = [];
  let before: Ranges = noRanges;
  let ever: Ranges = noRanges;
  for (const request of requests) {
    if (sets.length % requestsAStep === requestsAStep - 1) yield sets.length / requests.length;
    const leftOut = leftOutOf(request, sums.contentItems);
    const sentAgain = difference(before, leftOut);
    const backSince = difference(difference(ever, leftOut), sentAgain);
    ever = union(ever, leftOut);
    before = leftOut;
    sets.push({ leftOut, sentAgain, backSince });
  }
  return sets;
}

const requestsAStep = 1 << 13;

function leftOutOf(request: ReplayedRequest, contentItems: Uint32Array): Ranges {
  const { prunedLeading } = request;
  // Content that may be left out is that of the projectable results, in their order.
  if (prunedLeading === undefined) return positionsOf(request.pruned, contentItems);
  return prunedLeading === 0 ? noRanges : [0, Math.min(prunedLeading, contentItems.length)];
}
