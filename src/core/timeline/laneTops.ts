import type { TimelineDecision } from "./model";

/** Height of a decision in its row where there is no room for shapes, from the top, as a share of what is free. */
export const laneTops: Readonly<Record<TimelineDecision, number>> = {
  fired: 0,
  below_min_savings: 0.5,
  no_candidates: 1,
  unknown: 1,
};
