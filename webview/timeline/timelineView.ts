import { buildAxis } from "../../src/core/timeline/axis";
import { emphasise, type Emphasis } from "../../src/core/timeline/emphasis";
import { isOpen, noFilter, togglePart, type Filter } from "../../src/core/timeline/filter";
import type { ToPage } from "../../src/core/protocol";
import { describeHit, describeRequest } from "../../src/core/timeline/describe";
import type { Highlight, Hit } from "../../src/core/timeline/hit";
import { hitTest } from "../../src/core/timeline/hitTest";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { AxisKind, Viewport } from "../../src/core/timeline/viewport";
import { pageShare, walkTarget, type Walk } from "../../src/core/timeline/walk";
import { whatIfSentAgainTokens } from "../../src/core/timeline/whatIfSets";
import { unreachable } from "../../src/core/unreachable";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import { FigureCanvas } from "./figureCanvas";
import { FramePainter, type ToPaint } from "./framePainter";
import { listenToFigure, type KeyAction } from "./figureInput";
import { listenForFind } from "./findKeys";
import { Minimap } from "./minimap";
import { watchTheme } from "./theme";
import "./timeline.css";
import { ViewMover, type Shown } from "./viewMover";
import { TimelineElements } from "./timelineElements";
import { timeline } from "../strings/timeline";
import { Controls } from "./controls";
import type { SearchQuery } from "./timelineChoices";
import { TimelineSearch, type TextSearcher } from "./timelineSearch";
import { Tooltip } from "./tooltip";

type SearchMessage = Extract<ToPage, { type: "searching" | "matches" }>;

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

/**
 * The timeline as one component: picture, strips, axis, minimap, legend and tooltip inside `container`, whose size it
 * follows. Requests are numbered as in the model.
 */
export class TimelineView {
  readonly #tooltip = new Tooltip();
  readonly #minimap: Minimap;
  readonly #elements: TimelineElements;
  readonly #events: TimelineEvents;
  readonly #end = new AbortController();
  readonly #painter: FramePainter;
  readonly #mover: ViewMover;
  #beside: Shown | undefined;
  #whatIf: WhatIfOutcome | undefined;
  #whatIfSentAgain: Float64Array | undefined;
  #selected: number | undefined;
  #hover: Hit | undefined;
  #highlight: Highlight | undefined;
  #filter = noFilter;
  #emphasis: Emphasis | undefined;
  readonly #controls: Controls;
  readonly #search: TimelineSearch;

