import { prefersReducedMotion } from "./reducedMotion";
import type { VerticalScale } from "../../src/core/timeline/vertical";

/** Time in which the vertical scale comes to rest, in milliseconds. */
const settleTime = 140;

/** The vertical scale fits what is visible; it glides there, or jumps where motion is not wanted. */
export class VerticalGlide {
  #current: VerticalScale | undefined;
  #path:
    | { readonly from: VerticalScale; readonly to: VerticalScale; readonly since: number }
    | undefined;

  /** True until the last asked scale is reached. */
  get isMoving(): boolean {
    return this.#path !== undefined;
  }

  /** The scale to show now on the way to `target`; `now` in milliseconds. */
  step(target: VerticalScale, now: number): VerticalScale {
    const current = this.#current;
    if (current === undefined || prefersReducedMotion()) return this.jump(target);
    if (this.#path === undefined || !isSame(this.#path.to, target)) {
      if (isSame(current, target)) return this.jump(target);
      this.#path = { from: current, to: target, since: now };
    }
    const { from, to, since } = this.#path;
    const share = Math.min(1, Math.max(0, now - since) / settleTime);
    if (share >= 1) return this.jump(to);
    return (this.#current = between(from, to, 1 - (1 - share) ** 3));
  }

  jump(target: VerticalScale): VerticalScale {
    this.#path = undefined;
    return (this.#current = target);
  }
}

function isSame(a: VerticalScale, b: VerticalScale): boolean {
  return a.topTokens === b.topTokens && a.breakTokens === b.breakTokens;
}

function between(from: VerticalScale, to: VerticalScale, share: number): VerticalScale {
  // A break cannot come about by degrees.
  if ((from.breakTokens === 0) !== (to.breakTokens === 0)) return to;
  return {
    topTokens: from.topTokens + (to.topTokens - from.topTokens) * share,
    breakTokens: from.breakTokens + (to.breakTokens - from.breakTokens) * share,
  };
}
