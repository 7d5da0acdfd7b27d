import { Fingerprint } from "./fingerprint";
import type { SegmentPrints } from "./itemPrints";
import type { ComparedSession } from "./comparedSession";
import type { Steps } from "./steps";

/** What each request adds to the history, as fingerprints: columns parallel to the replay's requests. */
export interface RequestKeys {
  /** What came since the request before, and whether the request was measured: equal keys are the same request. */
  readonly whole: Float64Array;
  /** What came since the request before. */
  readonly added: Float64Array;
  /** The history's last item; −1 for an empty history. */
  readonly last: Float64Array;
  /** Kinds and tools of what came since the request before. */
  readonly look: Float64Array;
  readonly measured: Uint8Array;
}

/** Keys of every request of a session. `prints` runs parallel to its segments. Yields the share done. */
export function* requestKeys(
  { session, replay }: ComparedSession,
  prints: readonly SegmentPrints[],
  steps: Steps,
): Generator<number, RequestKeys> {
  const { length } = replay.requests;
  const keys: RequestKeys = {
    whole: new Float64Array(length),
    added: new Float64Array(length),
    last: new Float64Array(length),
    look: new Float64Array(length),
    measured: new Uint8Array(length),
  };
  const print = new Fingerprint();
  const printOf = (of: Float64Array, start: number, end: number) => {
    print.clear();
    print.add(end - start);
    for (let item = start; item < end; item++) print.addWide(of[item] ?? 0);
    return print.value;
  };
  const sent = session.segments.map(({ openingItems }): number => openingItems);
  for (const [index, { segment, historyLength, measured }] of replay.requests.entries()) {
    const { same, alike } = prints[segment] ?? nothing;
    const end = Math.min(historyLength, same.length);
    const start = Math.min(sent[segment] ?? 0, end);
    sent[segment] = end;
    const last = same[end - 1] ?? -1;
    // Where nothing came, the request is known by how its history ends.
    keys.added[index] = printOf(same, start, end);
    if (start === end) {
      print.addWide(Math.max(0, last));
      keys.added[index] = print.value;
    }
    print.add(measured === undefined ? 0 : 1);
    keys.whole[index] = print.value;
    keys.last[index] = last;
    keys.look[index] = printOf(alike, start, end);
    keys.measured[index] = measured === undefined ? 0 : 1;
    if (steps.add(stepsOfRequest + stepsOfItem * (end - start))) yield index / length;
  }
  return keys;
}

/** About as long as so many of the steps that are counted. */
const stepsOfRequest = 20;
const stepsOfItem = 4;

const nothing: SegmentPrints = { same: new Float64Array(0), alike: new Float64Array(0) };