  constructor(container: HTMLElement, events: TimelineEvents) {
    this.#events = events;
    this.#mover = new ViewMover(
      () => this.#painter,
      (view) => {
        this.#setHover(undefined);
        this.#painter.draw("figure");
        this.#events.onViewChange(view);
      },
    );
    this.#minimap = new Minimap((view) => {
      this.#mover.moveTo(view);
    });
    this.#controls = new Controls({
      onAxis: (kind) => {
        this.setAxis(kind);
        this.#events.onViewChange(this.view);
      },
      onFind: () => {
        this.openFind();
      },
      onFilter: (filter) => {
        this.#chooseFilter(filter);
      },
    });
    this.#search = new TimelineSearch({
      texts: () => events.texts?.(),
      onChange: () => {
        this.#emphasise();
      },
      onGo: (request, announcement) => {
        this.#goTo(request, announcement);
      },
      onClose: () => {
        this.focus();
      },
      onQuery: (query) => {
        events.onSearchChange?.(query);
      },
    });
    const canvas = new FigureCanvas();
    this.#elements = new TimelineElements(
      {
        canvases: canvas.elements,
        controls: this.#controls.element,
        find: this.#search.bar.element,
        minimap: this.#minimap.element,
        tooltip: this.#tooltip.element,
      },
      () => this.#clearFilter(),
    );
    this.#painter = new FramePainter(
      this.#elements,
      canvas,
      this.#minimap,
      () => this.#toPaint(),
      (part) => {
        this.#chooseFilter(togglePart(this.#filter, part));
      },
    );
    this.#controls.showAxis(this.view.axis);
    container.append(this.#elements.root);
    this.#listen();
  }

  /** Shows a session, or a newer state of it: selection and view stay, and the end is followed while it is visible. */
  setModel(model: TimelineModel): void {
    const moved = this.#mover.follow(model);
    this.#fitWhatIf();
    if (this.#selected !== undefined && this.#selected >= model.length) this.#selected = undefined;
    this.#hover = undefined;
    this.#tooltip.hide();
    this.#elements.label(model);
    this.#search.use(model);
    this.#emphasise();
    if (moved) this.#events.onViewChange(this.view);
  }

  /** Another session on the same axis: both get one vertical scale. Axes are the same where the models' places say so. */
  setBeside(model: TimelineModel | undefined): void {
    this.#beside = model && { model, axis: buildAxis(model, "requests") };
    this.#painter.draw("figure");
  }

  /** Lays a what-if over the recorded picture; undefined takes it away. One that is not parallel to the model's requests is not shown. */
  setWhatIf(outcome: WhatIfOutcome | undefined): void {
    const before = legendOf(this.#whatIf);
    this.#whatIf = outcome;
    this.#fitWhatIf();
    if (this.#filter !== noFilter) this.#emphasise();
    this.#painter.draw(before === legendOf(this.#whatIf) ? "figure" : "everything");
  }

  /** What is brought out of the picture. */
  get filter(): Filter {
    return this.#filter;
  }

  setFilter(filter: Filter): void {
    this.#filter = filter;
    this.#emphasise();
  }

  /** Looks for what was looked for before; the focus stays where it is. */
  setSearch(query: SearchQuery): void {
    this.#search.restore(query);
  }

  /** Opens the search, or goes back to it. */
  openFind(): void {
    this.#search.open();
  }

  /** Goes to another match; false where nothing is looked for. */
  stepFind(by: -1 | 1): boolean {
    if (!this.#search.bar.isOpen) return false;
    this.#search.step(by);
    return true;
  }

  /** What somebody who looks through the texts says of a search. */
  receiveSearch(message: SearchMessage): void {
    if (message.type === "searching") this.#search.receiveProgress(message.id, message.done);
    else this.#search.receiveMatches(message.id, message);
  }

  /** Marks a request; `reveal` moves the view only if the request is outside it. */
  select(request: number | undefined, options?: { readonly reveal?: boolean }): void {
    const length = this.#mover.shown?.model.length ?? 0;
    this.#selected =
      request !== undefined && request >= 0 && request < length ? request : undefined;
    if (options?.reveal === true) this.#reveal();
    this.#painter.draw("overlay");
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  get view(): Viewport {
    return this.#mover.view;
  }

  /** Shows a part of the axis; a view that cannot be shown becomes the nearest one that can, or everything. */
  setView(view: Viewport): void {
    if (view.axis !== this.view.axis) this.setAxis(view.axis);
    this.#mover.jumpTo(view);
    this.#painter.draw("figure");
  }

  /** Changes what the axis counts; the same requests stay visible. */
  setAxis(kind: AxisKind): void {
    if (kind === this.view.axis) return;
    this.#controls.showAxis(kind);
    this.#mover.setAxis(kind);
    this.#painter.draw("everything");
  }

  /** Brings items or requests out; undefined ends it. */
  setHighlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#painter.draw("overlay");
  }

  focus(): void {
    this.#elements.figure.focus();
  }

  dispose(): void {
    this.#end.abort();
    this.#search.dispose();
    this.#painter.stop();
    this.#elements.root.remove();
  }

  #chooseFilter(filter: Filter): void {
    this.setFilter(filter);
    this.#events.onFilterChange?.(filter);
  }

  /** False where there was nothing to clear. */
  #clearFilter(): boolean {
    if (isOpen(this.#filter)) return false;
    this.#chooseFilter(noFilter);
    return true;
  }

  /** Works out anew what filter and search bring out. */
  #emphasise(): void {
    const model = this.#mover.shown?.model;
    if (model === undefined) return;
    const { finding } = this.#search;
    this.#emphasis = emphasise(model, this.#whatIf, this.#filter, finding?.sets);
    this.#controls.show(model, this.#filter, this.#emphasis);
    this.#painter.draw("everything");
  }

  #goTo(request: number | undefined, announcement: string): void {
    if (request !== undefined && request !== this.#selected) this.#choose(request);
    else this.#reveal();
    this.#elements.announce(announcement);
  }

  /** Drops a what-if of another state of the session. */
  #fitWhatIf(): void {
    const model = this.#mover.shown?.model;
    const whatIf = this.#whatIf;
    const fits = model !== undefined && whatIf?.decision.length === model.length;
    this.#whatIf = fits ? whatIf : undefined;
    this.#whatIfSentAgain = fits ? whatIfSentAgainTokens(model, whatIf) : undefined;
  }

  #listen(): void {
    const { signal } = this.#end;
    const redraw = () => {
      this.#elements.fitLegend();
      this.#painter.draw("everything");
    };
    listenToFigure(this.#elements.figure, this.#actions(), signal);
    const observer = new ResizeObserver(redraw);
    observer.observe(this.#elements.root);
    observer.observe(this.#elements.figure);
    listenForFind(
      {
        open: () => {
          this.openFind();
        },
        step: (by) => this.stepFind(by),
      },
      signal,
    );
    // A change of the screen's density changes no size.
    window.addEventListener("resize", redraw, { signal });
    const unwatch = watchTheme(() => {
      this.#painter.themeChanged();
    });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      unwatch();
    });
  }

  #actions(): Parameters<typeof listenToFigure>[1] {
    return {
      hover: (x, y) => {
        this.#point(x, y);
      },
      leave: () => {
        this.#setHover(undefined);
      },
      click: (x, y) => {
        const hit = this.#hitAt(x, y);
        if (hit !== undefined) this.#choose(hit.request);
      },
      drag: (by) => this.#mover.scrollBy(-by),
      scroll: (by) => this.#mover.scrollBy(by),
      zoom: (factor, x, smooth) => this.#mover.zoomAt(factor, x, smooth),
      key: (action) => {
        this.#act(action);
      },
    };
  }

  #act(action: KeyAction): void {
    const shown = this.#mover.shown;
    if (shown === undefined || shown.model.length === 0) return;
    switch (action.kind) {
      case "step":
      case "fire":
      case "end":
        this.#walk(shown, action);
        return;
      case "page": {
        const target = walkTarget(shown.model, shown.axis, this.view, this.#selected, action);
        this.#mover.pageBy(action.by * pageShare);
        this.#choose(target);
        return;
      }
      case "zoom":
        this.#mover.zoomAround(action.factor, this.#selected);
        return;
      case "find":
        this.openFind();
        return;
      case "whole":
        this.#mover.showWhole();
        return;
      case "choose":
        if (this.#hover !== undefined) this.#choose(this.#hover.request);
        else this.#walk(shown, { kind: "step", by: 0 });
        return;
      case "escape":
        this.#leave();
        return;
      default:
        unreachable(action);
    }
  }

  #walk({ model, axis }: Shown, walk: Walk): void {
    const target = walkTarget(model, axis, this.view, this.#selected, walk);
    if (target !== undefined) this.#choose(target);
    else if (walk.kind === "fire")
      this.#elements.announce(walk.by > 0 ? timeline.noLaterFire : timeline.noEarlierFire);
  }

  #leave(): void {
    if (this.#hover !== undefined) this.#setHover(undefined);
    else if (this.#clearFilter()) return;
    else if (this.#selected !== undefined) this.#choose(undefined);
    else this.#elements.figure.blur();
  }

  #choose(request: number | undefined): void {
    this.#selected = request;
    this.#reveal();
    const model = this.#mover.shown?.model;
    this.#elements.announce(
      request === undefined || model === undefined
        ? timeline.noneSelected
        : describeRequest(model, request),
    );
    this.#painter.draw("overlay");
    this.#events.onSelect(request);
  }

  #reveal(): void {
    this.#mover.reveal(this.#selected);
  }

  #hitAt(x: number, y: number): Hit | undefined {
    return this.#painter.scene === undefined ? undefined : hitTest(this.#painter.scene, x, y);
  }

  #point(x: number, y: number): void {
    const hit = this.#hitAt(x, y);
    this.#setHover(hit);
    const scene = this.#painter.scene;
    if (hit === undefined || scene === undefined) return;
    const { offsetLeft, offsetTop } = this.#elements.figure;
    const description = describeHit(scene.model, hit, scene.whatIf);
    this.#tooltip.show(description, x + offsetLeft, y + offsetTop);
  }

  #setHover(hit: Hit | undefined): void {
    if (hit === undefined) this.#tooltip.hide();
    if (hit === undefined && this.#hover === undefined) return;
    this.#hover = hit;
    this.#painter.draw("overlay");
    this.#events.onHover(hit);
  }

  #toPaint(): ToPaint | undefined {
    return this.#mover.shown === undefined
      ? undefined
      : {
          ...this.#mover.shown,
          beside: this.#beside,
          view: this.view,
          whatIf: this.#whatIf,
          whatIfSentAgain: this.#whatIfSentAgain,
          selected: this.#selected,
          hover: this.#hover,
          highlight: this.#highlight,
          filter: this.#filter,
          emphasis: this.#emphasis,
          finding: this.#search.finding,
        };
  }
}

/** What the legend says of a what-if. */
function legendOf(outcome: WhatIfOutcome | undefined): "nothing" | "certain" | "uncertain" {
  if (outcome === undefined) return "nothing";
  return outcome.certain.includes(0) ? "uncertain" : "certain";
}
