import type { WhatIfOutcome } from "../whatif/outcome";
import type { TimelineModel } from "./model";
import {
  difference,
  noRanges,
  positionsOf,
  rangesAt,
  sumOver,
  type RangeColumn,
  type Ranges,
} from "./ranges";

/** What a what-if changes in one request. */
export interface WhatIfSets {
  readonly newly: Ranges;
  readonly noLonger: Ranges;
  /** Sent, left out by the what-if of the request before, and not sent again in the record. */
  readonly wouldBeSentAgain: Ranges;
}

/** Content that a what-if leaves out of a request. */
function whatIfLeftOut(model: TimelineModel, outcome: WhatIfOutcome, request: number): Ranges {
  const segment = model.segments[model.requests.segment[request] ?? -1];
  const pruned = outcome.pruned[request];
  return segment === undefined || pruned === undefined
    ? noRanges
    : positionsOf(pruned, segment.contentItems);
}

/** Compares a what-if with the record, in one request. */
export function whatIfSets(
  model: TimelineModel,
  outcome: WhatIfOutcome,
  request: number,
): WhatIfSets {
  const { segment, leftOut, sentAgain } = model.requests;
  const now = whatIfLeftOut(model, outcome, request);
  const recorded = rangesAt(leftOut, request);
  const hasPrevious = request > 0 && segment[request - 1] === segment[request];
  const before = hasPrevious ? whatIfLeftOut(model, outcome, request - 1) : noRanges;
  return {
    newly: difference(now, recorded),
    noLonger: difference(recorded, now),
    wouldBeSentAgain: difference(difference(before, now), rangesAt(sentAgain, request)),
  };
}

/** What can become of content in a request of a what-if that is not so in the record. */
export const whatIfStateNames = [
  "newly left out",
  "no longer left out",
  "would be sent again",
] as const;
export type WhatIfState = (typeof whatIfStateNames)[number];

const knownStates = new WeakMap<
  WhatIfOutcome["pruned"],
  { readonly model: TimelineModel; readonly states: ReadonlySet<WhatIfState> }
>();

/** What a what-if changes in any request at all. Looked for once: a legend is drawn often. */
export function whatIfStates(
  model: TimelineModel,
  outcome: WhatIfOutcome,
): ReadonlySet<WhatIfState> {
  const known = knownStates.get(outcome.pruned);
  if (known?.model === model) return known.states;
  const states = new Set<WhatIfState>();
  const { segment, leftOut, sentAgain } = model.requests;
  let before = 0;
  for (let request = 0; request < model.length && states.size < 3; request++) {
    const hasPrevious = request > 0 && segment[request - 1] === segment[request];
    const previous = hasPrevious ? before : 0;
    const now = beginningOf(model, outcome, request);
    const recorded = endOfBeginning(leftOut, request);
    before = now;
    // Sets are nearly always beginnings of the content, of which comparing the ends tells all.
    if (now < 0 || previous < 0 || recorded < 0) {
      const sets = whatIfSets(model, outcome, request);
      if (sets.newly.length > 0) states.add("newly left out");
      if (sets.noLonger.length > 0) states.add("no longer left out");
      if (sets.wouldBeSentAgain.length > 0) states.add("would be sent again");
      continue;
    }
    if (now > recorded) states.add("newly left out");
    if (now < recorded) states.add("no longer left out");
    if (previous > now && !holds(sentAgain, request, now, previous))
      states.add("would be sent again");
  }
  knownStates.set(outcome.pruned, { model, states });
  return states;
}

/** How much of a segment's content a what-if leaves out of a request, from its beginning on; −1 where that is no beginning. */
function beginningOf(model: TimelineModel, outcome: WhatIfOutcome, request: number): number {
  const content = model.segments[model.requests.segment[request] ?? -1]?.contentItems;
  const pruned = outcome.pruned[request];
  const count = pruned?.length ?? 0;
  if (content === undefined || count === 0) return 0;
  return pruned?.[0] === content[0] && pruned?.[count - 1] === content[count - 1] ? count : -1;
}

/** Where the set of a row ends that begins at the first position, 0 for an empty one; −1 for any other. */
function endOfBeginning({ offsets, bounds }: RangeColumn, row: number): number {
  const from = offsets[row] ?? 0;
  const length = (offsets[row + 1] ?? from) - from;
  if (length === 0) return 0;
  return length === 2 && bounds[from] === 0 ? (bounds[from + 1] ?? 0) : -1;
}

/** Whether one range of a row's set holds all positions from `first` to before `end`. */
function holds({ offsets, bounds }: RangeColumn, row: number, first: number, end: number): boolean {
  for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 2)
    if ((bounds[at] ?? 0) <= first && (bounds[at + 1] ?? 0) >= end) return true;
  return false;
}

/** Tokens that each request of a what-if sends although it left them out of the request before, as drawn. */
export function whatIfSentAgainTokens(model: TimelineModel, outcome: WhatIfOutcome): Float64Array {
  const { segment, scale } = model.requests;
  const tokens = new Float64Array(model.length);
  let before = noRanges;
  for (let request = 0; request < model.length; request++) {
    const now = whatIfLeftOut(model, outcome, request);
    const prefix = model.segments[segment[request] ?? -1]?.contentPrefixTokens;
    if (request > 0 && segment[request - 1] === segment[request] && prefix !== undefined)
      tokens[request] = sumOver(difference(before, now), prefix) * (scale[request] ?? 0);
    before = now;
  }
  return tokens;
}
