import type { CommonAxis } from "../../src/core/compare/commonAxis";
import type { ComparedRow } from "../../src/core/compare/compareRequests";
import { otherSide, sides, type Side } from "../../src/core/compare/comparedSession";
import type { FoundInSide } from "../../src/core/compare/mergeFound";
import type { ToPage } from "../../src/core/protocol";
import type { Filter } from "../../src/core/timeline/filter";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { Viewport } from "../../src/core/timeline/viewport";
import type { SearchQuery } from "../timeline/timelineChoices";
import type { TextSearcher } from "../timeline/timelineSearch";
import { TimelineView } from "../timeline/timelineView";
import { DifferenceStrip } from "./differenceStrip";

export type SearchMessage = Extract<ToPage, { type: "searching" | "matches" }>;

export interface PairEvents {
  /** The user chose a row, or none. */
  readonly onSelect: (row: number | undefined) => void;
  readonly onHover: (row: number | undefined) => void;
  readonly onViewChange: (view: Viewport) => void;
  /** The user changed what is brought out of both. */
  readonly onFilterChange: (filter: Filter) => void;
  /** Who looks through the texts of a side; undefined where nobody can. */
  readonly texts: (side: Side) => TextSearcher | undefined;
}

/** Two timelines on one axis and one vertical scale, with the strip of differences between them. What one does, all do. */
export class TimelinePair {
  readonly elements: Readonly<Record<Side, HTMLElement>>;
  readonly #views: Readonly<Record<Side, TimelineView>>;
  readonly #strip: DifferenceStrip;
  readonly #events: PairEvents;
  #rows: readonly ComparedRow[] = [];
  /** The row of each request. */
  #rowOf: Readonly<Record<Side, readonly number[]>> = { a: [], b: [] };
  #isShown = false;

  constructor(events: PairEvents) {
    this.#events = events;
    const host = () => {
      const element = document.createElement("div");
      element.className = "timeline-host";
      return element;
    };
    this.elements = { a: host(), b: host() };
    this.#views = { a: this.#makeView("a"), b: this.#makeView("b") };
    this.#strip = new DifferenceStrip({
      onSelect: (row) => {
        this.select(row, "reveal");
        events.onSelect(row);
      },
      onHover: events.onHover,
      onViewChange: (view) => {
        for (const side of sides) this.#views[side].setView(view);
        events.onViewChange(view);
      },
    });
  }

  get strip(): HTMLElement {
    return this.#strip.element;
  }

  /** Shows a comparison, or a newer state of it. `kept`: what to show and bring out of it at first. */
  show(
    models: Readonly<Record<Side, TimelineModel>>,
    rows: readonly ComparedRow[],
    common: CommonAxis,
    kept: { readonly view: Viewport | undefined; readonly filter: Filter },
  ): void {
    this.#rows = rows;
    const placesOf = (side: Side) =>
      rows.flatMap((compared) => (compared[side] === undefined ? [] : [compared.row]));
    this.#rowOf = { a: placesOf("a"), b: placesOf("b") };
    for (const side of sides) {
      this.#views[side].setModel(models[side]);
      this.#views[side].setBeside(models[otherSide(side)]);
    }
    this.#strip.show(rows, common, models.a);
    if (!this.#isShown) {
      for (const side of sides) this.#views[side].setFilter(kept.filter);
      if (kept.view !== undefined) this.#views.a.setView(kept.view);
    }
    this.#isShown = true;
    this.#follow("a", this.#views.a.view);
  }

  /** Marks a row in all three; `reveal` brings it into view. */
  select(row: number | undefined, how: "reveal" | undefined): void {
    const compared = row === undefined ? undefined : this.#rows[row];
    for (const side of sides) {
      const request = compared?.[side]?.request;
      this.#views[side].select(request, { reveal: how === "reveal" && request !== undefined });
    }
    this.#strip.select(row);
  }

  /** Looks for a text in both; an empty one finds nothing. Tool names are found at once, texts where answers say so. */
  setSearch(query: SearchQuery): void {
    for (const side of sides) this.#views[side].setSearch(query);
  }

  receiveSearch(side: Side, message: SearchMessage): void {
    this.#views[side].receiveSearch(message);
  }

  /** Whether one of them has yet to say what it finds. */
  get isSearching(): boolean {
    return sides.some((side) => this.#views[side].isSearching);
  }

  /** What a side's search has found so far. */
  found(side: Side): FoundInSide {
    const { found } = this.#views[side].chosen;
    return {
      segments: found?.segments ?? new Uint32Array(),
      items: found?.items ?? new Uint32Array(),
      rows: Int32Array.from(found?.requests ?? [], (request) => this.#rowOf[side][request] ?? -1),
    };
  }

  focus(): void {
    this.#views.a.focus();
  }

  #makeView(side: Side): TimelineView {
    return new TimelineView(this.elements[side], {
      onSelect: (request) => {
        const row = request === undefined ? undefined : this.#rowOf[side][request];
        const other = row === undefined ? undefined : this.#rows[row]?.[otherSide(side)]?.request;
        this.#views[otherSide(side)].select(other);
        this.#strip.select(row);
        this.#events.onSelect(row);
      },
      onHover: (hit) => {
        this.#events.onHover(hit === undefined ? undefined : this.#rowOf[side][hit.request]);
      },
      onViewChange: (view) => {
        this.#follow(side, view);
        this.#events.onViewChange(view);
      },
      texts: () => this.#events.texts(side),
      onFilterChange: (filter) => {
        this.#views[otherSide(side)].setFilter(filter);
        this.#events.onFilterChange(filter);
      },
    });
  }

  #follow(side: Side, view: Viewport): void {
    // The sessions ran at other times: only requests have an axis in common.
    if (view.axis !== "requests") {
      this.#views[side].setAxis("requests");
      return;
    }
    this.#views[otherSide(side)].setView(view);
    this.#strip.setView(view);
  }
}
