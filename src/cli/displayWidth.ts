const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

// East Asian scripts, their punctuation and full-width forms, and what is drawn as an emoji take two cells.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Cells that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text))
    width += invisible.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return width;
}

/** The text, cut to at most `cells` cells with an ellipsis where it is longer. */
export function cutToWidth(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text;
  let kept = "";
  let width = 1;
  for (const { segment } of segmenter.segment(text)) {
    width += displayWidth(segment);
    if (width > cells) break;
    kept += segment;
  }
  return `${kept}…`;
}
