import type { WhatIfOutcome } from "../whatif/outcome";
import type { TimelineModel } from "./model";
import { difference, noRanges, positionsOf, rangesAt, sumOver, type Ranges } from "./ranges";

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
