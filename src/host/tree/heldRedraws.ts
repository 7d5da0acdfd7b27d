import type { Node } from "./node";

/** From pressing a row to releasing it, and a little more. */
const holdMilliseconds = 400;

/**
 * Passes on which rows to draw anew (undefined: all), but not while the user may be about to release a row: one that is
 * drawn anew between press and release would only be selected, and not opened.
 */
export class HeldRedraws {
  readonly #redraw: (nodes: readonly Node[] | undefined) => void;
  #timer: NodeJS.Timeout | undefined;
  #waiting: "nothing" | "everything" | Set<Node> = "nothing";

  constructor(redraw: (nodes: readonly Node[] | undefined) => void) {
    this.#redraw = redraw;
  }

  /** A row was pressed. */
  hold(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const waiting = this.#waiting;
      this.#waiting = "nothing";
      if (waiting === "everything") this.#redraw(undefined);
      else if (waiting !== "nothing") this.#redraw(Array.from(waiting));
    }, holdMilliseconds);
  }

  redraw(nodes: readonly Node[] | undefined): void {
    if (this.#timer === undefined) this.#redraw(nodes);
    else if (nodes === undefined || this.#waiting === "everything") this.#waiting = "everything";
    else this.#waiting = new Set([...(this.#waiting === "nothing" ? [] : this.#waiting), ...nodes]);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
