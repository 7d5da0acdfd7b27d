import { prefersReducedMotion } from "./reducedMotion";
import type { Viewport } from "../../src/core/timeline/viewport";

/** Time in which a view comes to rest after a step of a wheel or a key, in milliseconds. */
const settleTime = 120;

/** The view on its way to where the user sent it; what keeps its place at both ends keeps it on the way. */
export class ViewGlide {
  #shown: Viewport | undefined;
  #path: { readonly from: Viewport; readonly since: number | undefined } | undefined;

  /** True until the view that was asked for last is reached. */
  get isMoving(): boolean {
    return this.#path !== undefined;
  }

  /** From the next frame on the view glides; where motion is not wanted it jumps. */
  begin(): void {
    const from = this.#shown;
    if (from === undefined || prefersReducedMotion()) return;
    this.#path = { from, since: undefined };
  }

  /** Ends the way at once. */
  jump(): void {
    this.#path = undefined;
  }

  /** The view to show now on the way to `target`; `now` in milliseconds. */
  step(target: Viewport, now: number): Viewport {
    const path = this.#path;
    if (path?.from.axis !== target.axis) return this.#rest(target);
    const since = path.since ?? now;
    this.#path = { ...path, since };
    // The first frame already moves: it stands for the time until it is seen.
    const share = (now - since + 16) / settleTime;
    if (share >= 1) return this.#rest(target);
    const eased = 1 - (1 - share) ** 3;
    const between = (a: number, b: number) => a + (b - a) * eased;
    this.#shown = {
      axis: target.axis,
      from: between(path.from.from, target.from),
      to: between(path.from.to, target.to),
    };
    return this.#shown;
  }

  #rest(target: Viewport): Viewport {
    this.#path = undefined;
    return (this.#shown = target);
  }
}
