import { itemFlags, kindIndex } from "../itemColumns";
import type { Segment } from "../segment";
import type { Gap } from "./gaps";
import type { HistoryShift } from "./historyShifts";
import { rowAt } from "../rows";

/** An item that is not in the log, where it must have stood, and what shows it. */
export interface MissingItem {
  readonly gap: Gap;
  readonly shift: HistoryShift;
}

/**
 * The items by which recorded lengths exceed the log, in the order of their places: in the gaps that the log shows; where it shows
 * none, right behind the request before, where the model answered.
 */
export function missingItems(
  segment: Segment,
  shifts: readonly HistoryShift[],
  gaps: readonly Gap[],
): readonly MissingItem[] {
  const used = new Set<Gap>();
  const missing = shifts.flatMap((shift) => {
    const filled: MissingItem[] = [];
    for (const gap of gaps) {
      if (filled.length >= shift.items) break;
      if (gap.latest < shift.from || gap.index > shift.to || used.has(gap)) continue;
      used.add(gap);
      const index = Math.min(gap.latest, shift.to);
      filled.push({ gap: { ...gap, index, latest: index }, shift });
    }
    const run = rowAt(segment.requests, shift.request)?.run ?? 0;
    const first = segment.runs[run]?.firstItem ?? 0;
    const index = Math.max(shift.from, Math.min(first, shift.to));
    const further: Gap = {
      ...{ index, latest: index },
      run,
      kind: kindIndex.assistant,
      unread: undefined,
      ...filled[0]?.gap,
      partner: undefined,
    };
    while (filled.length < shift.items) filled.push({ gap: further, shift });
    return filled;
  });
  return missing.sort((a, b) => a.gap.index - b.gap.index || a.gap.run - b.gap.run);
}

/** Items that lengths say were not there: what little is known of them may be wrong, or their line stands there twice. */
export function superfluousItems(
  { items }: Segment,
  shifts: readonly HistoryShift[],
): ReadonlySet<number> {
  const out = new Set<number>();
  for (const { from, to, items: change } of shifts) {
    const found: number[] = [];
    for (let item = from; item < to && found.length < -change; item++) {
      const isLost = ((items.flags[item] ?? 0) & itemFlags.lost) !== 0;
      const repeats =
        item > 0 &&
        items.lineBytes[item] === items.lineBytes[item - 1] &&
        items.wholeBytes[item] === items.wholeBytes[item - 1] &&
        items.kind[item] === items.kind[item - 1] &&
        items.ts[item] === items.ts[item - 1];
      if (isLost || repeats) found.push(item);
    }
    // Fewer would leave all that follows where it does not belong.
    if (found.length === -change) for (const item of found) out.add(item);
  }
  return out;
}
