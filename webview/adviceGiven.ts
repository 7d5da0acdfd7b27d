import { advise } from "../src/core/lab/advice";
import type { AdviceGiven } from "./views/advice";
import type { WhatIfState } from "./whatIfGiven";

/** What is known of what to set instead. */
export function adviceGiven({ loaded, lab, knobs, chosen, pricedAs }: WhatIfState): AdviceGiven {
  const { swept, stopped } = lab;
  if (loaded.summary.measured === 0) return { kind: "no measurements" };
  if (swept === undefined) {
    if (stopped !== undefined) return { kind: "stopped" };
    return { kind: lab.isReady ? "sweeping" : "fitting" };
  }
  const advice = advise(swept, lab.priced?.selfCheck);
  const point = advice.kind === "change" ? advice.best.point : undefined;
  return {
    kind: "advice",
    advice,
    pruningWasOff: loaded.summary.fires === 0 && loaded.summary.evaluations === 0,
    prices: pricedAs.label,
    selfCheck: lab.priced?.selfCheck,
    isTaken:
      point !== undefined &&
      knobs.kind !== "recorded" &&
      point.policy === chosen.policy.id &&
      point.values.every((value, at) => value === chosen.values[at]),
  };
}
