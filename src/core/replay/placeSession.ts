import { placeSegment } from "./placeSegment";
import { difference, sum, weightless, type Weight } from "./plausibility";
import type { PlacedRun, ProcessState, SegmentStart } from "./processState";
import type { ReplayEffort } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import { segmentStarts } from "./segmentStarts";
import type { Assumptions } from "./sessionAssumptions";

/** One segment's runs as they were placed, and how it began. */
export interface SegmentPlacement {
  readonly facts: SegmentFacts;
  readonly start: SegmentStart;
  /** Parallel to the segment's runs. */
  readonly runs: readonly PlacedRun[];
  /** Whether the segment could have begun otherwise without anything speaking against it. */
  readonly startUndecided: boolean;
}

export interface SessionPlacement {
  readonly segments: readonly SegmentPlacement[];
  readonly weight: Weight;
}

/** Places every evaluation and request of a session under given assumptions. */
export function placeSession(
  facts: readonly SegmentFacts[],
  assumptions: Assumptions,
  effort: ReplayEffort,
): SessionPlacement {
  const ids = new Set(
    facts.flatMap(({ segment }) =>
      segment.evaluations.flatMap(({ correlationId }) => correlationId ?? []),
    ),
  );
  const surroundings = { facts, assumptions, isKnownId: (id: string) => ids.has(id), effort };
  const ends: (readonly ProcessState[])[] = [];
  for (const one of facts) {
    const parent = one.parent === undefined ? undefined : facts[one.parent];
    const parentEnds = one.parent === undefined ? [] : (ends[one.parent] ?? []);
    const starts = segmentStarts(one, parent, parentEnds, assumptions.forksFromLog);
    ends.push(placeSegment(one, starts, surroundings));
  }
  return chosen(facts, ends);
}

/** The lightest reading of each segment; where its successor took another end of it for granted, that one. */
function chosen(
  facts: readonly SegmentFacts[],
  ends: readonly (readonly ProcessState[])[],
): SessionPlacement {
  const wanted = new Map<number, PlacedRun | undefined>();
  const segments: SegmentPlacement[] = [];
  let weight = weightless;
  for (const one of facts.slice().reverse()) {
    const readings = ends[one.position] ?? [];
    const needed = wanted.get(one.position);
    const end = readings.find((reading) => leadsThrough(reading, needed)) ?? readings[0];
    if (end === undefined) continue;
    if (one.parent !== undefined && !wanted.has(one.parent) && end.begun.parentEnd !== undefined)
      wanted.set(one.parent, end.begun.parentEnd.path);
    const runs: PlacedRun[] = [];
    for (let { path } = end; path !== undefined; path = path.before) runs.push(path);
    weight = sum(sum(weight, difference(end.weight, end.begun.weight)), end.begun.ownWeight);
    segments.push({
      facts: one,
      start: end.begun,
      runs: runs.reverse(),
      startUndecided: readings.some(
        (other) => other.begun !== end.begun && other.weight.evidence === end.weight.evidence,
      ),
    });
  }
  return { segments: segments.reverse(), weight };
}

function leadsThrough(reading: ProcessState, wanted: PlacedRun | undefined): boolean {
  let { path } = reading;
  while (path !== undefined && path !== wanted) path = path.before;
  return path === wanted && wanted !== undefined;
}
