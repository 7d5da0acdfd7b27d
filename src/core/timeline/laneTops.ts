import type { TimelineDecision } from "./model";

/** Top of a decision in its row where there is no room for shapes, as a share of the height that its mark leaves free. */
export const laneTops: Readonly<Record<TimelineDecision, number>> = {
  fired: 0,
  below_min_savings: 0.5,
  no_candidates: 1,
  unknown: 1,
};
