import type { LoggedItem } from "./log/item";

/** What a table shows of an item: longer texts are cut. */
export const briefCharacters = 240;

/**
 * One line of plain text for an item: the beginning of a message or of reasoning, a call's arguments, a result's
 * summary. Blanks and control characters become single blanks.
 */
export function itemBrief(item: LoggedItem): string {
  switch (item.kind) {
    case "message":
      return oneLine(item.content.map((part) => part.text));
    case "tool_call":
      return oneLine([item.arguments]);
    case "tool_result":
      return oneLine([item.summary]);
    case "reasoning":
      return oneLine([item.text, ...item.summary]);
  }
}

function oneLine(texts: readonly string[]): string {
  // Only the beginning is looked at: a text may have megabytes.
  const beginning = texts
    .filter((text) => text !== "")
    .map((text) => text.slice(0, briefCharacters * 4))
    .join(" ")
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
  const whole = texts.every((text) => text.length <= briefCharacters * 4);
  if (whole && beginning.length <= briefCharacters) return beginning;
  return `${withoutHalfPair(beginning.slice(0, briefCharacters - 1))}…`;
}

/** A cut between the two units of one character would leave a unit that is no character. */
function withoutHalfPair(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
