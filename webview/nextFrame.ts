/** Draws at most once a frame, however often that is asked for. */
export class NextFrame {
  readonly #draw: () => void;
  #isAsked = false;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  readonly ask = (): void => {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#draw();
    });
  };
}

/** Calls back when what is drawn in the next frame is on the screen: two frames later. */
export function whenPainted(then: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(then);
  });
}
