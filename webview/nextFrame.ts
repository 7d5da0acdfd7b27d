/** Draws at most once a frame, however often that is asked for; and before a key or a press finds what is no longer so. */
export class NextFrame {
  readonly #draw: () => void;
  #frame: number | undefined;

  constructor(draw: () => void) {
    this.#draw = draw;
    // What is drawn acts by what was so when it was drawn: a second key within a frame would act as if the first had not been.
    for (const type of ["keydown", "pointerdown"])
      window.addEventListener(
        type,
        () => {
          this.#now();
        },
        { capture: true },
      );
  }

  readonly ask = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  };

  #now(): void {
    if (this.#frame === undefined) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#draw();
  }
}

/** Calls back when what is drawn in the next frame is on the screen: two frames later. */
export function whenPainted(then: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(then);
  });
}
