import { countLeading } from "../countLeading";
import { foldCase } from "../search/searchText";
import { firstSent, type ItemSets } from "./itemSets";
import type { TimelineModel } from "./model";

/** Items of a session, in its order, as columns. */
export interface ItemList {
  /** Positions in the model's segments. */
  readonly segments: Uint32Array;
  /** Indices in the segment's items. */
  readonly items: Uint32Array;
}

/** What was found, in order of segment and item, once each. */
export interface Found extends ItemList {
  /** The request that sent each first, or −1 where none did. */
  readonly requests: Int32Array;
  readonly sets: ItemSets;
}

/** Calls and results of tools whose name holds the text, whatever the case of its letters; at most `most` and one more. */
export function findTools(model: TimelineModel, text: string, most: number): ItemList {
  const needle = foldCase(text);
  const segments: number[] = [];
  const items: number[] = [];
  for (const [at, { segment, items: columns }] of model.segments.entries()) {
    const hits = segment.toolNames.map((name) => foldCase(name).includes(needle));
    if (needle === "" || !hits.includes(true)) continue;
    for (let item = 0; item < columns.length && items.length <= most; item++) {
      if (hits[columns.tool[item] ?? -1] !== true) continue;
      segments.push(at);
      items.push(item);
    }
  }
  return { segments: Uint32Array.from(segments), items: Uint32Array.from(items) };
}

/** Puts lists together; items that the model does not have are passed over. */
export function foundIn(model: TimelineModel, lists: readonly ItemList[]): Found {
  const marks = model.segments.map(({ items }) => new Uint8Array(items.length));
  for (const { segments, items } of lists)
    for (const [at, item] of items.entries()) {
      const ofSegment = marks[segments[at] ?? -1];
      if (ofSegment !== undefined && item < ofSegment.length) ofSegment[item] = 1;
    }
  const segments: number[] = [];
  const items: number[] = [];
  const requests: number[] = [];
  const sets = model.segments.map((segment, at) => {
    const first = firstSent(model, segment);
    const marked = marks[at] ?? new Uint8Array();
    const before = new Uint32Array(marked.length + 1);
    const own: number[] = [];
    for (const [item, mark] of marked.entries()) {
      if (mark === 1) {
        own.push(item);
        segments.push(at);
        requests.push(first[item] ?? -1);
      }
      before[item + 1] = own.length;
    }
    for (const item of own) items.push(item);
    return { items: Uint32Array.from(own), before };
  });
  return {
    segments: Uint32Array.from(segments),
    items: Uint32Array.from(items),
    requests: Int32Array.from(requests),
    sets,
  };
}

/** The place of an item among those found, or of the first one after it; their number where there is none. */
export function placeAmong({ segments, items }: ItemList, segment: number, item: number): number {
  return countLeading(items.length, (at) => {
    const other = segments[at] ?? 0;
    return other < segment || (other === segment && (items[at] ?? 0) < item);
  });
}
