import type { TimelineModel } from "../../src/core/timeline/model";
import { narrowBelow } from "../../src/core/timeline/layout";
import { formatNumberOf } from "../../src/core/format";

const keyHelp =
  "Arrow keys walk through the requests, Shift with arrow keys through the fires, Home and End go to the first and the last, Page Up and Page Down move by a view, plus and minus zoom, 0 shows everything, Escape leaves.";

let helpCount = 0;

/** The timeline's elements and what they say to assistive technology. */
export class TimelineElements {
  readonly root = element("div", "timeline");
  readonly legend = element("ul", "timeline-legend-list");
  readonly figure = element("div", "timeline-figure");
  readonly #legendBox = element("details", "timeline-legend");
  readonly #live = element("div", "timeline-live");
  #isNarrow: boolean | undefined;

  constructor(canvases: readonly HTMLCanvasElement[], minimap: HTMLElement, tooltip: HTMLElement) {
    this.figure.tabIndex = 0;
    this.figure.setAttribute("role", "application");
    this.figure.setAttribute("aria-roledescription", "timeline");
    this.figure.setAttribute("aria-label", "Timeline");
    const help = element("div", "timeline-live");
    help.id = `timeline-help-${++helpCount}`;
    help.textContent = keyHelp;
    this.figure.setAttribute("aria-describedby", help.id);
    this.#live.setAttribute("aria-live", "polite");
    this.legend.setAttribute("aria-label", "Legend");
    const summary = document.createElement("summary");
    summary.textContent = "Legend";
    this.#legendBox.append(summary, this.legend);
    this.figure.append(...canvases);
    this.root.append(this.#legendBox, this.figure, minimap, tooltip, this.#live, help);
  }

  /** Names the figure after what it shows. */
  label({ length, segments }: TimelineModel): void {
    const parts = [formatNumberOf(length, "request")];
    if (segments.length > 1) parts.push(formatNumberOf(segments.length, "segment"));
    this.figure.setAttribute("aria-label", `Timeline of ${parts.join(", ")}`);
  }

  announce(text: string): void {
    this.#live.textContent = text;
  }

  /** A narrow timeline shows its legend on demand. */
  fitLegend(): void {
    const isNarrow = this.root.clientWidth < narrowBelow;
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    this.#legendBox.open = !isNarrow;
    if (isNarrow) this.root.dataset["narrow"] = "";
    else delete this.root.dataset["narrow"];
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
