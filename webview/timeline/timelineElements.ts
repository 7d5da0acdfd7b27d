import { narrowBelow } from "../../src/core/timeline/layout";
import type { TimelineModel } from "../../src/core/timeline/model";
import { filterWords, timeline } from "../strings/timeline";

/** Height in CSS pixels below which the legend would leave too little, where its lines are long and where they are not. */
const lowBelow = { wide: 380, medium: 460 };
const wideFrom = 800;

let count = 0;

/** What the timeline is put together from. */
export interface Parts {
  readonly canvases: readonly HTMLCanvasElement[];
  readonly controls: HTMLElement;
  readonly find: HTMLElement;
  readonly minimap: HTMLElement;
  readonly tooltip: HTMLElement;
}

/** The timeline's elements and what they say to assistive technology. */
export class TimelineElements {
  readonly root = element("div", "timeline");
  readonly legend = element("ul", "timeline-legend-list");
  readonly figure = element("div", "timeline-figure");
  readonly #legendBox = element("details", "timeline-legend");
  readonly #live = element("div", "timeline-live");
  #isSmall: boolean | undefined;

  /** `onEscape`: Escape was pressed above the picture; true where it led to something. */
  constructor({ canvases, controls, find, minimap, tooltip }: Parts, onEscape: () => boolean) {
    const help = element("div", "timeline-live");
    help.id = `timeline-help-${++count}`;
    help.textContent = timeline.keys;
    this.figure.id = `timeline-figure-${count}`;
    this.figure.tabIndex = 0;
    this.figure.setAttribute("role", "application");
    this.figure.setAttribute("aria-roledescription", timeline.role);
    this.figure.setAttribute("aria-label", timeline.name);
    this.figure.setAttribute("aria-describedby", help.id);
    minimap.setAttribute("aria-controls", this.figure.id);
    this.#live.setAttribute("aria-live", "polite");
    const tools = element("div", "timeline-legend-tools");
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", timeline.legend);
    tools.title = filterWords.legendHint;
    tools.append(this.legend);
    const summary = document.createElement("summary");
    summary.textContent = timeline.legend;
    this.#legendBox.append(summary, tools);
    this.figure.append(...canvases);
    const head = element("div", "timeline-head");
    head.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && onEscape()) event.preventDefault();
    });
    head.append(this.#legendBox, controls);
    this.root.append(head, find, this.figure, minimap, tooltip, this.#live, help);
  }

  /** Names the figure after what it shows. */
  label({ length, segments }: TimelineModel): void {
    this.figure.setAttribute("aria-label", timeline.of(length, segments.length));
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
