import { noFilter, isOpen, type Filter } from "../../src/core/timeline/filter";
import { toolOf } from "../../src/core/timeline/describeItem";
import type { Emphasis } from "../../src/core/timeline/emphasis";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { AxisKind } from "../../src/core/timeline/viewport";
import { filterWords, find, timeline } from "../strings/timeline";

export interface ControlEvents {
  readonly onAxis: (kind: AxisKind) => void;
  readonly onFind: () => void;
  readonly onFilter: (filter: Filter) => void;
}

const axes: readonly AxisKind[] = ["requests", "time"];

/** What stands above the picture besides its legend: the axis, one tool, the search, and what a filter lets through. */
export class Controls {
  readonly element = document.createElement("div");
  readonly #axes: readonly HTMLButtonElement[];
  readonly #tool = document.createElement("select");
  readonly #toolLabel = document.createElement("label");
  readonly #matching = document.createElement("span");
  readonly #clear = document.createElement("button");
  #model: TimelineModel | undefined;
  #filter = noFilter;

  constructor(events: ControlEvents) {
    this.element.className = "timeline-controls";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", timeline.controls);
    const group = document.createElement("div");
    group.className = "timeline-axes";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", timeline.axis);
    this.#axes = axes.map((kind) => {
      const button = plainButton(timeline.axes[kind], timeline.axisTitles[kind], () => {
        events.onAxis(kind);
      });
      button.dataset["axis"] = kind;
      return button;
    });
    group.append(...this.#axes);
    const name = document.createElement("span");
    name.className = "timeline-tool-name";
    name.textContent = `${filterWords.tool} `;
    this.#toolLabel.append(name, this.#tool);
    this.#tool.setAttribute("aria-label", filterWords.tool);
    this.#tool.addEventListener("change", () => {
      const tool = this.#tool.value === "" ? undefined : this.#tool.value.slice(1);
      events.onFilter({ ...this.#filter, tool });
    });
    this.#matching.className = "timeline-matching";
    this.#matching.setAttribute("role", "status");
    this.#clear.type = "button";
    this.#clear.className = "timeline-clear";
    this.#clear.textContent = filterWords.clear;
    this.#clear.addEventListener("click", () => {
      events.onFilter(noFilter);
    });
    const search = plainButton(find.open, find.openTitle, events.onFind);
    search.className = "timeline-open-find";
    this.element.append(this.#toolLabel, group, search, this.#matching, this.#clear);
  }

  showAxis(kind: AxisKind): void {
    for (const button of this.#axes)
      button.setAttribute("aria-pressed", String(button.dataset["axis"] === kind));
  }

  /**
   * Says what the filter lets through, and offers the session's tools.
   * @param isAwaited the filter asks for uncertain requests, and which those are is still being worked out
   */
  show(
    model: TimelineModel,
    filter: Filter,
    emphasis: Emphasis | undefined,
    isAwaited: boolean,
  ): void {
    this.#filter = filter;
    if (this.#model !== model) this.#offerTools(model);
    this.#model = model;
    this.#tool.value = filter.tool === undefined ? "" : `=${filter.tool}`;
    const filtering = !isOpen(filter);
    const hadFocus = document.activeElement === this.#clear;
    this.#clear.hidden = !filtering;
    if (hadFocus && !filtering) this.#axes[0]?.focus();
    const items = model.segments.reduce((sum, segment) => sum + segment.items.length, 0);
    const text = isAwaited
      ? filterWords.awaited
      : filtering && emphasis !== undefined
        ? filterWords.matching(emphasis.itemCount, items, emphasis.requestCount, model.length)
        : "";
    if (this.#matching.textContent !== text) this.#matching.textContent = text;
  }

  #offerTools(model: TimelineModel): void {
    const counts = new Map<string, number>();
    for (const segment of model.segments)
      for (let item = 0; item < segment.items.length; item++) {
        const tool = toolOf(segment, item);
        if (tool !== undefined) counts.set(tool, (counts.get(tool) ?? 0) + 1);
      }
    const sorted = Array.from(counts).sort(([a], [b]) => (a < b ? -1 : 1));
    this.#toolLabel.hidden = sorted.length === 0;
    this.#tool.replaceChildren(
      option("", filterWords.everyTool),
      // A value of its own for every name, whatever the name is.
      ...sorted.map(([name, count]) => option(`=${name}`, filterWords.toolOption(name, count))),
    );
  }
}

function option(value: string, text: string): HTMLOptionElement {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

function plainButton(text: string, title: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.title = title;
  button.addEventListener("click", act);
  return button;
}
