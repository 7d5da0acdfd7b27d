import type { RequestFate } from "../replay/requestFates";
import { itemFlags, itemKinds, type ItemKind } from "../session/itemColumns";
import type { WhatIfOutcome } from "../whatif/outcome";
import { toolOf } from "./describeItem";
import { itemSets, type ItemSets } from "./itemSets";
import { decisions, type TimelineDecision, type TimelineModel } from "./model";
import { noRanges, rangesAt, type Ranges } from "./ranges";
import { requestFates } from "./requestFate";
import { whatIfSets } from "./whatIfSets";
import { unreachable } from "../unreachable";

/** What can become of content in one request. */
export const contentStates = [
  "sent again",
  "back since",
  "left out",
  "candidate",
  "newly left out",
  "no longer left out",
  "would be sent again",
] as const;
export type ContentState = (typeof contentStates)[number];

/** A part of the picture that a user wants brought out. Within a field any of its values suffices; all fields must hold. */
export interface Filter {
  readonly kinds: readonly ItemKind[];
  /** Name of a tool as shown, whose calls and results match; undefined for every item. */
  readonly tool: string | undefined;
  /** Only results that report an error. */
  readonly errors: boolean;
  readonly states: readonly ContentState[];
  readonly decisions: readonly TimelineDecision[];
  readonly fates: readonly RequestFate[];
  /** Only requests of which a what-if is not certain. */
  readonly uncertain: boolean;
}

export const noFilter: Filter = {
  kinds: [],
  tool: undefined,
  errors: false,
  states: [],
  decisions: [],
  fates: [],
  uncertain: false,
};

/** One part of a filter that is switched on or off by itself. */
export type FilterPart =
  | { readonly field: "kinds"; readonly value: ItemKind }
  | { readonly field: "errors" }
  | { readonly field: "states"; readonly value: ContentState }
  | { readonly field: "decisions"; readonly value: TimelineDecision }
  | { readonly field: "fates"; readonly value: RequestFate }
  | { readonly field: "uncertain" };

/** True where a filter has a part switched on. */
export function hasPart(filter: Filter, part: FilterPart): boolean {
  switch (part.field) {
    case "errors":
    case "uncertain":
      return filter[part.field];
    case "kinds":
      return filter.kinds.includes(part.value);
    case "states":
      return filter.states.includes(part.value);
    case "decisions":
      return filter.decisions.includes(part.value);
    case "fates":
      return filter.fates.includes(part.value);
    default:
      return unreachable(part);
  }
}

/** The filter with a part switched on, or off where it was on. */
export function togglePart(filter: Filter, part: FilterPart): Filter {
  switch (part.field) {
    case "errors":
      return { ...filter, errors: !filter.errors };
    case "uncertain":
      return { ...filter, uncertain: !filter.uncertain };
    case "kinds":
      return { ...filter, kinds: toggled(filter.kinds, part.value) };
    case "states":
      return { ...filter, states: toggled(filter.states, part.value) };
    case "decisions":
      return { ...filter, decisions: toggled(filter.decisions, part.value) };
    case "fates":
      return { ...filter, fates: toggled(filter.fates, part.value) };
    default:
      return unreachable(part);
  }
}

function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}

/** Whether the filter lets everything through. */
export function isOpen({
  kinds,
  tool,
  errors,
  states,
  decisions: some,
  fates,
  uncertain,
}: Filter): boolean {
  const lists = [kinds, states, some, fates];
  return tool === undefined && !errors && !uncertain && lists.every((list) => list.length === 0);
}

/** Items that pass by what they are; undefined where every item does. */
export function itemsPassing(model: TimelineModel, filter: Filter): ItemSets | undefined {
  const { kinds, tool, errors } = filter;
  if (kinds.length === 0 && tool === undefined && !errors) return undefined;
  const wanted = itemKinds.map((kind) => kinds.length === 0 || kinds.includes(kind));
  if (tool === undefined && !errors)
    return itemSets(model, ({ items }, item) => wanted[items.kind[item] ?? 0] === true);
  return itemSets(
    model,
    (segment, item) =>
      wanted[segment.items.kind[item] ?? 0] === true &&
      (!errors || ((segment.items.flags[item] ?? 0) & itemFlags.error) !== 0) &&
      (tool === undefined || toolOf(segment, item) === tool),
  );
}

/** Requests that pass by what they are: 1 where one does. */
export function requestsPassing(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  filter: Filter,
): Uint8Array {
  const passing = new Uint8Array(model.length).fill(1);
  const drop = (keeps: (request: number) => boolean) => {
    for (let request = 0; request < passing.length; request++)
      if (!keeps(request)) passing[request] = 0;
  };
  const codes = filter.decisions.map((decision) => decisions.indexOf(decision));
  if (codes.length > 0) drop((request) => codes.includes(model.requests.decision[request] ?? 0));
  if (filter.fates.length > 0) {
    const fates = requestFates(model);
    drop((request) => {
      const fate = fates[request];
      return fate !== undefined && filter.fates.includes(fate);
    });
  }
  if (filter.uncertain) drop((request) => outcome?.certain[request] === 0);
  return passing;
}

/** Content in a state in one request, as positions in the segment's `contentItems`. */
export function contentInState(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  state: ContentState,
  request: number,
): Ranges {
  const { requests } = model;
  switch (state) {
    case "left out":
      return rangesAt(requests.leftOut, request);
    case "sent again":
      return rangesAt(requests.sentAgain, request);
    case "back since":
      return rangesAt(requests.backSince, request);
    case "candidate": {
      const start = requests.protectedStart[request] ?? -1;
      const count = model.segments[requests.segment[request] ?? -1]?.contentBefore[start] ?? 0;
      return count === 0 ? noRanges : [0, count];
    }
    case "newly left out":
      return outcome === undefined ? noRanges : whatIfSets(model, outcome, request).newly;
    case "no longer left out":
      return outcome === undefined ? noRanges : whatIfSets(model, outcome, request).noLonger;
    case "would be sent again":
      return outcome === undefined
        ? noRanges
        : whatIfSets(model, outcome, request).wouldBeSentAgain;
    default:
      return unreachable(state);
  }
}
