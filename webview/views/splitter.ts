import { html, type TemplateResult } from "lit";
import { formatShare } from "../../src/core/format";
import { unreachable } from "../../src/core/unreachable";
import { layout as words } from "../strings";

/** A bar between two parts of its parent, whose second part has a share of the whole. */
export interface Splitter {
  readonly id: string;
  readonly label: string;
  /** Of the bar: a vertical one stands between left and right. */
  readonly orientation: "horizontal" | "vertical";
  /** The second part's share of the parent, 0 to 1, and its bounds. */
  readonly share: number;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
  /** Id of the second part. */
  readonly controls: string;
}

const step = 0.02;
const leap = 0.1;

/** Moved by pointer and by key; a double click sets it back. */
export function splitterView(splitter: Splitter, onMove: (share: number) => void): TemplateResult {
  const { id, label, orientation, share, least, most, usual, controls } = splitter;
  const move = (wanted: number) => {
    onMove(Math.min(most, Math.max(least, wanted)));
  };
  return html`<div
    class=${`splitter ${orientation}`}
    id=${id}
    role="separator"
    tabindex="0"
    title=${words.splitterTitle}
    aria-label=${label}
    aria-orientation=${orientation}
    aria-controls=${controls}
    aria-valuemin=${Math.round(100 * least)}
    aria-valuemax=${Math.round(100 * most)}
    aria-valuenow=${Math.round(100 * share)}
    aria-valuetext=${words.share(formatShare(share, 1))}
    @keydown=${(event: KeyboardEvent) => {
      const next = shareAfter(event.key, splitter);
      if (next === undefined) return;
      event.preventDefault();
      move(next);
    }}
    @dblclick=${() => {
      move(usual);
    }}
    @pointerdown=${(event: PointerEvent) => {
      const { currentTarget } = event;
      if (currentTarget instanceof HTMLElement && event.button === 0)
        currentTarget.setPointerCapture(event.pointerId);
    }}
    @pointermove=${(event: PointerEvent) => {
      const { currentTarget: bar } = event;
      if (!(bar instanceof HTMLElement) || !bar.hasPointerCapture(event.pointerId)) return;
      const box = bar.parentElement?.getBoundingClientRect();
      if (box !== undefined) move(shareAt(event, box, orientation));
    }}
  ></div>`;
}

function shareAt(
  { clientX, clientY }: PointerEvent,
  box: DOMRect,
  orientation: Splitter["orientation"],
): number {
  switch (orientation) {
    case "vertical":
      return (box.right - clientX) / box.width;
    case "horizontal":
      return (box.bottom - clientY) / box.height;
    default:
      return unreachable(orientation);
  }
}

/** What a key makes of the share; undefined for keys that do not move the bar. */
function shareAfter(
  key: string,
  { share, least, most, orientation }: Splitter,
): number | undefined {
  // Towards the start of the parent the second part grows.
  const [grow, shrink] =
    orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  switch (key) {
    case grow:
      return share + step;
    case shrink:
      return share - step;
    case "PageUp":
      return share + leap;
    case "PageDown":
      return share - leap;
    case "Home":
      return least;
    case "End":
      return most;
    default:
      return undefined;
  }
}
