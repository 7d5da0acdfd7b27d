import { kindIndex, type ItemColumns } from "../session/itemColumns";

/** Kinds of items whose short texts a page shows: arguments of calls, summaries of results. */
const shown: ReadonlySet<number> = new Set([kindIndex["tool call"], kindIndex["tool result"]]);

/** Indices of the items of a segment whose short texts a page can show, ascending. */
export function itemsWithShownTexts({ kind, length }: ItemColumns): readonly number[] {
  const items: number[] = [];
  for (let item = 0; item < length; item++) if (shown.has(kind[item] ?? -1)) items.push(item);
  return items;
}
