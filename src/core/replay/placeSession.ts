import type { KnownSegment, PlacementMemory } from "./placementMemory";
import { SegmentPlacer, type SegmentSurroundings } from "./placeSegment";
import { difference, sum, weightless, type Weight } from "./plausibility";
import type { PlacedRun, ProcessState, SegmentStart } from "./processState";
import type { ReplayEffort } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import { segmentStarts } from "./segmentStarts";
import type { Assumptions } from "./sessionAssumptions";
import type { ToldRuns } from "./toldRuns";

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
  /** What its runs say about the settings. */
  readonly told: ToldRuns;
}

/**
 * Places every evaluation and request of a session under given assumptions. The memory must have begun with these facts;
 * what it knows is not placed again.
 */
export function placeSession(
  facts: readonly SegmentFacts[],
  assumptions: Assumptions,
  effort: ReplayEffort,
  memory: PlacementMemory,
): SessionPlacement {
  const isKnownId = (id: string) => memory.isKnownId(id);
  const surroundings = { facts, assumptions, isKnownId, effort };
  const { segments, told } = memory.under(assumptions);
  const ends: (readonly ProcessState[])[] = [];
  for (const one of facts) {
    const parentEnds = one.parent === undefined ? noEnds : (ends[one.parent] ?? noEnds);
    const known = segments[one.position];
    const placed = placedBefore(known, one, parentEnds, surroundings);
    if (placed !== undefined) {
      segments[one.position] = placed;
      ends.push(placed.ends);
      continue;
    }
    const before = effort.steps;
    const parent = one.parent === undefined ? undefined : facts[one.parent];
    const placer = new SegmentPlacer(one, surroundings);
    const own = placer.place(segmentStarts(one, parent, parentEnds, assumptions.forksFromLog));
    const steps = effort.steps - before;
    segments[one.position] = { facts: one, parentEnds, placer, ends: own, steps };
    ends.push(own);
  }
  return chosen(facts, ends, told);
}

const noEnds: readonly ProcessState[] = [];

/** A segment as it was placed before, gone on with where it has grown; undefined where it must be placed anew. */
function placedBefore(
  known: KnownSegment | undefined,
  facts: SegmentFacts,
  parentEnds: readonly ProcessState[],
  surroundings: SegmentSurroundings,
): KnownSegment | undefined {
  if (known?.parentEnds !== parentEnds) return undefined;
  const { effort } = surroundings;
  if (known.facts === facts) {
    effort.takeKnown(known.steps);
    return known;
  }
  // The moment that a segment began tells where its parent was forked, and a clock that goes back changes it.
  if (known.facts.segment.startTs !== facts.segment.startTs) return undefined;
  const before = effort.steps;
  const ends = known.placer.placeMore(facts, surroundings);
  return ends === undefined ? undefined : { ...known, facts, ends, steps: effort.steps - before };
}

/** The lightest reading of each segment; where its successor took another end of it for granted, that one. */
function chosen(
  facts: readonly SegmentFacts[],
  ends: readonly (readonly ProcessState[])[],
  told: ToldRuns,
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
  return { segments: segments.reverse(), weight, told };
}

function leadsThrough(reading: ProcessState, wanted: PlacedRun | undefined): boolean {
  let { path } = reading;
  while (path !== undefined && path !== wanted) path = path.before;
  return path === wanted && wanted !== undefined;
}
