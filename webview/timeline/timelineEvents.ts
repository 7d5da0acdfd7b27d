import type { Filter } from "../../src/core/timeline/filter";
import type { Hit } from "../../src/core/timeline/hit";
import type { Viewport } from "../../src/core/timeline/viewport";
import type { SearchQuery } from "./timelineChoices";
import type { TextSearcher } from "./timelineSearch";

/** What the timeline tells the page around it. */
export interface TimelineEvents {
  /** The user chose a request, or none. Not called for `select`. */
  readonly onSelect: (request: number | undefined) => void;
  readonly onHover: (hit: Hit | undefined) => void;
  /** The user moved the view, or new requests moved it. Not called for `setView`. */
  readonly onViewChange: (view: Viewport) => void;
  /** The user changed what is brought out. Not called for `setFilter`. */
  readonly onFilterChange?: (filter: Filter) => void;
  /** What the user looks for changed; undefined once nothing is. Not called for `setSearch`. */
  readonly onSearchChange?: (query: SearchQuery | undefined) => void;
  /** Who looks through the texts of items; undefined where nobody can. */
  readonly texts?: () => TextSearcher | undefined;
}
