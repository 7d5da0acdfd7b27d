import { lowerBound } from "../../src/core/timeline/ranges";
import { pageShare } from "../../src/core/timeline/walk";
import { minimap as words } from "../strings/timeline";
import { requestAt, type Axis } from "../../src/core/timeline/axis";
import { pixelOf, positionOf } from "../../src/core/timeline/columns";
import { paintMinimap, type MinimapContent } from "./paintMinimap";
import { panView, wholeView, type Viewport } from "../../src/core/timeline/viewport";

/** The whole session in little, with the visible part as a window that can be dragged and stretched. */
export class Minimap {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #window: HTMLElement;
  /** What lies outside the window, to its left and right. */
  readonly #shades: readonly [HTMLElement, HTMLElement];
  readonly #changed: (view: Viewport) => void;
  #content: MinimapContent | undefined;
  #height = 0;
  /** What a screen reader would say of the window. */
  #told = "";
  readonly #places = new Map<HTMLElement, { readonly left: number; readonly width: number }>();
  #view: Viewport | undefined;
  #drag: { readonly part: Part; readonly offset: number } | undefined;

  constructor(changed: (view: Viewport) => void) {
    this.#changed = changed;
    this.element = document.createElement("div");
    this.element.className = "timeline-minimap";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "scrollbar");
    this.element.setAttribute("aria-orientation", "horizontal");
    this.element.setAttribute("aria-label", words.name);
    this.element.setAttribute("aria-valuemin", "0");
    this.element.setAttribute("aria-valuemax", "100");
    this.#canvas = document.createElement("canvas");
    this.#window = document.createElement("div");
    this.#window.className = "timeline-window";
    for (const side of ["start", "end"]) {
      const handle = document.createElement("div");
      handle.className = "timeline-handle";
      handle.dataset["side"] = side;
      this.#window.append(handle);
    }
    this.#shades = [document.createElement("div"), document.createElement("div")];
    for (const shade of this.#shades) shade.className = "timeline-shade";
    this.element.append(this.#canvas, ...this.#shades, this.#window);
    this.element.addEventListener("pointerdown", (event) => {
      this.#begin(event);
    });
    this.element.addEventListener("pointermove", (event) => {
      this.#move(event);
    });
    this.element.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    for (const end of ["pointerup", "pointercancel"] as const)
      this.element.addEventListener(end, () => {
        this.#drag = undefined;
      });
  }

  /** Whether what is painted has the height of its place. */
  get isFitting(): boolean {
    return this.element.clientHeight === this.#height;
  }

  /** Paints the session anew: after it, the size or the theme changed. */
  paint(content: MinimapContent): void {
    this.#content = content;
    const { ratio, width, left } = content;
    const height = this.element.clientHeight;
    this.#height = height;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.style.left = `${left}px`;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    const context = this.#canvas.getContext("2d");
    if (context !== null) paintMinimap(context, content, this.#canvas.width, this.#canvas.height);
    if (this.#view !== undefined) this.showView(this.#view);
  }

  showView(view: Viewport): void {
    this.#view = view;
    if (this.#content === undefined) return;
    const { axis, width, left } = this.#content;
    const whole = wholeView(axis);
    const from = Math.max(0, pixelOf(whole, width, view.from));
    const to = Math.min(width, pixelOf(whole, width, view.to));
    this.#tell(view, axis);
    const [before, after] = this.#shades;
    this.#place(before, left, from);
    this.#place(after, left + to, Math.max(0, width - to));
    this.#place(this.#window, left + from, Math.max(6, to - from));
  }

  /** Sets only what changed: each style that is set costs as much as many columns of the picture. */
  #place(element: HTMLElement, left: number, width: number): void {
    const before = this.#places.get(element);
    if (before?.left !== left) element.style.left = `${left}px`;
    if (before?.width !== width) element.style.width = `${width}px`;
    this.#places.set(element, { left, width });
  }

  #tell(view: Viewport, axis: Axis): void {
    const { extent } = axis;
    const room = extent.to - extent.from - (view.to - view.from);
    const share = room <= 0 ? 0 : (view.from - extent.from) / room;
    const last = lowerBound(axis.start, view.to);
    const first = Math.min(last - 1, Math.max(0, requestAt(axis, view.from)));
    const now = String(Math.round(share * 100));
    const text = words.value(first + 1, last, axis.start.length);
    if (`${now} ${text}` === this.#told) return;
    this.#told = `${now} ${text}`;
    this.element.setAttribute("aria-valuenow", now);
    this.element.setAttribute("aria-valuetext", text);
  }

  /** Arrows move the window, with Shift its end; Home, End, Page Up and Page Down as everywhere. */
  #key(event: KeyboardEvent): void {
    const view = this.#view;
    if (view === undefined || this.#content === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { axis } = this.#content;
    const next = keyedView(event, view, axis);
    if (next === undefined) return;
    event.preventDefault();
    this.#changed(next);
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0 || this.#content === undefined || this.#view === undefined) return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    const position = this.#positionOf(event);
    const part = this.#partAt(event);
    if (part !== "outside") {
      this.#drag = { part, offset: position - this.#view.from };
      return;
    }
    this.#drag = { part: "window", offset: (this.#view.to - this.#view.from) / 2 };
    this.#move(event);
  }

  #move(event: PointerEvent): void {
    const view = this.#view;
    if (this.#drag === undefined || view === undefined) return;
    const position = this.#positionOf(event);
    const { part, offset } = this.#drag;
    if (part === "start") this.#changed({ ...view, from: Math.min(position, view.to) });
    else if (part === "end") this.#changed({ ...view, to: Math.max(position, view.from) });
    else {
      const from = position - offset;
      this.#changed({ ...view, from, to: from + (view.to - view.from) });
    }
  }

  #partAt({ target }: PointerEvent): Part | "outside" {
    if (!(target instanceof HTMLElement)) return "outside";
    const side = target.dataset["side"];
    if (side === "start" || side === "end") return side;
    return target === this.#window ? "window" : "outside";
  }

  #positionOf(event: PointerEvent): number {
    if (this.#content === undefined) return 0;
    const { axis, width, left } = this.#content;
    const x = event.clientX - this.element.getBoundingClientRect().left - left;
    return positionOf(wholeView(axis), width, x);
  }
}

type Part = "start" | "end" | "window";

/** The view after a key; undefined for a key of others. */
function keyedView(event: KeyboardEvent, view: Viewport, axis: Axis): Viewport | undefined {
  const span = view.to - view.from;
  const end = (by: number): Viewport => {
    const to = Math.min(axis.extent.to, view.to + by);
    return { ...view, to: Math.max(view.from + span / 4, to) };
  };
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowUp":
      return event.shiftKey ? end(-span * keyShare) : panView(view, axis, -span * keyShare);
    case "ArrowRight":
    case "ArrowDown":
      return event.shiftKey ? end(span * keyShare) : panView(view, axis, span * keyShare);
    case "PageUp":
      return panView(view, axis, -span * pageShare);
    case "PageDown":
      return panView(view, axis, span * pageShare);
    case "Home":
      return panView(view, axis, axis.extent.from - view.from);
    case "End":
      return panView(view, axis, axis.extent.to - view.to);
    case "0":
      return wholeView(axis);
    default:
      return undefined;
  }
}

/** Share of the window that an arrow moves it by. */
const keyShare = 0.1;
