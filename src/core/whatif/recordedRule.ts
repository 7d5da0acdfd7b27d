import type { PruneSettings } from "../prune/evaluate";
import type { Decide } from "./policies/policy";
import { decideAsYoi } from "./policies/yoi";
import type { Scenario } from "./scenario";

/** yoi's rule with the settings that were in force at each request; nothing where nothing was evaluated. */
export function decideAsRecorded({ replay }: Scenario): Decide {
  const pruned = replay.segments.some(({ evaluations }) => evaluations.length > 0);
  let latest: PruneSettings | undefined;
  const settings = replay.requests.map(({ segment, evaluation }) => {
    latest = replay.segments[segment]?.evaluations[evaluation ?? -1]?.settings ?? latest;
    return pruned ? latest : undefined;
  });
  return (moment) => {
    const held = settings[moment.request];
    return held === undefined
      ? decideAsYoi(moment, Infinity, Infinity)
      : decideAsYoi(moment, held.protectedTokens, held.minSavings);
  };
}
