import { itemKinds } from "../../src/core/session/itemColumns";
import * as s from "../../src/core/shape";
import { contentStates, noFilter, type Filter } from "../../src/core/timeline/filter";
import { decisions } from "../../src/core/timeline/model";
import { requestFateNames } from "../../src/core/replay/requestFates";

/** Where to look: what a host can search, or the names of tools, which the page has. */
export const findScopes = ["everything", "tools", "arguments", "texts"] as const;
export type FindScope = (typeof findScopes)[number];

/** What is looked for while the search is open. */
export interface SearchQuery {
  readonly text: string;
  readonly scope: FindScope;
}

/** What the user brings out of the picture, to be found again when the page comes back. */
export interface TimelineChoices {
  readonly filter: Filter;
  /** Undefined while the search is closed. */
  readonly search: SearchQuery | undefined;
}

export const noChoices: TimelineChoices = { filter: noFilter, search: undefined };

export const filterShape: s.Shape<Filter> = s.object({
  kinds: s.list(s.literal(...itemKinds)),
  tool: s.maybe(s.text),
  errors: s.flag,
  states: s.list(s.literal(...contentStates)),
  decisions: s.list(s.literal(...decisions)),
  fates: s.list(s.literal(...requestFateNames)),
  uncertain: s.flag,
});

export const searchShape: s.Shape<SearchQuery> = s.object({
  text: s.text,
  scope: s.literal(...findScopes),
});

export const timelineChoices: s.Shape<TimelineChoices> = s.object({
  filter: filterShape,
  search: s.maybe(searchShape),
});
