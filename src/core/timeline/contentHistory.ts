import type { TimelineModel } from "./model";
import type { RangeColumn } from "./ranges";

/** What became of one item's content over the requests of its segment. */
export interface ContentHistory {
  /** Requests that left it out. */
  readonly leftOut: number;
  /** Requests that sent it although the request before had left it out. */
  readonly sentAgain: number;
  /** The first request that left it out; undefined where none did. */
  readonly firstLeftOut: number | undefined;
}

/** Follows an item's content up to and including request `until`. One look at each request of the segment. */
export function contentHistory(
  model: TimelineModel,
  segmentIndex: number,
  item: number,
  until: number,
): ContentHistory {
  const segment = model.segments[segmentIndex];
  const position = segment?.contentBefore[item] ?? 0;
  let leftOut = 0;
  let sentAgain = 0;
  let firstLeftOut: number | undefined;
  if (segment?.contentItems[position] === item) {
    const end = Math.min(segment.endRequest, until + 1);
    for (let request = segment.firstRequest; request < end; request++) {
      if (holds(model.requests.leftOut, request, position)) {
        leftOut++;
        firstLeftOut ??= request;
      } else if (holds(model.requests.sentAgain, request, position)) sentAgain++;
    }
  }
  return { leftOut, sentAgain, firstLeftOut };
}

/** Whether a row of the column holds the position. */
export function holds({ offsets, bounds }: RangeColumn, row: number, position: number): boolean {
  const end = offsets[row + 1] ?? 0;
  for (let at = offsets[row] ?? 0; at < end; at += 2)
    if (position >= (bounds[at] ?? 0) && position < (bounds[at + 1] ?? 0)) return true;
  return false;
}
