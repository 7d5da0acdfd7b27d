import type { LoggedItem } from "../log/item";

/**
 * The copy of a history that is sent: the tool results at `indices` without content and attachments, summaries kept
 * (yoi, `project`). `changed` counts the items that really change; indices out of range and other items are passed over.
 */
export function project(
  history: readonly LoggedItem[],
  indices: Iterable<number>,
): { readonly items: readonly LoggedItem[]; readonly changed: number } {
  const items = history.slice();
  let changed = 0;
  for (const index of indices) {
    const item = items[index];
    if (
      item?.kind !== "tool_result" ||
      (item.content === undefined && item.attachments.length === 0)
    )
      continue;
    items[index] = { ...item, content: undefined, attachments: [] };
    changed += 1;
  }
  return { items, changed };
}
