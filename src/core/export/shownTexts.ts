import { itemKinds, type ItemColumns, type ItemKind } from "../session/itemColumns";

/** Kinds of items whose short texts a page shows: arguments of calls, summaries of results. */
const shown: readonly ItemKind[] = ["tool call", "tool result"];

/** Indices of the items of a segment whose short texts a page can show, ascending. */
export function itemsWithShownTexts({ kind, length }: ItemColumns): readonly number[] {
  const codes = new Set(shown.map((each) => itemKinds.indexOf(each)));
  const items: number[] = [];
  for (let item = 0; item < length; item++) if (codes.has(kind[item] ?? -1)) items.push(item);
  return items;
}
