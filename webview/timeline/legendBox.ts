import { narrowBelow } from "../../src/core/timeline/layout";
import { legendWords } from "../strings/legend";
import { filterWords, timeline } from "../strings/timeline";
import { RovingFocus } from "./rovingFocus";

/** Height of the timeline in CSS pixels below which a whole legend leaves too little, where its lines are long and where they are not. */
const lowBelow = { wide: 440, medium: 480 };
const wideFrom = 800;

let count = 0;

/** Where the legend stands: all of it where there is room, else one line of it with a button that leads to the rest. */
export class LegendBox {
  readonly element = document.createElement("div");
  /** Others fill in its entries, and let them be folded then. */
  readonly list = document.createElement("ul");
  readonly #more = document.createElement("button");
  readonly #keys = new RovingFocus(this.list);
  #isSmall = false;
  #isOpen = false;

  constructor() {
    this.element.className = "timeline-legend";
    this.list.className = "timeline-legend-list";
    this.list.id = `timeline-legend-${++count}`;
    const tools = document.createElement("div");
    tools.className = "timeline-legend-tools";
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", timeline.legend);
    tools.title = filterWords.legendHint;
    tools.append(this.list);
    this.#more.type = "button";
    this.#more.className = "timeline-legend-more";
    this.#more.setAttribute("aria-controls", this.list.id);
    this.#more.addEventListener("click", () => {
      this.#isOpen = !this.#isOpen;
      this.fold();
    });
    this.element.append(tools, this.#more);
  }

  /** Takes the size of the whole timeline, in CSS pixels. True where that has no room for the whole legend. */
  fit(width: number, height: number): boolean {
    const isSmall =
      width < narrowBelow || height < (width < wideFrom ? lowBelow.medium : lowBelow.wide);
    if (isSmall !== this.#isSmall) this.#isOpen = false;
    this.#isSmall = isSmall;
    this.fold();
    return isSmall;
  }

  /** Hides what does not fit into one line: after the entries or the room changed. */
  fold(): void {
    const entries = Array.from(this.list.querySelectorAll("li"));
    const isFolded = this.#isSmall && !this.#isOpen;
    this.element.classList.toggle("folded", isFolded);
    this.element.classList.toggle("unfolded", this.#isSmall && this.#isOpen);
    this.#more.hidden = !this.#isSmall;
    this.#more.setAttribute("aria-expanded", String(this.#isOpen));
    this.#more.textContent = isFolded ? legendWords.more(entries.length) : legendWords.fewer;
    for (const entry of entries) entry.hidden = false;
    if (isFolded) {
      const line = entries[0]?.offsetTop ?? 0;
      const unseen = entries.filter((entry) => entry.offsetTop > line);
      for (const entry of unseen) entry.hidden = true;
      this.#more.hidden = unseen.length === 0;
      this.#more.textContent = legendWords.more(unseen.length);
    }
    this.#keys.refresh();
  }
}
