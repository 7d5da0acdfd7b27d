import type { LoadedSession } from "./loadedSession";

/** A session that has not grown for so long is no longer called live. */
const idleAfterMs = 120_000;

/** Whether the session is being written: it is once it has grown while the page showed it, until it rests. */
export class LiveMark {
  readonly #onChange: () => void;
  #requests: number | undefined;
  #items = 0;
  #grownAt: Date | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onChange`: it no longer is. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** When it grew last; undefined while it rests. */
  get grownAt(): Date | undefined {
    return this.#grownAt;
  }

  /** Takes another state of the session. */
  use({ rows, summary }: LoadedSession): void {
    const grown =
      this.#requests !== undefined && (rows.length > this.#requests || summary.items > this.#items);
    this.#requests = rows.length;
    this.#items = summary.items;
    if (!grown) return;
    this.#grownAt = new Date();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#grownAt = undefined;
      this.#onChange();
    }, idleAfterMs);
  }
}
