import type { Axis } from "../../src/core/timeline/axis";
import type { Emphasis } from "../../src/core/timeline/emphasis";
import type { Filter, FilterPart } from "../../src/core/timeline/filter";
import { visibleColumns, type Columns } from "../../src/core/timeline/columns";
import {
  stripNames,
  type Highlight,
  type Hit,
  type RequestSpan,
} from "../../src/core/timeline/hit";
import { layoutFigure, usefulStrips } from "../../src/core/timeline/layout";
import type { TimelineModel } from "../../src/core/timeline/model";
import { hasFates } from "../../src/core/timeline/requestFate";
import { verticalScale } from "../../src/core/timeline/vertical";
import type { Viewport } from "../../src/core/timeline/viewport";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import type { FigureCanvas } from "./figureCanvas";
import { renderLegend } from "./legend";
import type { Minimap } from "./minimap";
import { leastColumnWidth, type Scene } from "./scene";
import { textureWords } from "./textures";
import { readTheme, type TimelineTheme } from "./theme";
import type { TimelineElements } from "./timelineElements";
import type { Finding } from "./timelineSearch";
import { VerticalGlide } from "./verticalGlide";
import { ViewGlide } from "./viewGlide";

/** What there is to show; undefined while there is no session. */
export interface ToPaint {
  readonly model: TimelineModel;
  readonly axis: Axis;
  /** Another session that is shown on the same axis: both have the same scales and the same strips. */
  readonly beside: { readonly model: TimelineModel; readonly axis: Axis } | undefined;
  readonly view: Viewport;
  readonly whatIf: WhatIfOutcome | undefined;
  readonly whatIfSentAgain: Float64Array | undefined;
  readonly selected: number | undefined;
  readonly hover: Hit | undefined;
  readonly highlight: Highlight | undefined;
  readonly filter: Filter;
  readonly emphasis: Emphasis | undefined;
  readonly finding: Finding | undefined;
}

/** What has to be painted next, the later the more. */
const dues = ["nothing", "overlay", "figure", "everything"] as const;
export type Due = (typeof dues)[number];

/** Requests from which an overview of the session helps. */
const minimapFrom = 30;

/** Paints at most once a frame, and only what has changed. */
export class FramePainter {
  readonly #elements: TimelineElements;
  readonly #canvas: FigureCanvas;
  readonly #minimap: Minimap;
  readonly #current: () => ToPaint | undefined;
  readonly #glide = new VerticalGlide();
  readonly #onToggle: (part: FilterPart) => void;
  /** The way of the view to where the user sent it. */
  readonly viewGlide = new ViewGlide();
  #theme: TimelineTheme = readTheme();
  #textures = textureWords(this.#theme);
  #scene: Scene | undefined;
  #frame: number | undefined;
  #due: Due = "nothing";

  constructor(
    elements: TimelineElements,
    canvas: FigureCanvas,
    minimap: Minimap,
    current: () => ToPaint | undefined,
    onToggle: (part: FilterPart) => void,
  ) {
    this.#onToggle = onToggle;
    this.#elements = elements;
    this.#canvas = canvas;
    this.#minimap = minimap;
    this.#current = current;
  }

  /** What is on the screen. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  /** Asks for a frame. */
  draw(what: Due): void {
    if (dues.indexOf(what) > dues.indexOf(this.#due)) this.#due = what;
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      const due = this.#due;
      this.#due = "nothing";
      this.#paint(due, now);
    });
  }

  themeChanged(): void {
    this.#theme = readTheme();
    this.#textures = textureWords(this.#theme);
    this.draw("everything");
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  #paint(due: Due, now: number): void {
    const current = this.#current();
    const { clientWidth: width, clientHeight: height } = this.#elements.figure;
    if (current === undefined || current.model.length === 0 || width === 0 || height === 0) {
      this.#scene = undefined;
      this.#canvas.clear();
      return;
    }
    if (due === "overlay" && this.#scene !== undefined) {
      const { selected, hover, highlight, finding } = current;
      this.#scene = { ...this.#scene, selected, hover, highlight, finding };
      this.#canvas.paintOverlay(this.#scene);
      return;
    }
    if (due === "everything") this.#paintLegend(current);
    const scene = this.#makeScene(current, now);
    this.#scene = scene;
    this.#elements.keepHeight(scene.layout.leastHeight);
    this.#canvas.paint(scene);
    if (due === "everything") this.#paintMinimap(scene);
    this.#minimap.showView(scene.view);
    if (this.#glide.isMoving || this.viewGlide.isMoving) this.draw("figure");
  }

  #paintLegend({ model, beside, whatIf, filter }: ToPaint): void {
    this.#minimap.element.hidden = Math.max(model.length, beside?.model.length ?? 0) < minimapFrom;
    const look = { theme: this.#theme, textures: this.#textures, ratio: devicePixelRatio };
    const models = beside === undefined ? [model] : [model, beside.model];
    renderLegend(this.#elements.legend.list, { models, whatIf, filter, ...look }, this.#onToggle);
    this.#elements.legend.fold();
  }

  #paintMinimap(scene: Scene): void {
    const { plotLeft: left, plotWidth: width } = scene.layout;
    this.#minimap.paint({ ...scene, left, width });
  }

  #makeScene(current: ToPaint, now: number): Scene {
    const { model, axis, beside, whatIf } = current;
    const view = this.viewGlide.step(current.view, now);
    const ratio = devicePixelRatio;
    const shown = beside === undefined ? [model] : [model, beside.model];
    const useful = new Set(shown.flatMap((each) => usefulStrips(each, whatIf)));
    const layout = layoutFigure({
      width: this.#elements.figure.clientWidth,
      height: this.#elements.figure.clientHeight,
      strips: stripNames.filter((name) => useful.has(name)),
      hasWhatIf: whatIf !== undefined,
      hasSegmentMarks: shown.some(({ segments }) => segments.length > 1),
      hasFates: shown.some(hasFates),
    });
    const width = Math.round(layout.plotWidth * ratio);
    const columns = visibleColumns(model, axis, view, width, leastColumnWidth * ratio);
    const visible = requestsIn(columns);
    const visibleBeside = beside && {
      model: beside.model,
      span: requestsIn(
        visibleColumns(beside.model, beside.axis, view, width, leastColumnWidth * ratio),
      ),
    };
    return {
      ...current,
      view,
      layout,
      columns,
      ratio,
      theme: this.#theme,
      textures: this.#textures,
      vertical: this.#glide.step(verticalScale(model, visible, visibleBeside), now),
    };
  }
}

function requestsIn(columns: Columns): RequestSpan {
  return { from: columns.from[0] ?? 0, to: columns.to[columns.length - 1] ?? 0 };
}
