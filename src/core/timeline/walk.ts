import { requestAt, type Axis } from "./axis";
import { decisions, type TimelineModel } from "./model";
import type { Viewport } from "./viewport";

/** A step through the requests that a key asks for. */
export type Walk =
  | { readonly kind: "step"; readonly by: number }
  | { readonly kind: "page"; readonly by: -1 | 1 }
  | { readonly kind: "fire"; readonly by: -1 | 1 }
  | { readonly kind: "end"; readonly which: "first" | "last" };

const firedCode = decisions.indexOf("fired");
/** Share of the view that one page moves by: something of the old stays in sight. */
export const pageShare = 0.9;

/**
 * The request that a step leads to, from the selected one or, without one, from the first in view. Stays at the ends;
 * undefined where there is no further fire, or no request at all.
 */
export function walkTarget(
  model: TimelineModel,
  axis: Axis,
  view: Viewport,
  selected: number | undefined,
  walk: Walk,
): number | undefined {
  if (model.length === 0) return undefined;
  const last = model.length - 1;
  const first = Math.max(0, requestAt(axis, view.from));
  switch (walk.kind) {
    case "step":
      return selected === undefined ? first : Math.min(last, Math.max(0, selected + walk.by));
    case "end":
      return walk.which === "first" ? 0 : last;
    case "page": {
      const from = axis.start[selected ?? first] ?? 0;
      return requestAt(axis, from + walk.by * pageShare * (view.to - view.from));
    }
    case "fire": {
      const start = selected ?? (walk.by > 0 ? first - 1 : model.length);
      for (let request = start + walk.by; request >= 0 && request <= last; request += walk.by)
        if (model.requests.decision[request] === firedCode) return request;
      return undefined;
    }
  }
}
