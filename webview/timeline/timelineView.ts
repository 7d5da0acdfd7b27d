import { buildAxis } from "../../src/core/timeline/axis";
import { emphasise, type Emphasis } from "../../src/core/timeline/emphasis";
import { isOpen, noFilter, togglePart, type Filter } from "../../src/core/timeline/filter";
import type { ToPage } from "../../src/core/protocol";
import type { PictureChoices } from "../../src/core/export/picture/highlights";
import { describeRequest } from "../../src/core/timeline/describe";
import type { Highlight } from "../../src/core/timeline/hit";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { AxisKind, Viewport } from "../../src/core/timeline/viewport";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import { FigureCanvas } from "./figureCanvas";
import { FramePainter, type ToPaint } from "./framePainter";
import { figureActions, type Acting } from "./figureActions";
import { listenToFigure } from "./figureInput";
import { listenForFind } from "./findKeys";
import { LaidWhatIf } from "./laidWhatIf";
import { Minimap } from "./minimap";
import { Pointing } from "./pointing";
import { watchTheme } from "./theme";
import "./timeline.css";
import { ViewMover, type Shown } from "./viewMover";
import { TimelineElements } from "./timelineElements";
import type { TimelineEvents } from "./timelineEvents";
import { timeline } from "../strings/timeline";
import { Controls } from "./controls";
import type { SearchQuery } from "./timelineChoices";
import { TimelineSearch } from "./timelineSearch";

type SearchMessage = Extract<ToPage, { type: "searching" | "matches" }>;

/**
 * The timeline as one component: picture, strips, axis, minimap, legend and tooltip inside `container`, whose size it
 * follows. Requests are numbered as in the model.
 */
export class TimelineView {
  readonly #pointing: Pointing;
  readonly #minimap: Minimap;
  readonly #elements: TimelineElements;
  readonly #events: TimelineEvents;
  readonly #end = new AbortController();
  readonly #painter: FramePainter;
  readonly #mover: ViewMover;
  readonly #whatIf = new LaidWhatIf();
  #beside: Shown | undefined;
  #selected: number | undefined;
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
        this.#pointing.leave();
        this.#painter.draw("figure");
        this.#events.onViewChange(view);
      },
    );
    this.#pointing = new Pointing(
      () => this.#painter,
      () => this.#elements.figure,
      (hit) => {
        events.onHover(hit);
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
        tooltip: this.#pointing.element,
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
    this.#whatIf.fit(model);
    if (this.#selected !== undefined && this.#selected >= model.length) this.#selected = undefined;
    this.#pointing.forget();
    this.#elements.label(model);
    this.#search.use(model);
    this.#emphasise();
    if (moved) this.#events.onViewChange(this.view);
  }

  /** Another session on the same axis: both get one vertical scale, one legend and one overview. Axes are the same where the models' places say so. */
  setBeside(model: TimelineModel | undefined): void {
    this.#beside = model && { model, axis: buildAxis(model, "requests") };
    this.#painter.draw("everything");
  }

  /** Lays a what-if over the recorded picture; undefined takes it away. One that is not parallel to the model's requests is not shown. */
  setWhatIf(outcome: WhatIfOutcome | undefined): void {
    const otherLegend = this.#whatIf.use(outcome, this.#mover.shown?.model);
    if (this.#filter !== noFilter) this.#emphasise();
    this.#painter.draw(otherLegend ? "everything" : "figure");
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

  /** Whether what is looked for may be found in more places yet. */
  get isSearching(): boolean {
    return this.#search.isBusy;
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

  /** What is selected and brought out, as a picture of the timeline shows it. */
  get chosen(): PictureChoices {
    const highlight = this.#highlight;
    const [item] = highlight?.kind === "items" ? highlight.items : [];
    return {
      emphasis: this.#emphasis,
      found: this.#search.finding,
      selected: this.#selected,
      item:
        highlight?.kind !== "items" || item === undefined
          ? undefined
          : { segment: highlight.segment, item },
    };
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
    // While nobody knows which requests are uncertain, none is dimmed for being certain.
    const isAwaited = this.#filter.uncertain && this.#whatIf.isPending;
    const filter = isAwaited ? { ...this.#filter, uncertain: false } : this.#filter;
    this.#emphasis = emphasise(model, this.#whatIf.outcome, filter, finding?.sets);
    this.#controls.show(model, this.#filter, this.#emphasis, isAwaited);
    this.#painter.draw("everything");
  }

  #goTo(request: number | undefined, announcement: string): void {
    if (request !== undefined && request !== this.#selected) this.#choose(request);
    else this.#reveal();
    this.#elements.announce(announcement);
  }

  #listen(): void {
    const { signal } = this.#end;
    const redraw = () => {
      this.#elements.fitLegend();
      this.#painter.draw("everything");
    };
    listenToFigure(this.#elements.figure, figureActions(this.#acting()), signal);
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

  #acting(): Acting {
    return {
      mover: this.#mover,
      pointing: this.#pointing,
      selected: () => this.#selected,
      choose: (request) => {
        this.#choose(request);
      },
      clearFilter: () => this.#clearFilter(),
      openFind: () => {
        this.openFind();
      },
      announce: (text) => {
        this.#elements.announce(text);
      },
      blur: () => {
        this.#elements.figure.blur();
      },
    };
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

  #toPaint(): ToPaint | undefined {
    return this.#mover.shown === undefined
      ? undefined
      : {
          ...this.#mover.shown,
          beside: this.#beside,
          view: this.view,
          whatIf: this.#whatIf.outcome,
          whatIfSentAgain: this.#whatIf.sentAgain,
          selected: this.#selected,
          hover: this.#pointing.hit,
          highlight: this.#highlight,
          filter: this.#filter,
          emphasis: this.#emphasis,
          finding: this.#search.finding,
        };
  }
}
