import { spreadOf } from "../../src/core/timeline/aggregate";
import type { Axis } from "../../src/core/timeline/axis";
import { topOf } from "../../src/core/timeline/bands";
import { pixelOf, positionOf, spanOf, visibleColumns } from "../../src/core/timeline/columns";
import { lookCode } from "../../src/core/timeline/looks";
import type { TimelineModel } from "../../src/core/timeline/model";
import { wholeView, type Viewport } from "../../src/core/timeline/viewport";
import { cssColour, mix, withAlpha } from "./colour";
import { canvasPattern } from "./swatch";
import type { TimelineTheme } from "./theme";

interface MinimapContent {
  readonly model: TimelineModel;
  readonly axis: Axis;
  readonly theme: TimelineTheme;
  readonly textures: Uint32Array;
  readonly ratio: number;
  readonly left: number;
  readonly width: number;
}

/** The whole session in little, with the visible part as a window that can be dragged and stretched. */
export class Minimap {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #window: HTMLElement;
  /** What lies outside the window, to its left and right. */
  readonly #shades: readonly [HTMLElement, HTMLElement];
  readonly #changed: (view: Viewport) => void;
  #content: MinimapContent | undefined;
  #view: Viewport | undefined;
  #drag: { readonly part: Part; readonly offset: number } | undefined;

  constructor(changed: (view: Viewport) => void) {
    this.#changed = changed;
    this.element = document.createElement("div");
    this.element.className = "timeline-minimap";
    // The figure's keys and the table do the same without a pointer.
    this.element.setAttribute("aria-hidden", "true");
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
    for (const end of ["pointerup", "pointercancel"] as const)
      this.element.addEventListener(end, () => {
        this.#drag = undefined;
      });
  }

  /** Paints the session anew: after it, the size or the theme changed. */
  paint(content: MinimapContent): void {
    this.#content = content;
    const { ratio, width, left } = content;
    const height = this.element.clientHeight;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.style.left = `${left}px`;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    const context = this.#canvas.getContext("2d");
    if (context !== null) paintSession(context, content, this.#canvas.width, this.#canvas.height);
    if (this.#view !== undefined) this.showView(this.#view);
  }

  showView(view: Viewport): void {
    this.#view = view;
    if (this.#content === undefined) return;
    const { axis, width, left } = this.#content;
    const whole = wholeView(axis);
    const from = Math.max(0, pixelOf(whole, width, view.from));
    const to = Math.min(width, pixelOf(whole, width, view.to));
    const [before, after] = this.#shades;
    before.style.left = `${left}px`;
    before.style.width = `${from}px`;
    after.style.left = `${left + to}px`;
    after.style.width = `${Math.max(0, width - to)}px`;
    this.#window.style.left = `${left + from}px`;
    this.#window.style.width = `${Math.max(6, to - from)}px`;
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

const againCode = lookCode("sent again");

function paintSession(
  context: CanvasRenderingContext2D,
  { model, axis, theme, textures, ratio }: MinimapContent,
  width: number,
  height: number,
): void {
  const columns = visibleColumns(model, axis, wholeView(axis), width);
  let top = 0;
  for (let request = 0; request < model.length; request++)
    top = Math.max(top, topOf(model, request));
  const scale = (height - 2) / Math.max(1, top);
  const { requests } = model;
  const whole = cssColour(mix(theme.result, theme.background, 0.16));
  const prompt = cssColour(mix(theme.result, theme.background, 0.55));
  const hot = canvasPattern(context, textures, againCode, ratio);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const left = columns.left[column] ?? 0;
    const wide = (columns.right[column] ?? 0) - left;
    let highest = 0;
    for (let request = span.from; request < span.to; request++)
      highest = Math.max(highest, topOf(model, request));
    const sent = (spreadOf(requests.promptTokens, span)?.greatest ?? 0) * scale;
    const again = (spreadOf(requests.sentAgainTokens, span)?.greatest ?? 0) * scale;
    context.fillStyle = whole;
    context.fillRect(left, height - highest * scale, wide, highest * scale);
    context.fillStyle = prompt;
    context.fillRect(left, height - sent, wide, sent);
    if (again <= 0) continue;
    context.fillStyle = hot;
    context.fillRect(left, height - sent, wide, again);
  }
  context.fillStyle = cssColour(withAlpha(theme.foreground, 0.7));
  for (const position of axis.segmentStarts.slice(1))
    context.fillRect(pixelOf(wholeView(axis), width, position), 0, 1, height);
}
