import { itemBrief } from "../../core/itemBrief";
import type { ItemText } from "../../core/protocol";
import { concurrently } from "../../platform/concurrently";
import type { OpenSession } from "./openSession";
import { recordItems } from "./recordItems";

/** More than a page shows at once is not asked for by a page that works. */
const mostItems = 2000;

/** Brief texts of items, read from the logs now; items that do not exist or cannot be read any more are left out. */
export async function itemTexts(
  session: OpenSession,
  segmentPosition: number,
  items: readonly number[],
): Promise<readonly ItemText[]> {
  const columns = session.read?.loaded.session.segments[segmentPosition]?.items;
  if (columns === undefined) return [];
  // Items of one record, such as a segment's opening history, need it read only once.
  const byOffset = new Map<number, number[]>();
  for (const item of items.slice(0, mostItems)) {
    const offset = columns.lineOffset[item];
    if (offset !== undefined) byOffset.set(offset, [...(byOffset.get(offset) ?? []), item]);
  }
  const texts = await concurrently(Array.from(byOffset), 4, async ([offset, wanted]) => {
    const [first = 0] = wanted;
    const read = await recordItems(session, segmentPosition, {
      offset,
      byteLength: columns.lineBytes[first] ?? 0,
    });
    if (typeof read === "string") return [];
    return wanted.flatMap((item): ItemText[] => {
      const logged = read[columns.ordinal[item] ?? 0];
      return logged === undefined
        ? []
        : [{ segment: segmentPosition, item, brief: itemBrief(logged) }];
    });
  });
  return texts.flat();
}
