const shortEscape = new Uint8Array(0x80);
for (const [letter, character] of ['""', "\\\\", "b\b", "f\f", "n\n", "r\r", "t\t"].map(
  (pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const,
))
  shortEscape[character] = letter;

/** Bytes that one step of `LiteralWriter` takes at most. */
const longestCharacter = 6;

/** Writes the inside of a text's string literal, without the quotes, as serde_json does. */
export class LiteralWriter {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isDone(): boolean {
    return this.#at >= this.#text.length;
  }

  /**
   * Writes as many whole characters as `room` bytes hold at the beginning of `bytes`; gives how many bytes those are. A lone
   * surrogate, which the writer cannot hold, becomes the replacement character.
   */
  write(bytes: Uint8Array, room: number): number {
    let to = 0;
    while (!this.isDone && to <= room - longestCharacter) {
      const code = this.#text.codePointAt(this.#at) ?? 0;
      this.#at += code > 0xffff ? 2 : 1;
      to = writeCharacter(bytes, to, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
    }
    return to;
  }
}

const hexDigits = "0123456789abcdef";

function writeCharacter(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    const letter = shortEscape[code] ?? 0;
    if (letter !== 0) {
      bytes[at] = 0x5c;
      bytes[at + 1] = letter;
      return at + 2;
    }
    if (code >= 0x20) {
      bytes[at] = code;
      return at + 1;
    }
    const escape = `\\u00${hexDigits.charAt(code >> 4)}${hexDigits.charAt(code & 0x0f)}`;
    for (let place = 0; place < escape.length; place++)
      bytes[at + place] = escape.charCodeAt(place);
    return at + escape.length;
  }
  if (code < 0x800) {
    bytes[at] = 0xc0 | (code >> 6);
    bytes[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    bytes[at] = 0xe0 | (code >> 12);
    bytes[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    bytes[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  bytes[at] = 0xf0 | (code >> 18);
  bytes[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}
