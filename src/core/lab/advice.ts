import { endingPoint, type LabSweep } from "./labRun";
import type { BestPoint } from "../whatif/sweep";

/** A difference in cost below this share is not worth changing a setting for. */
const worthwhile = 0.01;

/** What the sweep advises: other settings and the share of the cost that they save, or to keep what is. */
export type Advice =
  | {
      readonly kind: "change";
      readonly best: BestPoint;
      readonly share: number;
      /** Another rule that saves clearly more, which the agent would have to learn first. */
      readonly better: { readonly best: BestPoint; readonly share: number } | undefined;
    }
  | { readonly kind: "keep" }
  /** No request's cost is known, or every setting hides a result from the model that it saw. */
  | { readonly kind: "unknown" };

/** Advises on the recorded settings, against the recorded run under the same model of the cache. */
export function advise(swept: LabSweep): Advice {
  const best = endingPoint(swept);
  if (best === undefined || !(best.recorded.cost > 0)) return { kind: "unknown" };
  const share = savedShare(best);
  if (share < worthwhile) return { kind: "keep" };
  const overall = swept.sweep.best;
  const more = overall === undefined || overall.point === best.point ? 0 : savedShare(overall);
  const better =
    overall !== undefined && more - share >= worthwhile
      ? { best: overall, share: more }
      : undefined;
  return { kind: "change", best, share, better };
}

function savedShare({ point, recorded }: BestPoint): number {
  return 1 - point.summary.cost / recorded.cost;
}
