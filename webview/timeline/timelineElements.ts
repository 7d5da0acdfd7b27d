import type { TimelineModel } from "../../src/core/timeline/model";
import { narrowBelow } from "../../src/core/timeline/layout";
import { formatNumberOf } from "../../src/core/format";

const keyHelp =
  "Arrow keys walk through the requests, Shift with arrow keys through the fires, Home and End go to the first and the last, Page Up and Page Down move by a view, plus and minus zoom, 0 shows everything, Escape leaves.";

/** Height in CSS pixels below which the legend would leave too little, where its lines are long and where they are not. */
const lowBelow = { wide: 380, medium: 460 };
const wideFrom = 800;

let helpCount = 0;

/** The timeline's elements and what they say to assistive technology. */
export class TimelineElements {
  readonly root = element("div", "timeline");
  readonly legend = element("ul", "timeline-legend-list");
  readonly figure = element("div", "timeline-figure");
  readonly #legendBox = element("details", "timeline-legend");
  readonly #live = element("div", "timeline-live");
  #isSmall: boolean | undefined;

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

  /** A narrow or low timeline shows its legend on demand. */
  fitLegend(): void {
    const { clientWidth, clientHeight } = this.root;
    const isSmall =
      clientWidth < narrowBelow ||
      clientHeight < (clientWidth < wideFrom ? lowBelow.medium : lowBelow.wide);
    if (isSmall === this.#isSmall) return;
    this.#isSmall = isSmall;
    this.#legendBox.open = !isSmall;
    if (isSmall) this.root.dataset["small"] = "";
    else delete this.root.dataset["small"];
  }

  /** Lets the figure be no lower than what it shows; the timeline scrolls where that is too high. */
  keepHeight(least: number): void {
    this.figure.style.minHeight = `${least}px`;
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
