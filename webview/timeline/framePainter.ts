import type { Axis } from "../../src/core/timeline/axis";
import type { Emphasis } from "../../src/core/timeline/emphasis";
import type { Filter, FilterPart } from "../../src/core/timeline/filter";
import { visibleColumns, type Columns } from "../../src/core/timeline/columns";
import {
  stripNames,
  type Highlight,
  type Hit,
  type RequestSpan,
  type StripName,
} from "../../src/core/timeline/hit";
import { layoutFigure, usefulStrips, type FigureLayout } from "../../src/core/timeline/layout";
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
const dues = ["nothing", "overview", "overlay", "figure", "everything"] as const;
export type Due = (typeof dues)[number];

/** Requests from which an overview of the session helps. */
const minimapFrom = 30;
/** Milliseconds of a frame that go into preparing what another emphasis shows, and frames that may pass over it. */
const preparing = 4;
const mostPreparing = 20;

/** The strips that a legend named, and for what. */
interface NamedStrips {
  /** Of the timeline. */
  readonly size: string;
  readonly model: TimelineModel | undefined;
  readonly whatIf: WhatIfOutcome | undefined;
  readonly strips: readonly StripName[];
}

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
  /** Whether the overview does not show yet what the picture shows. */
  #owesOverview = false;
  #named: NamedStrips | undefined;
  /** Frames since it is prepared what another emphasis shows. */
  #prepared = 0;

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
    if (due !== "everything" && this.#owesOverview && this.#scene !== undefined) {
      this.#owesOverview = false;
      this.#paintMinimap(this.#scene);
      if (due === "overview") return;
    }
    if ((due === "overlay" || due === "overview") && this.#scene !== undefined) {
      this.#paintOverlay(this.#scene, current);
      return;
    }
    if (due === "everything") this.#paintLegend(current);
    const scene = this.#ready(this.#makeScene(current, now));
    if (scene === undefined) return;
    const before = this.#scene;
    this.#scene = scene;
    this.#elements.keepHeight(scene.layout.leastHeight);
    this.#canvas.paint(scene);
    if (due === "everything") {
      // What a filter brings out stands in the overview one frame later, so that neither frame is long.
      const isSame =
        before !== undefined && this.#minimap.isFitting && hasSameOverview(before, scene);
      this.#owesOverview = isSame && (this.#owesOverview || before.emphasis !== scene.emphasis);
      if (this.#owesOverview) this.draw("overview");
      else if (!isSame || before.finding !== scene.finding) this.#paintMinimap(scene);
    }
    this.#minimap.showView(scene.view);
    if (this.#glide.isMoving || this.viewGlide.isMoving) this.draw("figure");
  }

  #paintOverlay(
    shown: Scene,
    {
      selected,
      hover,
      highlight,
      finding,
    }: Pick<ToPaint, "selected" | "hover" | "highlight" | "finding">,
  ): void {
    this.#scene = { ...shown, selected, hover, highlight, finding };
    this.#canvas.paintOverlay(this.#scene);
  }

  /**
   * The scene that can be shown now. Until what filter and search bring out is ready, or is ready to be shown no longer,
   * for a few frames, it is one with what was brought out before, or none where nothing else changed.
   */
  #ready(scene: Scene): Scene | undefined {
    const shown = this.#scene;
    const isSame = shown?.model === scene.model && shown.whatIf === scene.whatIf;
    const still = isSame && isStill(shown, scene);
    // To show everything alike costs no more than to show what was brought out before.
    const isPlain = !still && scene.emphasis === undefined;
    if (
      !isSame ||
      isPlain ||
      shown.emphasis === scene.emphasis ||
      this.#prepared++ >= mostPreparing
    ) {
      this.#prepared = 0;
      return scene;
    }
    const begun = performance.now();
    if (still && this.#canvas.prepare(scene, () => performance.now() - begun > preparing)) {
      this.#prepared = 0;
      return scene;
    }
    this.draw("everything");
    if (!still) return { ...scene, emphasis: shown.emphasis };
    this.#paintOverlay(shown, scene);
    return undefined;
  }

  #paintLegend({ model, beside, whatIf, filter }: ToPaint): void {
    this.#minimap.element.hidden = Math.max(model.length, beside?.model.length ?? 0) < minimapFrom;
    const look = { theme: this.#theme, textures: this.#textures, ratio: devicePixelRatio };
    const models = beside === undefined ? [model] : [model, beside.model];
    const { list } = this.#elements.legend;
    const strips = this.#namedStrips(models, whatIf);
    if (renderLegend(list, { models, whatIf, filter, strips, ...look }, this.#onToggle))
      this.#elements.legend.fold();
  }

  /**
   * The strips that the legend names: those with room. One that had none beside a legend of several lines is not named again
   * at the same size of the timeline, for it may be the shorter legend that makes the room.
   */
  #namedStrips(
    models: readonly TimelineModel[],
    whatIf: WhatIfOutcome | undefined,
  ): readonly StripName[] {
    const { legend, root } = this.#elements;
    const size = `${root.clientWidth} ${root.clientHeight}`;
    const shown = this.#layout(models, whatIf).strips.map(({ name }) => name);
    const before = this.#named;
    const isSame =
      !legend.element.classList.contains("folded") &&
      before?.size === size &&
      before.model === models[0] &&
      before.whatIf === whatIf;
    const strips = isSame ? shown.filter((name) => before.strips.includes(name)) : shown;
    this.#named = { size, model: models[0], whatIf, strips };
    return strips;
  }

  #layout(shown: readonly TimelineModel[], whatIf: WhatIfOutcome | undefined): FigureLayout {
    const useful = new Set(shown.flatMap((each) => usefulStrips(each, whatIf)));
    return layoutFigure({
      width: this.#elements.figure.clientWidth,
      height: this.#elements.figure.clientHeight,
      strips: stripNames.filter((name) => useful.has(name)),
      hasWhatIf: whatIf !== undefined,
      hasSegmentMarks: shown.some(({ segments }) => segments.length > 1),
      hasFates: shown.some(hasFates),
    });
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
    const layout = this.#layout(shown, whatIf);
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

/** Whether two overviews differ in nothing but what is brought out and found. */
function hasSameOverview(a: Scene, b: Scene): boolean {
  return (
    a.model === b.model &&
    a.axis === b.axis &&
    a.theme === b.theme &&
    a.ratio === b.ratio &&
    a.beside === b.beside &&
    a.layout.plotLeft === b.layout.plotLeft &&
    a.layout.plotWidth === b.layout.plotWidth
  );
}

/** Whether only what is brought out differs, as far as the picture goes. */
function isStill(a: Scene, b: Scene): boolean {
  return (
    a.model === b.model &&
    a.axis === b.axis &&
    a.whatIf === b.whatIf &&
    a.theme === b.theme &&
    a.ratio === b.ratio &&
    a.beside === b.beside &&
    a.view.from === b.view.from &&
    a.view.to === b.view.to &&
    a.vertical.topTokens === b.vertical.topTokens &&
    a.vertical.breakTokens === b.vertical.breakTokens &&
    a.layout.width === b.layout.width &&
    a.layout.height === b.layout.height
  );
}

function requestsIn(columns: Columns): RequestSpan {
  return { from: columns.from[0] ?? 0, to: columns.to[columns.length - 1] ?? 0 };
}
