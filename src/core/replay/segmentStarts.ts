import { difference, likelihood, sum, weight, weightless, type Weight } from "./plausibility";
import type { PlacedRun, ProcessStart, ProcessState, SegmentStart } from "./processState";
import type { SegmentFacts } from "./segmentFacts";

/**
 * The ways in which a segment may have begun. A fork either goes on with the process that wrote its parent, and with the
 * records that this one knew, or is taken up from its log and knows none; a compacted segment begins without records.
 */
export function segmentStarts(
  facts: SegmentFacts,
  parent: SegmentFacts | undefined,
  parentEnds: readonly ProcessState[],
  forksFromLog: boolean,
): readonly SegmentStart[] {
  const { origin, openingItems } = facts.segment;
  const [lightest] = parentEnds;
  const begin = (
    process: Omit<ProcessStart, "firstRun">,
    ownWeight: Weight = weightless,
    end?: ProcessState,
  ): SegmentStart => ({
    process: { firstRun: 0, ...process },
    pending: end?.pending,
    weight: end === undefined ? ownWeight : sum(ownWeight, behind(end, lightest)),
    ownWeight,
    parentEnd: end,
  });
  const fromLog = { inherited: [], firstItemWithIds: openingItems };
  switch (origin.kind) {
    case "new":
      return [begin({ inherited: [], firstItemWithIds: 0 })];
    case "compacted": {
      const stored = begin(fromLog, weight({ likelihood: likelihood.compactedFromLog }));
      if (parent === undefined || lightest === undefined)
        return [begin({ inherited: [], firstItemWithIds: 0 }), stored];
      return [
        ...parentEnds.map((end) => {
          const firstItemWithIds = keptIds(facts, parent, end.process.firstItemWithIds);
          return begin({ inherited: [], firstItemWithIds }, weightless, end);
        }),
        stored,
      ];
    }
    case "forked": {
      const other = weight({ likelihood: likelihood.forkTheOtherWay });
      const stored = begin(fromLog, forksFromLog ? weightless : other);
      if (parent === undefined || lightest === undefined) return [stored];
      const fork = runsBefore(parent, facts);
      const requests = parent.segment.runs[fork]?.firstRequest ?? parent.segment.requests.length;
      const own = { segment: parent.position, requests };
      return [
        ...parentEnds.map((end) => {
          const state = stateBefore(end, fork);
          const inherited = [...state.process.inherited, own];
          const { firstItemWithIds } = state.process;
          return begin({ inherited, firstItemWithIds }, forksFromLog ? other : weightless, state);
        }),
        stored,
      ];
    }
  }
}

function behind(end: ProcessState, lightest: ProcessState | undefined): Weight {
  return lightest === undefined ? weightless : difference(end.weight, lightest.weight);
}

/** How many of the parent's runs had ended when the fork was made. */
function runsBefore(parent: SegmentFacts, fork: SegmentFacts): number {
  const { startTs, openingItems } = fork.segment;
  const after = parent.segment.runs.findIndex(
    (run) =>
      startTs !== undefined &&
      (run.startTs > startTs || (run.startTs === startTs && run.firstItem >= openingItems)),
  );
  return after === -1 ? parent.segment.runs.length : after;
}

/** The state before a run on the way to an end. */
function stateBefore(end: ProcessState, run: number): ProcessState {
  let path: PlacedRun | undefined = end.path;
  if (path === undefined || path.run < run) return end;
  while (path !== undefined && path.run >= run) path = path.before;
  return {
    ...end,
    process: path?.process ?? end.begun.process,
    pending: path === undefined ? end.begun.pending : path.placement.pending,
    path,
  };
}

/**
 * Where the ids begin in a compacted history: the reasoning items that it kept are the parent's last ones, and those of
 * them that had an id still have it.
 */
function keptIds(facts: SegmentFacts, parent: SegmentFacts, firstItemWithIds: number): number {
  const { openingItems } = facts.segment;
  const kept = facts.reasoningItems(0, openingItems);
  const withIds = parent.reasoningItems(firstItemWithIds, parent.segment.items.length);
  let without = Math.max(0, kept - withIds);
  for (let index = 0; index < openingItems; index++) {
    if (without === 0) return index;
    if (facts.isReasoning(index)) without -= 1;
  }
  return openingItems;
}
