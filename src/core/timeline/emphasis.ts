import type { WhatIfOutcome } from "../whatif/outcome";
import {
  contentInState,
  isOpen,
  itemsPassing,
  requestsPassing,
  type ContentState,
  type Filter,
} from "./filter";
import { holdsAny, inAll, type ItemSet, type ItemSets } from "./itemSets";
import type { TimelineModel } from "./model";
import { noRanges, union, type Ranges } from "./ranges";

/** What a filter and a search bring out of the picture; everything else is dimmed. */
export interface Emphasis {
  /** By what they are and by what was found in them; undefined for every item. */
  readonly items: ItemSets | undefined;
  /** Content in any of these states; empty for any item of `items`. */
  readonly states: readonly ContentState[];
  /** 1 for each request that passes and that sends, or leaves out, something that matches. */
  readonly requests: Uint8Array;
  readonly requestCount: number;
  /** Items that match in some request; undefined where only requests are chosen. */
  readonly itemCount: number | undefined;
}

/** Undefined where nothing is filtered or searched for. Costs one pass over the items and one over the requests. */
export function emphasise(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  filter: Filter,
  found: ItemSets | undefined,
): Emphasis | undefined {
  if (isOpen(filter) && found === undefined) return undefined;
  const { states } = filter;
  const passing = inAll(itemsPassing(model, filter), found);
  const items =
    passing === undefined || states.length === 0 ? passing : inAll(passing, contentSets(model));
  const requests = requestsPassing(model, outcome, filter);
  const sent = model.segments.map((): { content: Ranges; length: number } => ({
    content: noRanges,
    length: 0,
  }));
  let requestCount = 0;
  for (let request = 0; request < model.length; request++) {
    const at = model.requests.segment[request] ?? 0;
    const seen = sent[at];
    if (requests[request] === 0 || seen === undefined) continue;
    const length = model.requests.historyLength[request] ?? 0;
    const set = items?.[at];
    if (states.length > 0) {
      const content = statesOf(model, outcome, states, request);
      if (countContent(model, at, content, set) === 0) {
        requests[request] = 0;
        continue;
      }
      seen.content = union(seen.content, content);
    } else if (set !== undefined && !holdsAny(set, 0, length)) {
      requests[request] = 0;
      continue;
    }
    seen.length = Math.max(seen.length, length);
    requestCount++;
  }
  const itemCount =
    items === undefined && states.length === 0
      ? undefined
      : sent.reduce(
          (sum, { content, length }, at) =>
            sum +
            (states.length > 0
              ? countContent(model, at, content, items?.[at])
              : (items?.[at]?.before[length] ?? 0)),
          0,
        );
  return { items, states, requests, requestCount, itemCount };
}

/** Content in any of the states in one request. */
export function statesOf(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  states: readonly ContentState[],
  request: number,
): Ranges {
  const [only] = states;
  if (only !== undefined && states.length === 1)
    return contentInState(model, outcome, only, request);
  return states.reduce<Ranges>(
    (ranges, state) => union(ranges, contentInState(model, outcome, state, request)),
    noRanges,
  );
}

function contentSets(model: TimelineModel): ItemSets {
  return model.segments.map(({ contentItems, contentBefore }) => ({
    items: contentItems,
    before: contentBefore,
  }));
}

/** How much of the content, as positions in `contentItems`, belongs to a set of items with content. */
function countContent(
  model: TimelineModel,
  segment: number,
  content: Ranges,
  set: ItemSet | undefined,
): number {
  const contentItems = model.segments[segment]?.contentItems;
  if (contentItems === undefined) return 0;
  let count = 0;
  for (let at = 0; at < content.length; at += 2) {
    const from = content[at] ?? 0;
    const to = content[at + 1] ?? from;
    const first = contentItems[from] ?? 0;
    const last = contentItems[to - 1] ?? first;
    count += set === undefined ? to - from : (set.before[last + 1] ?? 0) - (set.before[first] ?? 0);
  }
  return count;
}
