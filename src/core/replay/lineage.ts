import type { LineageFinding } from "./model";
import { recordsAtStart } from "./placeSegment";
import type { SegmentPlacement } from "./placeSession";
import type { SegmentFacts } from "./segmentFacts";

/** Which records a segment's first process knew from other segments, and how that was decided. */
export function lineageOf(
  placement: SegmentPlacement,
  facts: readonly SegmentFacts[],
  undecided: ReadonlySet<number>,
): LineageFinding {
  const { facts: own, start, startUndecided } = placement;
  const process = placement.runs[0]?.process ?? start.process;
  const { inherited } = process;
  const records = recordsAtStart({ ...process, firstRun: 0 }, own, facts);
  const count = inherited.reduce((sum, { requests }) => sum + requests, 0);
  return {
    inherited: count > 0 ? "parents" : "none",
    from: inherited
      .filter(({ requests }) => requests > 0)
      .map(({ segment }) => facts[segment]?.segment.id ?? "")
      .reverse(),
    records: records.slice(0, count),
    basis:
      own.segment.origin.kind !== "forked"
        ? "not a fork"
        : startUndecided || own.parent === undefined || undecided.has(own.position)
          ? "undecided"
          : "agreement",
  };
}
