import { buildAxis, requestAt, type Axis } from "../../src/core/timeline/axis";
import { positionOf, visibleColumns } from "../../src/core/timeline/columns";
import { describeHit, describeRequest } from "../../src/core/timeline/describe";
import type { Highlight, Hit } from "../../src/core/timeline/hit";
import { hitTest } from "../../src/core/timeline/hitTest";
import { layoutFigure, usefulStrips } from "../../src/core/timeline/layout";
import { decisions, type TimelineModel } from "../../src/core/timeline/model";
import { verticalScale, type VerticalScale } from "../../src/core/timeline/vertical";
import {
  clampView,
  convertView,
  followView,
  panView,
  revealRequest,
  wholeView,
  zoomView,
  type AxisKind,
  type Viewport,
} from "../../src/core/timeline/viewport";
import { unreachable } from "../../src/core/unreachable";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import { FigureCanvas } from "./figureCanvas";
import { listenToFigure, type KeyAction } from "./figureInput";
import { renderLegend } from "./legend";
import { Minimap } from "./minimap";
import { leastColumnWidth, type Scene } from "./scene";
import { textureWords } from "./textures";
import { readTheme, watchTheme, type TimelineTheme } from "./theme";
import "./timeline.css";
import { Tooltip } from "./tooltip";

/** What the timeline tells the page around it. */
export interface TimelineEvents {
  /** The user chose a request, or none. Not called for `select`. */
  readonly onSelect: (request: number | undefined) => void;
  readonly onHover: (hit: Hit | undefined) => void;
  /** The user moved the view, or new requests moved it. Not called for `setView`. */
  readonly onViewChange: (view: Viewport) => void;
}

interface Shown {
  readonly model: TimelineModel;
  readonly axis: Axis;
}

/** Requests from which an overview of the session helps. */
const minimapFrom = 30;
/** Time in which the vertical scale comes to rest, in milliseconds. */
const settleTime = 140;
const firedCode = decisions.indexOf("fired");
const keyHelp =
  "Arrow keys walk through the requests, Shift with arrow keys through the fires, Home and End go to the first and the last, Page Up and Page Down move by a view, plus and minus zoom, 0 shows everything, Escape leaves.";

/**
 * The timeline as one component: picture, strips, axis, minimap, legend and tooltip inside `container`, whose size it
 * follows. Requests are numbered as in the model.
 */
export class TimelineView {
  readonly #root = element("div", "timeline");
  readonly #legend = element("ul", "timeline-legend");
  readonly #figure = element("div", "timeline-figure");
  readonly #live = element("div", "timeline-live");
  readonly #canvas = new FigureCanvas();
  readonly #tooltip = new Tooltip();
  readonly #minimap: Minimap;
  readonly #events: TimelineEvents;
  readonly #end = new AbortController();
  #theme: TimelineTheme = readTheme();
  #textures = textureWords(this.#theme);
  #shown: Shown | undefined;
  #whatIf: WhatIfOutcome | undefined;
  #view: Viewport = { axis: "requests", from: 0, to: 1 };
  #selected: number | undefined;
  #hover: Hit | undefined;
  #highlight: Highlight | undefined;
  #scene: Scene | undefined;
  #vertical: VerticalScale | undefined;
  #settling:
    | { readonly from: VerticalScale; readonly to: VerticalScale; readonly since: number }
    | undefined;
  #frame: number | undefined;
  #due: "nothing" | "overlay" | "figure" | "everything" = "nothing";

