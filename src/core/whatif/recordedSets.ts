import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { int32Column } from "./columns";
import type { RequestLanes } from "./lanes";

/**
 * How many results each request left out, counted from the first that the projection changes: the agent's sets are
 * always such beginnings. −1 where the set is not known, or is not one. Parallel to the replay's requests.
 */
export function recordedSets(
  session: Session,
  replay: SessionReplay,
  requests: RequestLanes,
): Int32Array {
  return int32Column(replay.requests, (request, index) => {
    const results = requests.lanes[requests.lane[index] ?? 0]?.history.projectableItems;
    if (results === undefined) return -1;
    const { prunedLeading } = request;
    // Asked for, the list is made: of thousands of results for each of thousands of requests.
    if (prunedLeading !== undefined && prunedLeading > 0)
      return prunedLeading <= results.length ? prunedLeading : -1;
    const pruned = prunedLeading === 0 ? [] : request.pruned;
    if (pruned.length > 0) {
      // Both ascend, and only results are left out: where the last of them agrees, all do.
      const last = pruned.length - 1;
      return pruned[last] === results[last] ? pruned.length : -1;
    }
    if (request.evaluation === undefined) return 0;
    const recorded = rowAt(session.segments[request.segment]?.evaluations, request.evaluation);
    if (recorded?.decision !== "fired") return 0;
    const count = recorded.candidateCount;
    return count === undefined || count > results.length ? -1 : count;
  });
}
