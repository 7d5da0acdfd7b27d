import type { TimelineModel, TimelineSegment } from "./model";

/** Some items of one segment, so that "any of these between two indices?" costs two look-ups. */
export interface ItemSet {
  /** Ascending. */
  readonly items: Uint32Array;
  /** n + 1 counts: how many of the first i items of the segment are in the set. */
  readonly before: Uint32Array;
}

/** Some items of a session: a set for each segment. */
export type ItemSets = readonly ItemSet[];

/** The items for which `test` holds. */
export function itemSets(
  model: TimelineModel,
  test: (segment: TimelineSegment, item: number) => boolean,
): ItemSets {
  return model.segments.map((segment) => {
    const { length } = segment.items;
    const before = new Uint32Array(length + 1);
    const items = new Uint32Array(length);
    let count = 0;
    for (let item = 0; item < length; item++) {
      if (test(segment, item)) items[count++] = item;
      before[item + 1] = count;
    }
    return { items: items.slice(0, count), before };
  });
}

/** Whether an item is in the set; what the segment does not have is not. */
export function holdsItem({ before }: ItemSet, item: number): boolean {
  return (before[item + 1] ?? 0) > (before[item] ?? 0);
}

/** Whether any item from `from` up to `to`, exclusive, is in the set. */
export function holdsAny({ before }: ItemSet, from: number, to: number): boolean {
  return (before[Math.min(to, before.length - 1)] ?? 0) > (before[from] ?? 0);
}

/** The items that are in all of some sets; `undefined` among them stands for every item. */
export function inAll(...several: readonly (ItemSets | undefined)[]): ItemSets | undefined {
  const given = several.filter((sets) => sets !== undefined);
  const [first, ...others] = given;
  if (first === undefined || others.length === 0) return first;
  return first.map(({ items, before }, segment) => {
    const kept = items.filter((item) =>
      others.every((sets) => {
        const other = sets[segment];
        return other !== undefined && holdsItem(other, item);
      }),
    );
    const counts = new Uint32Array(before.length);
    for (const item of kept) counts[item + 1] = 1;
    for (let at = 1; at < counts.length; at++)
      counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
    return { items: kept, before: counts };
  });
}

/** For each item of a segment the first request that sent it, numbered through the session; −1 where none did. */
export function firstSent(model: TimelineModel, segment: TimelineSegment): Int32Array {
  const first = new Int32Array(segment.items.length).fill(-1);
  let sent = 0;
  for (let request = segment.firstRequest; request < segment.endRequest; request++) {
    const length = model.requests.historyLength[request] ?? 0;
    for (; sent < length; sent++) first[sent] = request;
  }
  return first;
}
