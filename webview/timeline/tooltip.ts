import type { Description } from "../../src/core/timeline/description";

/** The box beside the pointer. Its content is text only. */
export class Tooltip {
  readonly element: HTMLElement;

  constructor() {
    this.element = document.createElement("div");
    this.element.className = "timeline-tooltip";
    this.element.hidden = true;
    this.element.setAttribute("role", "tooltip");
  }

  /** Shows the description near a point of the parent, inside it. */
  show(description: Description, x: number, y: number): void {
    const title = document.createElement("strong");
    title.textContent = description.title;
    const list = document.createElement("dl");
    for (const { label, value, tone } of description.rows) {
      const term = document.createElement("dt");
      term.textContent = label;
      const detail = document.createElement("dd");
      detail.textContent = value;
      detail.dataset["tone"] = tone;
      list.append(term, detail);
    }
    this.element.replaceChildren(title, list);
    if (description.note !== undefined) {
      const note = document.createElement("p");
      note.textContent = description.note;
      this.element.append(note);
    }
    this.element.hidden = false;
    this.#place(x, y);
  }

  hide(): void {
    this.element.hidden = true;
  }

  #place(x: number, y: number): void {
    const parent = this.element.offsetParent;
    if (parent === null) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const gap = 14;
    const left = x + gap + width <= parent.clientWidth ? x + gap : x - gap - width;
    const top = y + gap + height <= parent.clientHeight ? y + gap : y - gap - height;
    this.element.style.left = `${Math.max(0, Math.min(left, parent.clientWidth - width))}px`;
    this.element.style.top = `${Math.max(0, Math.min(top, parent.clientHeight - height))}px`;
  }
}
