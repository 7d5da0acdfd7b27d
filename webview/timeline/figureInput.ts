import type { Walk } from "../../src/core/timeline/walk";

/** What a user does to the figure, by pointer, wheel or key. Places are in CSS pixels from the figure's corner. */
export interface FigureActions {
  readonly hover: (x: number, y: number) => void;
  readonly leave: () => void;
  /** What a click does that begins at a place: it means what lies there now, whatever lies there when it ends. */
  readonly press: (x: number, y: number) => () => void;
  /** Moves what is shown by so many pixels to the right. */
  readonly drag: (by: number) => void;
  /** True where the view changed. `smooth`: a step that is large enough to be shown as a movement. */
  readonly zoom: (factor: number, x: number, smooth: boolean) => boolean;
  /** Moves the view by so many pixels; true where it changed. */
  readonly scroll: (by: number) => boolean;
  readonly key: (action: KeyAction) => void;
}

export type KeyAction =
  | Walk
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "whole" }
  | { readonly kind: "choose" }
  | { readonly kind: "find" }
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

/** A finger or a pressed mouse button on the figure. */
interface Press {
  readonly x: number;
  readonly y: number;
}

/** Fingers closer together than this, in CSS pixels, do not zoom any more. */
const leastSpread = 24;

function listenToPointer(figure: HTMLElement, actions: FigureActions, signal: AbortSignal): void {
  const presses = new Map<number, Press>();
  /** Where the only press began and what it does as a click, until it is a drag or one of two. */
  let click: (Press & { readonly act: () => void }) | undefined;
  const placeOf = (event: MouseEvent): Press => {
    const { left, top } = figure.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const beginDrag = (event: PointerEvent) => {
    click = undefined;
    figure.setPointerCapture(event.pointerId);
    figure.dataset["dragging"] = "true";
    actions.leave();
  };
  figure.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      const place = placeOf(event);
      presses.set(event.pointerId, place);
      if (presses.size === 1) click = { ...place, act: actions.press(place.x, place.y) };
      else beginDrag(event);
    },
    { signal },
  );
  figure.addEventListener(
    "pointermove",
    (event) => {
      const place = placeOf(event);
      const before = presses.get(event.pointerId);
      if (before === undefined) {
        if (presses.size === 0 && event.pointerType !== "touch") actions.hover(place.x, place.y);
        return;
      }
      if (click !== undefined) {
        if (Math.hypot(place.x - click.x, place.y - click.y) < dragFrom) return;
        beginDrag(event);
      }
      const other = Array.from(presses).find(([id]) => id !== event.pointerId)?.[1];
      presses.set(event.pointerId, place);
      if (other === undefined) actions.drag(place.x - before.x);
      else pinch(actions, before, place, other);
    },
    { signal },
  );
  const release = (event: PointerEvent) => {
    presses.delete(event.pointerId);
    if (presses.size > 0) return;
    click = undefined;
    delete figure.dataset["dragging"];
  };
  figure.addEventListener(
    "pointerup",
    (event) => {
      const act = presses.has(event.pointerId) ? click?.act : undefined;
      release(event);
      act?.();
    },
    { signal },
  );
  figure.addEventListener("pointercancel", release, { signal });
  figure.addEventListener(
    "pointerleave",
    (event) => {
      if (presses.has(event.pointerId) && click === undefined) return;
      release(event);
      actions.leave();
    },
    { signal },
  );
}

/** One of two fingers moved: what lies under both stays there. */
function pinch(actions: FigureActions, before: Press, now: Press, other: Press): void {
  const spread = (press: Press) =>
    Math.max(leastSpread, Math.hypot(press.x - other.x, press.y - other.y));
  const middle = (now.x + other.x) / 2;
  actions.drag(middle - (before.x + other.x) / 2);
  actions.zoom(spread(before) / spread(now), middle, false);
}

const lineHeight = 16;
const pageHeight = 400;
/** A wheel turns by steps of at least so many pixels, a trackpad by less. */
const notch = 50;

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
    const x = event.clientX - figure.getBoundingClientRect().left;
    changed = actions.zoom(Math.exp(step), x, !event.ctrlKey && Math.abs(down) >= notch);
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
    case "/":
      return { kind: "find" };
    case "Enter":
    case " ":
      return { kind: "choose" };
    case "Escape":
      return { kind: "escape" };
    default:
      return undefined;
  }
}
