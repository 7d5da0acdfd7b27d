import type { TimelineModel } from "../../src/core/timeline/model";
import { timeline } from "../strings/timeline";
import { LegendBox } from "./legendBox";

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
  readonly legend = new LegendBox();
  readonly figure = element("div", "timeline-figure");
  readonly #live = element("div", "timeline-live");

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
    this.figure.append(...canvases);
    const head = element("div", "timeline-head");
    head.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && onEscape()) event.preventDefault();
    });
    head.append(this.legend.element, controls);
    this.root.append(head, find, this.figure, minimap, tooltip, this.#live, help);
  }

  /** Names the figure after what it shows. */
  label({ length, segments }: TimelineModel): void {
    this.figure.setAttribute("aria-label", timeline.of(length, segments.length));
  }

  announce(text: string): void {
    this.#live.textContent = text;
  }

  /** A narrow or low timeline shows one line of its legend, and a lower overview. */
  fitLegend(): void {
    const { clientWidth, clientHeight } = this.root;
    if (this.legend.fit(clientWidth, clientHeight)) this.root.dataset["small"] = "";
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
