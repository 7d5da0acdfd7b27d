import type { Highlight, Hit } from "../../src/core/timeline/hit";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { AxisKind, Viewport } from "../../src/core/timeline/viewport";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";

/** What the timeline tells the page around it. */
export interface TimelineEvents {
  /** The user chose a request, or none. Not called for `select`. */
  readonly onSelect: (request: number | undefined) => void;
  readonly onHover: (hit: Hit | undefined) => void;
  /** The user moved the view, or new requests moved it. Not called for `setView`. */
  readonly onViewChange: (view: Viewport) => void;
}

/**
 * The timeline as one component: picture, strips, axis, minimap, legend and tooltip inside `container`, whose size it
 * follows. Requests are numbered as in the model.
 */
export class TimelineView {
  readonly #root: HTMLElement;
  readonly #events: TimelineEvents;
  #model: TimelineModel | undefined;
  #whatIf: WhatIfOutcome | undefined;
  #view: Viewport = { axis: "requests", from: 0, to: 1 };
  #selected: number | undefined;
  #highlight: Highlight | undefined;

  constructor(container: HTMLElement, events: TimelineEvents) {
    this.#events = events;
    this.#root = document.createElement("div");
    this.#root.className = "timeline";
    container.append(this.#root);
  }

  /** Shows a session, or a newer state of it: selection and view stay, and the end is followed while it is visible. */
  setModel(model: TimelineModel): void {
    this.#model = model;
  }

  /** Lays a what-if over the recorded picture; undefined takes it away. Columns run parallel to the model's requests. */
  setWhatIf(outcome: WhatIfOutcome | undefined): void {
    this.#whatIf = outcome;
  }

  /** Marks a request; `reveal` moves the view only if the request is outside it. */
  select(request: number | undefined, options?: { readonly reveal?: boolean }): void {
    void options;
    this.#selected = request;
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  get view(): Viewport {
    return this.#view;
  }

  setView(view: Viewport): void {
    this.#view = view;
  }

  setAxis(axis: AxisKind): void {
    this.#view = { ...this.#view, axis };
  }

  setHighlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
  }

  dispose(): void {
    this.#root.remove();
    void [this.#events, this.#model, this.#whatIf, this.#highlight];
  }
}