  constructor(container: HTMLElement, events: TimelineEvents) {
    this.#events = events;
    this.#minimap = new Minimap((view) => {
      this.#moveTo(view);
    });
    this.#build();
    container.append(this.#root);
    listenToFigure(this.#figure, this.#actions(), this.#end.signal);
    const observer = new ResizeObserver(() => {
      this.#draw("everything");
    });
    observer.observe(this.#figure);
    const unwatch = watchTheme(() => {
      this.#theme = readTheme();
      this.#textures = textureWords(this.#theme);
      this.#draw("everything");
    });
    window.addEventListener(
      "resize",
      () => {
        this.#draw("everything");
      },
      { signal: this.#end.signal },
    );
    this.#end.signal.addEventListener("abort", () => {
      observer.disconnect();
      unwatch();
    });
  }

  /** Shows a session, or a newer state of it: selection and view stay, and the end is followed while it is visible. */
  setModel(model: TimelineModel): void {
    const axis = buildAxis(model, this.#view.axis);
    const before = this.#shown;
    const old = this.#view;
    this.#view =
      before === undefined || before.model.length === 0
        ? clampView(old.to - old.from > 1 ? old : wholeView(axis), axis)
        : followView(old, before.axis, axis);
    if (before === undefined) this.#vertical = undefined;
    this.#shown = { model, axis };
    if (this.#whatIf !== undefined && this.#whatIf.decision.length !== model.length)
      this.#whatIf = undefined;
    if (this.#selected !== undefined && this.#selected >= model.length) this.#selected = undefined;
    this.#hover = undefined;
    this.#tooltip.hide();
    this.#figure.setAttribute(
      "aria-label",
      `Timeline of ${model.length} requests, ${model.segments.length} segments`,
    );
    this.#draw("everything");
    if (before !== undefined && (old.from !== this.#view.from || old.to !== this.#view.to))
      this.#events.onViewChange(this.#view);
  }

  /** Lays a what-if over the recorded picture; undefined takes it away. One that is not parallel to the model's requests is not shown. */
  setWhatIf(outcome: WhatIfOutcome | undefined): void {
    const fits = outcome?.decision.length === this.#shown?.model.length;
    const next = fits ? outcome : undefined;
    const isSameLegend = (next === undefined) === (this.#whatIf === undefined);
    this.#whatIf = next;
    this.#draw(isSameLegend ? "figure" : "everything");
  }

  /** Marks a request; `reveal` moves the view only if the request is outside it. */
  select(request: number | undefined, options?: { readonly reveal?: boolean }): void {
    this.#selected =
      request !== undefined && request < (this.#shown?.model.length ?? 0) ? request : undefined;
    if (options?.reveal === true) this.#reveal();
    this.#draw("overlay");
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  get view(): Viewport {
    return this.#view;
  }

  /** Shows a part of the axis; a view that cannot be shown becomes the nearest one that can, or everything. */
  setView(view: Viewport): void {
    if (view.axis !== this.#view.axis) this.setAxis(view.axis);
    this.#view = this.#shown === undefined ? view : clampView(view, this.#shown.axis);
    this.#draw("figure");
  }

  /** Changes what the axis counts; the same requests stay visible. */
  setAxis(kind: AxisKind): void {
    const shown = this.#shown;
    if (kind === this.#view.axis) return;
    if (shown === undefined) {
      this.#view = { axis: kind, from: 0, to: 1 };
      return;
    }
    const axis = buildAxis(shown.model, kind);
    this.#view = convertView(this.#view, shown.axis, axis);
    this.#shown = { ...shown, axis };
    this.#draw("everything");
  }

  /** Brings items or requests out; undefined ends it. */
  setHighlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#draw("overlay");
  }

  focus(): void {
    this.#figure.focus();
  }

  dispose(): void {
    this.#end.abort();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#root.remove();
  }

  #build(): void {
    this.#figure.tabIndex = 0;
    this.#figure.setAttribute("role", "application");
    this.#figure.setAttribute("aria-roledescription", "timeline");
    this.#figure.setAttribute("aria-label", "Timeline");
    const help = element("div", "timeline-live");
    help.id = `timeline-help-${++helpCount}`;
    help.textContent = keyHelp;
    this.#figure.setAttribute("aria-describedby", help.id);
    this.#live.setAttribute("aria-live", "polite");
    this.#legend.setAttribute("aria-label", "Legend");
    this.#figure.append(...this.#canvas.elements);
    this.#root.append(
      this.#legend,
      this.#figure,
      this.#minimap.element,
      this.#tooltip.element,
      this.#live,
      help,
    );
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
      drag: (by) => this.#scrollBy(-by),
      scroll: (by) => this.#scrollBy(by),
      zoom: (factor, x) => this.#zoomAt(factor, x),
      key: (action) => {
        this.#act(action);
      },
    };
  }

  #act(action: KeyAction): void {
    const length = this.#shown?.model.length ?? 0;
    if (length === 0) return;
    switch (action.kind) {
      case "step":
        this.#walkTo(
          this.#selected === undefined ? this.#firstVisible() : this.#selected + action.by,
        );
        return;
      case "fire":
        this.#walkFires(action.by);
        return;
      case "page":
        this.#page(action.by);
        return;
      case "end":
        this.#walkTo(action.which === "first" ? 0 : length - 1);
        return;
      case "zoom":
        this.#zoomKeys(action.factor);
        return;
      case "whole":
        if (this.#shown !== undefined) this.#moveTo(wholeView(this.#shown.axis));
        return;
      case "choose":
        this.#walkTo(this.#hover?.request ?? this.#selected ?? this.#firstVisible());
        return;
      case "escape":
        this.#leave();
        return;
      default:
        unreachable(action);
    }
  }

  #leave(): void {
    if (this.#hover !== undefined) this.#setHover(undefined);
    else if (this.#selected !== undefined) this.#choose(undefined);
    else this.#figure.blur();
  }

  #firstVisible(): number {
    return this.#shown === undefined
      ? 0
      : Math.max(0, requestAt(this.#shown.axis, this.#view.from));
  }

  #walkTo(request: number): void {
    const length = this.#shown?.model.length ?? 0;
    this.#choose(Math.min(length - 1, Math.max(0, request)));
  }

  #walkFires(by: -1 | 1): void {
    const model = this.#shown?.model;
    if (model === undefined) return;
    const start = this.#selected ?? (by > 0 ? this.#firstVisible() - 1 : model.length);
    for (let request = start + by; request >= 0 && request < model.length; request += by) {
      if (model.requests.decision[request] !== firedCode) continue;
      this.#walkTo(request);
      return;
    }
    this.#live.textContent = by > 0 ? "No later fire." : "No earlier fire.";
  }

  #page(by: -1 | 1): void {
    if (this.#shown === undefined) return;
    const { axis } = this.#shown;
    const span = (this.#view.to - this.#view.from) * 0.9;
    const from = this.#selected ?? this.#firstVisible();
    const target = requestAt(axis, (axis.start[from] ?? 0) + by * span);
    this.#moveTo(panView(this.#view, axis, by * span));
    this.#walkTo(target);
  }

  #zoomKeys(factor: number): void {
    if (this.#shown === undefined) return;
    const { axis } = this.#shown;
    const { from, to } = this.#view;
    const start = this.#selected === undefined ? undefined : axis.start[this.#selected];
    const end = this.#selected === undefined ? undefined : axis.end[this.#selected];
    const middle = start === undefined || end === undefined ? (from + to) / 2 : (start + end) / 2;
    const anchor = middle >= from && middle <= to ? middle : (from + to) / 2;
    this.#moveTo(zoomView(this.#view, axis, factor, anchor));
  }

  #choose(request: number | undefined): void {
    this.#selected = request;
    this.#reveal();
    const model = this.#shown?.model;
    this.#live.textContent =
      request === undefined || model === undefined
        ? "No request selected."
        : describeRequest(model, request);
    this.#draw("overlay");
    this.#events.onSelect(request);
  }

  #reveal(): void {
    if (this.#selected !== undefined && this.#shown !== undefined)
      this.#moveTo(revealRequest(this.#view, this.#shown.axis, this.#selected));
  }

  #moveTo(view: Viewport): boolean {
    if (this.#shown === undefined) return false;
    const next = clampView(view, this.#shown.axis);
    if (next.from === this.#view.from && next.to === this.#view.to) return false;
    this.#view = next;
    this.#setHover(undefined);
    this.#draw("figure");
    this.#events.onViewChange(next);
    return true;
  }

  #scrollBy(pixels: number): boolean {
    const scene = this.#scene;
    if (scene === undefined) return false;
    const perPixel = (this.#view.to - this.#view.from) / scene.layout.plotWidth;
    return this.#moveTo(panView(this.#view, scene.axis, pixels * perPixel));
  }

  #zoomAt(factor: number, x: number): boolean {
    const scene = this.#scene;
    if (scene === undefined) return false;
    const { plotLeft, plotWidth } = scene.layout;
    const inside = Math.min(plotWidth, Math.max(0, x - plotLeft));
    const anchor = positionOf(this.#view, plotWidth, inside);
    return this.#moveTo(zoomView(this.#view, scene.axis, factor, anchor));
  }

  #hitAt(x: number, y: number): Hit | undefined {
    return this.#scene === undefined ? undefined : hitTest(this.#scene, x, y);
  }

  #point(x: number, y: number): void {
    const hit = this.#hitAt(x, y);
    this.#setHover(hit);
    const model = this.#shown?.model;
    if (hit === undefined || model === undefined) return;
    const { offsetLeft, offsetTop } = this.#figure;
    this.#tooltip.show(describeHit(model, hit, this.#whatIf), x + offsetLeft, y + offsetTop);
  }

  #setHover(hit: Hit | undefined): void {
    if (hit === undefined) this.#tooltip.hide();
    if (hit === undefined && this.#hover === undefined) return;
    this.#hover = hit;
    this.#draw("overlay");
    this.#events.onHover(hit);
  }

  #draw(what: "overlay" | "figure" | "everything"): void {
    const order = ["nothing", "overlay", "figure", "everything"] as const;
    if (order.indexOf(what) > order.indexOf(this.#due)) this.#due = what;
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      const due = this.#due;
      this.#due = "nothing";
      this.#paint(due, now);
    });
  }

  #paint(due: "nothing" | "overlay" | "figure" | "everything", now: number): void {
    const shown = this.#shown;
    const { clientWidth: width, clientHeight: height } = this.#figure;
    if (shown === undefined || shown.model.length === 0 || width === 0 || height === 0) {
      this.#canvas.clear();
      return;
    }
    if (due === "overlay" && this.#scene !== undefined) {
      this.#scene = this.#withPointer(this.#scene);
      this.#canvas.paintOverlay(this.#scene);
      return;
    }
    if (due === "everything") this.#paintSurroundings(shown);
    this.#scene = this.#makeScene(shown, now);
    this.#canvas.paint(this.#scene);
    if (due === "everything") this.#paintMinimap(this.#scene);
    this.#minimap.showView(this.#view);
    if (this.#settling !== undefined) this.#draw("figure");
  }

  #paintSurroundings({ model }: Shown): void {
    this.#minimap.element.hidden = model.length < minimapFrom;
    renderLegend(
      this.#legend,
      model,
      this.#whatIf !== undefined,
      this.#theme,
      this.#textures,
      devicePixelRatio,
    );
  }

  #paintMinimap({ model, axis, theme, textures, ratio, layout }: Scene): void {
    const { plotLeft: left, plotWidth: width } = layout;
    this.#minimap.paint({ model, axis, theme, textures, ratio, left, width });
  }

  #makeScene({ model, axis }: Shown, now: number): Scene {
    const ratio = devicePixelRatio;
    const whatIf = this.#whatIf;
    const layout = layoutFigure({
      width: this.#figure.clientWidth,
      height: this.#figure.clientHeight,
      strips: usefulStrips(model, whatIf),
      hasWhatIf: whatIf !== undefined,
      hasSegmentMarks: model.segments.length > 1,
    });
    const width = Math.round(layout.plotWidth * ratio);
    const columns = visibleColumns(model, axis, this.#view, width, leastColumnWidth);
    const visible = {
      from: columns.from[0] ?? 0,
      to: columns.to[columns.length - 1] ?? 0,
    };
    return this.#withPointer({
      model,
      axis,
      view: this.#view,
      layout,
      columns,
      ratio,
      whatIf,
      theme: this.#theme,
      textures: this.#textures,
      vertical: this.#settle(verticalScale(model, visible), now),
      selected: undefined,
      hover: undefined,
      highlight: undefined,
    });
  }

  #withPointer(scene: Scene): Scene {
    return {
      ...scene,
      selected: this.#selected,
      hover: this.#hover,
      highlight: this.#highlight,
    };
  }

  /** The vertical scale fits what is visible; it glides there, or jumps where motion is not wanted. */
  #settle(target: VerticalScale, now: number): VerticalScale {
    const current = this.#vertical;
    if (current === undefined || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#settling = undefined;
      return (this.#vertical = target);
    }
    if (this.#settling === undefined || !sameScale(this.#settling.to, target)) {
      if (sameScale(current, target)) return current;
      this.#settling = { from: current, to: target, since: now };
    }
    const { from, to, since } = this.#settling;
    const share = Math.min(1, (now - since) / settleTime);
    if (share >= 1) this.#settling = undefined;
    return (this.#vertical = share >= 1 ? to : between(from, to, 1 - (1 - share) ** 3));
  }
}

function sameScale(a: VerticalScale, b: VerticalScale): boolean {
  return a.topTokens === b.topTokens && a.breakTokens === b.breakTokens;
}

function between(from: VerticalScale, to: VerticalScale, share: number): VerticalScale {
  if ((from.breakTokens === 0) !== (to.breakTokens === 0)) return to;
  return {
    topTokens: from.topTokens + (to.topTokens - from.topTokens) * share,
    breakTokens: from.breakTokens + (to.breakTokens - from.breakTokens) * share,
  };
}

let helpCount = 0;

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
