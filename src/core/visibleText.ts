/**
 * Logged text made harmless for one line of a terminal, a label or a message: every character that moves a cursor,
 * starts an escape sequence, turns the direction of writing or hides others is shown as its code (`\x1b`, `\u202e`),
 * line ends as `\n`; halves of surrogate pairs become U+FFFD. The text stays readable and cannot act.
 */
export function visibleText(text: string): string {
  return text.replace(acting, show);
}

// C0, DEL and C1; soft hyphen, zero-width and bidirectional controls, line and paragraph separators, tag characters,
// interlinear marks, byte order mark; lone surrogates. A zero-width joiner stays: emoji and several scripts need it.
const acting =
  // eslint-disable-next-line no-control-regex -- these are the characters it is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const short: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function show(character: string): string {
  const known = short.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}
