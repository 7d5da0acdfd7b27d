import type { CommonAxis } from "../../src/core/compare/commonAxis";
import type { ComparedRow } from "../../src/core/compare/compareRequests";
import { otherSide, sides, type Side } from "../../src/core/compare/comparedSession";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { Viewport } from "../../src/core/timeline/viewport";
import { TimelineView } from "../timeline/timelineView";
import { DifferenceStrip } from "./differenceStrip";

export interface PairEvents {
  /** The user chose a row, or none. */
  readonly onSelect: (row: number | undefined) => void;
  readonly onHover: (row: number | undefined) => void;
  readonly onViewChange: (view: Viewport) => void;
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

  /** Shows a comparison, or a newer state of it. `kept`: what to show of it at first. */
  show(
    models: Readonly<Record<Side, TimelineModel>>,
    rows: readonly ComparedRow[],
    common: CommonAxis,
    kept: Viewport | undefined,
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
    if (!this.#isShown && kept !== undefined) this.#views.a.setView(kept);
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
      onFilterChange: (filter) => {
        this.#views[otherSide(side)].setFilter(filter);
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
