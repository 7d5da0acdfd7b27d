import { buildAxis, requestAt, type Axis } from "../../src/core/timeline/axis";
import type { ComparedRow } from "../../src/core/compare/compareRequests";
import type { CommonAxis } from "../../src/core/compare/commonAxis";
import { positionOf } from "../../src/core/timeline/columns";
import { layoutFigure } from "../../src/core/timeline/layout";
import { lowerBound } from "../../src/core/timeline/ranges";
import { panView, zoomView, type Viewport } from "../../src/core/timeline/viewport";
import { listenToFigure } from "../timeline/figureInput";
import { readTheme, watchTheme } from "../timeline/theme";
import type { TimelineModel } from "../../src/core/timeline/model";
import { findAgain, requestsOf } from "./comparedRequests";
import { paintStrip, stripHeight } from "./paintStrip";

export interface StripEvents {
  readonly onSelect: (row: number) => void;
  readonly onHover: (row: number | undefined) => void;
  readonly onViewChange: (view: Viewport) => void;
}

interface Shown {
  readonly rows: readonly ComparedRow[];
  readonly common: CommonAxis;
  readonly axis: Axis;
  /** The greatest difference of prompts, in tokens. */
  readonly most: number;
}

/**
 * The strip between two timelines: for each row how the decisions differ, and whose prompt was longer. A picture for
 * the pointer; keys and screen readers have the timelines, the walk through the differences, and the table.
 */
export class DifferenceStrip {
  readonly element = document.createElement("div");
  readonly #canvas = document.createElement("canvas");
  readonly #events: StripEvents;
  #shown: Shown | undefined;
  #view: Viewport = { axis: "requests", from: 0, to: 1 };
  #selected: number | undefined;
  #theme = readTheme();
  #scheduled = false;

  constructor(events: StripEvents) {
    this.#events = events;
    this.element.className = "difference-strip";
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.#canvas);
    this.element.style.height = `${stripHeight}px`;
    const { signal } = new AbortController();
    listenToFigure(
      this.element,
      {
        hover: (x) => {
          this.#events.onHover(this.#rowAt(x));
        },
        leave: () => {
          this.#events.onHover(undefined);
        },
        press: (x) => {
          const row = this.#rowAt(x);
          const pressed = row === undefined ? undefined : this.#shown?.rows[row];
          return () => {
            const now = pressed && findAgain(this.#shown?.rows ?? [], requestsOf(pressed));
            if (now !== undefined) this.#events.onSelect(now);
          };
        },
        drag: (by) => this.#pan(-by),
        scroll: (by) => this.#pan(by),
        zoom: (factor, x) => this.#zoom(factor, x),
        key: () => undefined,
      },
      signal,
    );
    new ResizeObserver(() => {
      this.#draw();
    }).observe(this.element);
    watchTheme(() => {
      this.#theme = readTheme();
      this.#draw();
    });
  }

  /** `model`: of either session, with its places on the common axis. */
  show(rows: readonly ComparedRow[], common: CommonAxis, model: TimelineModel): void {
    const most = rows.reduce(
      (sum, { promptTokens = 0 }) => Math.max(sum, Math.abs(promptTokens)),
      0,
    );
    // Pans and zooms need the axis's extent; what stands on it are the rows, of which the model has not all.
    const axis: Axis = {
      ...buildAxis(model, "requests"),
      start: common.start,
      end: common.start.map((start) => start + 1),
    };
    this.#shown = { rows, common, axis, most };
    this.#draw();
  }

  setView(view: Viewport): void {
    this.#view = view;
    this.#draw();
  }

  select(row: number | undefined): void {
    this.#selected = row;
    this.#draw();
  }

  #place(): { readonly left: number; readonly width: number } {
    const { plotLeft, plotWidth } = layoutFigure({
      width: this.element.clientWidth,
      height: 400,
      strips: [],
      hasWhatIf: false,
      hasSegmentMarks: false,
    });
    return { left: plotLeft, width: plotWidth };
  }

  #rowAt(x: number): number | undefined {
    const { left, width } = this.#place();
    if (this.#shown === undefined || x < left || x > left + width) return undefined;
    const row = requestAt(this.#shown.axis, positionOf(this.#view, width, x - left));
    return row < 0 ? undefined : row;
  }

  #pan(pixels: number): boolean {
    if (this.#shown === undefined) return false;
    const by = (pixels * (this.#view.to - this.#view.from)) / this.#place().width;
    return this.#moveTo(panView(this.#view, this.#shown.axis, by));
  }

  #zoom(factor: number, x: number): boolean {
    if (this.#shown === undefined) return false;
    const { left, width } = this.#place();
    const anchor = positionOf(this.#view, width, Math.min(width, Math.max(0, x - left)));
    return this.#moveTo(zoomView(this.#view, this.#shown.axis, factor, anchor));
  }

  #moveTo(view: Viewport): boolean {
    if (view.from === this.#view.from && view.to === this.#view.to) return false;
    this.setView(view);
    this.#events.onViewChange(view);
    return true;
  }

  #draw(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#paint();
    });
  }

  #paint(): void {
    const width = this.element.clientWidth;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(stripHeight * ratio);
    const context = this.#canvas.getContext("2d");
    if (context === null || this.#shown === undefined || width === 0) return;
    context.scale(ratio, ratio);
    const { rows, common, most } = this.#shown;
    const from = Math.max(0, lowerBound(common.start, this.#view.from) - 1);
    const to = lowerBound(common.start, this.#view.to);
    paintStrip(context, {
      rows: rows.slice(from, to),
      start: common.start.subarray(from, to),
      most,
      view: this.#view,
      theme: this.#theme,
      selected: this.#selected,
      ...this.#place(),
      isNarrow: width < narrowBelow,
    });
  }
}

const narrowBelow = 560;
