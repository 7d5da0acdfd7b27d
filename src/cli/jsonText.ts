/**
 * A row as one line of JSON. Characters that could act on a terminal, or hide there, and that JSON leaves as they are (C1
 * controls, line separators, bidirectional and invisible ones) are written as escapes: the same value, harmless to look at.
 */
export function jsonText(row: unknown): string {
  return JSON.stringify(row).replace(acting, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** Those of `visibleText` that JSON does not escape by itself. */
const acting =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
