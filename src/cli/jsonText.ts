/**
 * A row as one line of JSON. Characters that could act on a terminal and that JSON leaves as they are (C1 controls,
 * line separators, bidirectional controls) are written as escapes: the same value, harmless to look at.
 */
export function jsonText(row: unknown): string {
  return JSON.stringify(row).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
