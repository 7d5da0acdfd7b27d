import type { Disposable } from "vscode";

/** A page that is not shown says nothing; whoever waits for its session waits no longer than this. */
const patienceMs = 1000;

/**
 * The start of a page: it has begun when it runs, and so has painted its first text, or after a second. What takes
 * processors begins after it, so that the first paint comes as soon for a large session as for a small one.
 */
export class PageStart implements Disposable {
  readonly #begun: Promise<void>;
  readonly #begin: () => void;
  #hasBegun = false;
  #isClosed = false;
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let begin = (): void => undefined;
    this.#begun = new Promise((resolve) => {
      begin = () => {
        this.#hasBegun = true;
        resolve();
      };
    });
    this.#begin = begin;
    this.#timer = setTimeout(begin, patienceMs);
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Works as soon as the page has begun; not at all where it is closed before: its panel can then be asked nothing more. */
  async afterwards(work: () => PromiseLike<void>): Promise<void> {
    await this.#begun;
    if (!this.#isClosed) await work();
  }

  /** The page has said that it runs. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#begin();
  }

  dispose(): void {
    this.#isClosed = true;
    this.begin();
  }
}
