import { endingPoint, type LabSweep } from "./labRun";
import type { SelfCheck } from "../whatif/selfCheck";
import type { BestPoint } from "../whatif/sweep";

/** A difference in cost below this share is not worth changing a setting for. */
const worthwhile = 0.01;

/** A model that repeats a smaller share of the recorded decisions is no ground for advice. */
const repeatedEnough = 0.95;

/** A point, and the share of the recorded run's cost that it saves; negative where it costs more. */
export interface Saving {
  readonly best: BestPoint;
  readonly share: number;
}

/** What the sweep advises: what to set the agent's own rule to, or to keep what is. */
export type Advice =
  | (Saving & {
      readonly kind: "change";
      /** Another rule that saves clearly more, which the agent would have to learn first. */
      readonly better: Saving | undefined;
    })
  | {
      readonly kind: "keep";
      /** The cheapest setting of the agent's own rule that leaves something out; undefined where none was found. */
      readonly firing: Saving | undefined;
      /** Another rule that saves something, which the agent would have to learn first. */
      readonly better: Saving | undefined;
    }
  /** No request's cost is known, or every setting hides a result from the model that it saw. */
  | { readonly kind: "unknown" }
  /** The model does not repeat the run that it knows: so many of the recorded decisions. */
  | { readonly kind: "doubtful"; readonly sameDecision: number; readonly evaluated: number };

/** Whether the model repeats the run that it knows well enough for what it says of other settings to be a ground. */
export function repeatsEnough({ sameDecision, evaluated }: SelfCheck): boolean {
  return sameDecision >= repeatedEnough * evaluated;
}

/**
 * Advises on the recorded settings, against the recorded run under the same model of the cache. `check` is how well that
 * model repeats the recorded run, undefined where it has not been tried.
 */
export function advise(swept: LabSweep, check: SelfCheck | undefined): Advice {
  if (check !== undefined && !repeatsEnough(check))
    return {
      kind: "doubtful",
      sameDecision: check.sameDecision,
      evaluated: check.evaluated,
    };
  const own = savingOf(endingPoint(swept));
  const overall = savingOf(swept.sweep.best);
  if (own === undefined && overall === undefined) return { kind: "unknown" };
  if (own === undefined || own.share < worthwhile)
    return {
      kind: "keep",
      firing: savingOf(swept.firingOfYoi),
      better: overall !== undefined && overall.share >= worthwhile ? overall : undefined,
    };
  const better =
    overall !== undefined && overall.share - own.share >= worthwhile ? overall : undefined;
  return { kind: "change", ...own, better };
}

function savingOf(best: BestPoint | undefined): Saving | undefined {
  if (best === undefined || !(best.recorded.cost > 0)) return undefined;
  return { best, share: 1 - best.point.summary.cost / best.recorded.cost };
}
