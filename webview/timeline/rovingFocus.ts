/** Makes the buttons of a list one stop of the Tab key, within which arrows, Home and End walk over what is not hidden. */
export class RovingFocus {
  readonly #list: HTMLElement;
  #at = 0;

  constructor(list: HTMLElement) {
    this.#list = list;
    list.addEventListener("keydown", (event) => {
      const buttons = this.#buttons();
      const here = buttons.findIndex((button) => button === event.target);
      const next = here < 0 ? undefined : target(event, here, buttons.length);
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      buttons[next]?.focus();
    });
    list.addEventListener("focusin", (event) => {
      const at = this.#buttons().findIndex((button) => button === event.target);
      if (at < 0) return;
      this.#at = at;
      this.refresh();
    });
  }

  /** After the buttons changed. */
  refresh(): void {
    const buttons = this.#buttons();
    this.#at = Math.max(0, Math.min(this.#at, buttons.length - 1));
    for (const [at, button] of buttons.entries()) button.tabIndex = at === this.#at ? 0 : -1;
  }

  #buttons(): readonly HTMLButtonElement[] {
    return Array.from(this.#list.querySelectorAll<HTMLButtonElement>(":not([hidden]) > button"));
  }
}

function target({ key }: KeyboardEvent, here: number, count: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowUp":
      return (here - 1 + count) % count;
    case "ArrowRight":
    case "ArrowDown":
      return (here + 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
