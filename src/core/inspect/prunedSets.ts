import { pruneHistory } from "../prune/pruneHistory";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";

/**
 * What each request left out, parallel to the replay's requests: ascending item indices. Sets that are the first so many
 * projectable results of a segment are views of one array, so that two of them are compared at once.
 */
export function recordedSets(session: Session, replay: SessionReplay): readonly Uint32Array[] {
  const projectable = session.segments.map(
    (segment) => pruneHistory(segment.items).projectableItems,
  );
  return replay.requests.map(({ segment, pruned }) => {
    const items = projectable[segment] ?? new Uint32Array(0);
    const count = pruned.length;
    // Ascending, with as many elements as there are results up to its last: it holds each of them.
    const leading = count === 0 || pruned[count - 1] === items[count - 1];
    return leading ? items.subarray(0, count) : Uint32Array.from(pruned);
  });
}
