import { find } from "../strings/timeline";
import { findScopes, type FindScope, type SearchQuery } from "./timelineChoices";

export interface FindBarEvents {
  /** What is looked for changed. */
  readonly onQuery: (text: string, scope: FindScope) => void;
  readonly onStep: (by: -1 | 1) => void;
  readonly onClose: () => void;
}

/** What the bar says about a search. */
export interface FindStatus {
  readonly text: string;
  /** What is missing from it, as a sentence. */
  readonly note: string;
  readonly hasMatches: boolean;
}

/** The line in which a text to look for is written, and what is said about it. */
export class FindBar {
  readonly element = document.createElement("div");
  readonly #input = document.createElement("input");
  readonly #scope = document.createElement("select");
  readonly #status = document.createElement("span");
  readonly #note = document.createElement("span");
  readonly #steps: readonly HTMLButtonElement[];
  readonly #events: FindBarEvents;
  #isOpen = false;

  constructor(events: FindBarEvents) {
    this.#events = events;
    this.element.className = "timeline-find";
    this.element.setAttribute("role", "search");
    this.element.hidden = true;
    this.#input.type = "text";
    this.#input.spellcheck = false;
    this.#input.placeholder = find.placeholder;
    this.#input.setAttribute("aria-label", find.label);
    this.#scope.setAttribute("aria-label", find.scope);
    for (const scope of findScopes) {
      const option = document.createElement("option");
      option.value = scope;
      option.textContent = find.scopes[scope];
      this.#scope.append(option);
    }
    this.#status.className = "timeline-find-count";
    this.#status.setAttribute("role", "status");
    this.#note.className = "timeline-find-note";
    const step = (by: -1 | 1): HTMLButtonElement =>
      iconButton(by < 0 ? "↑" : "↓", by < 0 ? find.previous : find.next, () => {
        events.onStep(by);
      });
    this.#steps = [step(-1), step(1)];
    const close = iconButton("✕", find.close, events.onClose);
    this.element.append(this.#input, this.#scope, this.#status, ...this.#steps, close, this.#note);
    this.#listen();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get text(): string {
    return this.#input.value;
  }

  get scope(): FindScope {
    return findScopes.find((scope) => scope === this.#scope.value) ?? "everything";
  }

  /** Opens it, with what was looked for before selected. */
  open(): void {
    this.#isOpen = true;
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  /** Opens it with a query, without taking the focus. */
  fill({ text, scope }: SearchQuery): void {
    this.#isOpen = true;
    this.element.hidden = false;
    this.#input.value = text;
    this.#scope.value = scope;
  }

  close(): void {
    this.#isOpen = false;
    this.element.hidden = true;
  }

  /** Without the texts there is nothing to choose between. */
  offerScopes(offered: boolean): void {
    this.#scope.hidden = !offered;
  }

  say({ text, note, hasMatches }: FindStatus): void {
    this.#status.textContent = text;
    this.#note.textContent = note;
    this.#input.toggleAttribute("data-none", !hasMatches && this.#input.value !== "");
    for (const button of this.#steps) button.disabled = !hasMatches;
  }

  #listen(): void {
    const query = () => {
      this.#events.onQuery(this.#input.value, this.scope);
    };
    this.#input.addEventListener("input", query);
    this.#scope.addEventListener("change", query);
    this.element.addEventListener("keydown", (event) => {
      // Such a key belongs to whoever puts a character together.
      if (event.isComposing) return;
      if (event.key === "Escape") this.#events.onClose();
      else if (event.key === "Enter" && event.target === this.#input)
        this.#events.onStep(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
}

function iconButton(icon: string, name: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "timeline-icon";
  button.textContent = icon;
  button.title = name;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}
