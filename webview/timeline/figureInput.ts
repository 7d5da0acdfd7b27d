import type { Walk } from "../../src/core/timeline/walk";

/** What a user does to the figure, by pointer, wheel or key. Places are in CSS pixels from the figure's corner. */
export interface FigureActions {
  readonly hover: (x: number, y: number) => void;
  readonly leave: () => void;
  readonly click: (x: number, y: number) => void;
  /** Moves what is shown by so many pixels to the right. */
  readonly drag: (by: number) => void;
  /** True where the view changed. */
  readonly zoom: (factor: number, x: number) => boolean;
  /** Moves the view by so many pixels; true where it changed. */
  readonly scroll: (by: number) => boolean;
  readonly key: (action: KeyAction) => void;
}

export type KeyAction =
  | Walk
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "whole" }
  | { readonly kind: "choose" }
  | { readonly kind: "escape" };

/** Movement in CSS pixels from which a press is a drag and not a click. */
const dragFrom = 4;

/** Listens to the figure until the signal is aborted. */
export function listenToFigure(
  figure: HTMLElement,
  actions: FigureActions,
  signal: AbortSignal,
): void {
  listenToPointer(figure, actions, signal);
  figure.addEventListener(
    "wheel",
    (event) => {
      wheel(figure, actions, event);
    },
    { signal, passive: false },
  );
  figure.addEventListener(
    "keydown",
    (event) => {
      const action = keyAction(event);
      if (action === undefined) return;
      event.preventDefault();
      actions.key(action);
    },
    { signal },
  );
}

function listenToPointer(figure: HTMLElement, actions: FigureActions, signal: AbortSignal): void {
  let press: { readonly x: number; last: number; moved: boolean } | undefined;
  const placeOf = (event: MouseEvent) => {
    const { left, top } = figure.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  figure.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      const { x } = placeOf(event);
      press = { x, last: x, moved: false };
    },
    { signal },
  );
  figure.addEventListener(
    "pointermove",
    (event) => {
      const { x, y } = placeOf(event);
      if (press === undefined) {
        actions.hover(x, y);
        return;
      }
      if (!press.moved && Math.abs(x - press.x) < dragFrom) return;
      if (!press.moved) {
        press.moved = true;
        figure.setPointerCapture(event.pointerId);
        figure.dataset["dragging"] = "true";
        actions.leave();
      }
      actions.drag(x - press.last);
      press.last = x;
    },
    { signal },
  );
  const release = () => {
    press = undefined;
    delete figure.dataset["dragging"];
  };
  figure.addEventListener(
    "pointerup",
    (event) => {
      const { x, y } = placeOf(event);
      if (press !== undefined && !press.moved) actions.click(x, y);
      release();
    },
    { signal },
  );
  figure.addEventListener("pointercancel", release, { signal });
  figure.addEventListener(
    "pointerleave",
    () => {
      if (press?.moved !== true) {
        release();
        actions.leave();
      }
    },
    { signal },
  );
}

const lineHeight = 16;
const pageHeight = 400;

/** Up and down zoom around the pointer, sideways moves; where nothing is left to do the page scrolls. */
function wheel(figure: HTMLElement, actions: FigureActions, event: WheelEvent): void {
  const unit = event.deltaMode === 1 ? lineHeight : event.deltaMode === 2 ? pageHeight : 1;
  const down = event.deltaY * unit;
  const across = event.deltaX * unit;
  const sideways = event.shiftKey ? (across === 0 ? down : across) : across;
  let changed: boolean;
  if (!event.ctrlKey && (event.shiftKey || Math.abs(across) > Math.abs(down)))
    changed = actions.scroll(sideways);
  else {
    // A pinch comes as small steps with the control key held.
    const rate = event.ctrlKey ? 0.01 : 0.0016;
    const step = Math.max(-1, Math.min(1, down * rate));
    changed = actions.zoom(Math.exp(step), event.clientX - figure.getBoundingClientRect().left);
  }
  if (changed || event.ctrlKey) event.preventDefault();
}

function keyAction(event: KeyboardEvent): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowUp":
      return event.shiftKey ? { kind: "fire", by: -1 } : { kind: "step", by: -1 };
    case "ArrowRight":
    case "ArrowDown":
      return event.shiftKey ? { kind: "fire", by: 1 } : { kind: "step", by: 1 };
    case "PageUp":
      return { kind: "page", by: -1 };
    case "PageDown":
      return { kind: "page", by: 1 };
    case "Home":
      return { kind: "end", which: "first" };
    case "End":
      return { kind: "end", which: "last" };
    case "+":
    case "=":
      return { kind: "zoom", factor: 0.7 };
    case "-":
    case "_":
      return { kind: "zoom", factor: 1 / 0.7 };
    case "0":
      return { kind: "whole" };
    case "Enter":
    case " ":
      return { kind: "choose" };
    case "Escape":
      return { kind: "escape" };
    default:
      return undefined;
  }
}
