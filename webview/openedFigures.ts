import type { Disclosure } from "./views/disclosure";

/** Which figures of one part of the page the user has opened to how they were obtained. */
export class OpenedFigures {
  readonly #opened = new Set<string>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** `explained`: all of them stand open, whatever was opened one by one. */
  disclosure(explained: boolean): Disclosure {
    return {
      isOpen: (id) => explained || this.#opened.has(id),
      toggle: (id) => {
        if (!this.#opened.delete(id)) this.#opened.add(id);
        this.#onChange();
      },
    };
  }
}
