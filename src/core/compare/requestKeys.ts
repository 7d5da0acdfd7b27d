import { Numbers, type SegmentPrints } from "./itemPrints";
import type { ComparedSession } from "./comparedSession";

/** What each request adds to the history, as numbers: columns parallel to the replay's requests. */
export interface RequestKeys {
  /** What came since the request before, and whether the request was measured: equal keys are the same request. */
  readonly whole: Int32Array;
  /** What came since the request before. */
  readonly added: Int32Array;
  /** The history's last item; −1 for an empty history. */
  readonly last: Int32Array;
  /** Kinds and tools of what came since the request before. */
  readonly look: Int32Array;
  readonly measured: Uint8Array;
}

/** Keys of requests; one of these gives those of both sessions. */
export class RequestKeyMaker {
  readonly #whole = new Numbers();
  readonly #added = new Numbers();
  readonly #looks = new Numbers();

  of({ session, replay }: ComparedSession, prints: readonly SegmentPrints[]): RequestKeys {
    const { length } = replay.requests;
    const keys: RequestKeys = {
      whole: new Int32Array(length),
      added: new Int32Array(length),
      last: new Int32Array(length),
      look: new Int32Array(length),
      measured: new Uint8Array(length),
    };
    const sent = session.segments.map(({ openingItems }): number => openingItems);
    for (const [index, { segment, historyLength, measured }] of replay.requests.entries()) {
      const { same, alike } = prints[segment] ?? nothing;
      const end = Math.min(historyLength, same.length);
      const start = Math.min(sent[segment] ?? 0, end);
      sent[segment] = end;
      const isMeasured = measured !== undefined;
      const added =
        start === end ? `ends ${same[end - 1] ?? -1}` : same.subarray(start, end).join();
      keys.added[index] = this.#added.of(added);
      keys.whole[index] = this.#whole.of(`${isMeasured ? "measured" : "not"} ${added}`);
      keys.last[index] = same[end - 1] ?? -1;
      keys.look[index] = this.#looks.of(alike.subarray(start, end).join());
      keys.measured[index] = isMeasured ? 1 : 0;
    }
    return keys;
  }
}

const nothing: SegmentPrints = { same: new Int32Array(0), alike: new Int32Array(0) };
