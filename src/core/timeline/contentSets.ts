import type { ReplayedRequest } from "../replay/model";
import type { Segment } from "../session/segment";
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

/** Follows content through the requests of a segment, in order. */
export function contentSets(
  requests: readonly ReplayedRequest[],
  segment: Segment,
  sums: Pick<TimelineSegment, "contentItems" | "contentBefore">,
): readonly ContentSets[] {
  let before: Ranges = noRanges;
  let ever: Ranges = noRanges;
  return requests.map((request) => {
    const leftOut = leftOutOf(request, segment, sums);
    const sentAgain = difference(before, leftOut);
    const backSince = difference(difference(ever, leftOut), sentAgain);
    ever = union(ever, leftOut);
    before = leftOut;
    return { leftOut, sentAgain, backSince };
  });
}

/** A fire leaves out all content before its boundary; only where the record says otherwise the items are looked through. */
function leftOutOf(
  request: ReplayedRequest,
  segment: Segment,
  { contentItems, contentBefore }: Pick<TimelineSegment, "contentItems" | "contentBefore">,
): Ranges {
  const evaluation =
    request.evaluation === undefined ? undefined : segment.evaluations[request.evaluation];
  if (evaluation !== undefined) {
    if (evaluation.decision !== "fired") return noRanges;
    const count =
      evaluation.protectedStart === undefined
        ? undefined
        : contentBefore[
            Math.min(evaluation.protectedStart, request.historyLength, segment.items.length)
          ];
    if (count !== undefined && count > 0 && count === evaluation.candidateCount) return [0, count];
  }
  return positionsOf(request.pruned, contentItems);
}
