import * as s from "../../src/core/shape";
import type { Viewport } from "../../src/core/timeline/viewport";
import { pricePresets } from "../../src/core/whatif/prices";
import { noFilter, type Filter } from "../../src/core/timeline/filter";
import { filterShape, searchShape, type SearchQuery } from "../timeline/timelineChoices";
import { comparedRequests, type ComparedRequests } from "./comparedRequests";

/** Stands for the prices of the editor's settings. */
export const settingId = "setting";

/** Which requests the table lists. */
const listings = ["differing", "all"] as const;
export type Listing = (typeof listings)[number];

/** What outlives the page: kept after every change, and parsed when the page comes back. */
export interface CompareState {
  /** The host's own, see the messages' `welcome`. */
  readonly restore: string | undefined;
  /** A row of the comparison, and its requests: by them it is found again where rows have shifted. */
  readonly selected: number | undefined;
  readonly requests: ComparedRequests | undefined;
  readonly view: Viewport | undefined;
  /** Id of a price preset, or `setting`: the editor's settings, or the first preset where there are none. */
  readonly prices: string;
  readonly explained: boolean;
  readonly listing: Listing;
  /** What is brought out of both pictures. */
  readonly filter: Filter;
  /** Undefined while the search is closed. */
  readonly search: SearchQuery | undefined;
}

const initial: CompareState = {
  restore: undefined,
  selected: undefined,
  requests: undefined,
  view: undefined,
  prices: settingId,
  explained: false,
  listing: "differing",
  filter: noFilter,
  search: undefined,
};

const shape: s.Shape<CompareState> = s.object({
  restore: s.maybe(s.text),
  selected: s.maybe(s.count),
  requests: s.maybe(comparedRequests),
  view: s.maybe(s.object({ axis: s.literal("requests"), from: s.number, to: s.number })),
  prices: s.literal(settingId, ...pricePresets.map(({ id }) => id)),
  explained: s.flag,
  listing: s.literal(...listings),
  filter: (value) => (value === undefined ? noFilter : filterShape(value)),
  search: s.maybe(searchShape),
});

/** The state in what was kept; what does not fit begins anew. */
export function restoreState(kept: unknown): CompareState {
  const restored = shape(kept);
  return restored instanceof s.Mismatch ? initial : restored;
}
