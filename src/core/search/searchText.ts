import type { LoggedItem } from "../log/item";

/** Which texts of an item are looked through: a call's arguments, everything else that was said and returned, or both. */
export const textScopes = ["everything", "arguments", "texts"] as const;
export type TextScope = (typeof textScopes)[number];

/** So many items are found at most; what is cut says so. */
export const mostFound = 20_000;

/** Whether a text holds another, literally, whatever the case of their letters. `needle` is folded already. */
function holdsText(text: string, needle: string): boolean {
  return foldCase(text).includes(needle);
}

/** Letters without their case, of no language in particular; a sigma at the end of a word is one as any other. */
export function foldCase(text: string): string {
  return text.toLowerCase().replaceAll("ς", "σ");
}

/**
 * Whether an item's texts hold a folded needle: messages, reasoning and its summary, a call's arguments, a result's summary
 * and content. What only machines read (ids, signatures, encrypted reasoning, attachments) is not looked through.
 */
export function itemHolds(item: LoggedItem, needle: string, scope: TextScope): boolean {
  const holds = (text: string) => holdsText(text, needle);
  if (item.kind === "tool_call") return scope !== "texts" && holds(item.arguments);
  if (scope === "arguments") return false;
  switch (item.kind) {
    case "message":
      return item.content.some(({ text }) => holds(text));
    case "tool_result":
      return holds(item.summary) || (item.content !== undefined && holds(item.content));
    case "reasoning":
      return holds(item.text) || item.summary.some(holds);
  }
}
