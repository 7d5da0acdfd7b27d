import { buildAxis, type Axis } from "../../src/core/timeline/axis";
import { positionOf } from "../../src/core/timeline/columns";
import type { TimelineModel } from "../../src/core/timeline/model";
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
import type { FramePainter } from "./framePainter";

/** A session and where its requests stand on the axis. */
export interface Shown {
  readonly model: TimelineModel;
  readonly axis: Axis;
}

/** Which part of a session is visible, and every way to another part. */
export class ViewMover {
  readonly #painter: () => FramePainter;
  readonly #onMove: (view: Viewport) => void;
  #shown: Shown | undefined;
  #view: Viewport = { axis: "requests", from: 0, to: 1 };

  /** `onMove`: somebody moved the view, in one of the ways that give a boolean. */
  constructor(painter: () => FramePainter, onMove: (view: Viewport) => void) {
    this.#painter = painter;
    this.#onMove = onMove;
  }

  get shown(): Shown | undefined {
    return this.#shown;
  }

  get view(): Viewport {
    return this.#view;
  }

  /** Another session, or a newer state of it, whose end is followed while it is visible; true where that moved the view. */
  follow(model: TimelineModel): boolean {
    const axis = buildAxis(model, this.#view.axis);
    const before = this.#shown;
    const old = this.#view;
    this.#view =
      before === undefined || before.model.length === 0
        ? clampView(old.to - old.from > 1 ? old : wholeView(axis), axis)
        : followView(old, before.axis, axis);
    this.#shown = { model, axis };
    return before !== undefined && (old.from !== this.#view.from || old.to !== this.#view.to);
  }

  /** At once, without telling anybody. */
  jumpTo(view: Viewport): void {
    this.#painter().viewGlide.jump();
    this.#view = this.#shown === undefined ? view : clampView(view, this.#shown.axis);
  }

  /** Changes what the axis counts; the same requests stay visible. */
  setAxis(kind: AxisKind): void {
    const shown = this.#shown;
    this.#painter().viewGlide.jump();
    if (shown === undefined) {
      this.#view = { axis: kind, from: 0, to: 1 };
      return;
    }
    const axis = buildAxis(shown.model, kind);
    this.#view = convertView(this.#view, shown.axis, axis);
    this.#shown = { ...shown, axis };
  }

  /** False where the view is there already. */
  moveTo(view: Viewport): boolean {
    if (this.#shown === undefined) return false;
    const next = clampView(view, this.#shown.axis);
    if (next.from === this.#view.from && next.to === this.#view.to) return false;
    this.#view = next;
    this.#painter().viewGlide.jump();
    this.#onMove(next);
    return true;
  }

  glideTo(view: Viewport): boolean {
    const moved = this.moveTo(view);
    if (moved) this.#painter().viewGlide.begin();
    return moved;
  }

  showWhole(): boolean {
    return this.#shown !== undefined && this.glideTo(wholeView(this.#shown.axis));
  }

  /** By a share of what is visible. */
  pageBy(share: number): boolean {
    if (this.#shown === undefined) return false;
    const by = share * (this.#view.to - this.#view.from);
    return this.glideTo(panView(this.#view, this.#shown.axis, by));
  }

  reveal(request: number | undefined): boolean {
    if (request === undefined || this.#shown === undefined) return false;
    return this.glideTo(revealRequest(this.#view, this.#shown.axis, request));
  }

  /** By CSS pixels of what was painted; on the axis of now, which may be another one already. */
  scrollBy(pixels: number): boolean {
    const scene = this.#painter().scene;
    if (scene === undefined || this.#shown === undefined) return false;
    const perPixel = (this.#view.to - this.#view.from) / scene.layout.plotWidth;
    return this.moveTo(panView(this.#view, this.#shown.axis, pixels * perPixel));
  }

  /** Around a place of the figure, in CSS pixels. */
  zoomAt(factor: number, x: number, smooth: boolean): boolean {
    const scene = this.#painter().scene;
    if (scene === undefined || this.#shown === undefined) return false;
    const { plotLeft, plotWidth } = scene.layout;
    const inside = Math.min(plotWidth, Math.max(0, x - plotLeft));
    const anchor = positionOf(this.#view, plotWidth, inside);
    const view = zoomView(this.#view, this.#shown.axis, factor, anchor);
    return smooth ? this.glideTo(view) : this.moveTo(view);
  }

  /** Around a request where it is visible, else around the middle. */
  zoomAround(factor: number, request: number | undefined): boolean {
    if (this.#shown === undefined) return false;
    const { axis } = this.#shown;
    const { from, to } = this.#view;
    const start = request === undefined ? undefined : axis.start[request];
    const end = request === undefined ? undefined : axis.end[request];
    const middle = start === undefined || end === undefined ? (from + to) / 2 : (start + end) / 2;
    const anchor = middle >= from && middle <= to ? middle : (from + to) / 2;
    return this.glideTo(zoomView(this.#view, axis, factor, anchor));
  }
}
