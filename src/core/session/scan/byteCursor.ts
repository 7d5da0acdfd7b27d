import type { ScanSpace } from "./scanSpace";

/** Bytes of a text below U+0080, to compare with. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** Numbers of up to this many digits are exact, whatever the digits. */
const exactDigits = 15;

/** A place in one line of a space. What does not look as the writer writes it is not read: the caller gives up. */
export class ByteCursor {
  readonly space: ScanSpace;
  readonly #bytes: Uint8Array;
  at = 0;
  end = 0;

  constructor(space: ScanSpace) {
    this.space = space;
    this.#bytes = space.bytes;
  }

  /** The byte ahead; 0 at the line's end. */
  get ahead(): number {
    return this.at < this.end ? (this.#bytes[this.at] ?? 0) : 0;
  }

  /** Goes past these bytes, or stays and gives false. */
  eat(expected: Uint8Array): boolean {
    const { at } = this;
    const { length } = expected;
    if (at + length > this.end) return false;
    const bytes = this.#bytes;
    for (let place = 0; place < length; place++)
      if (bytes[at + place] !== expected[place]) return false;
    this.at = at + length;
    return true;
  }

  /** Goes past the first of some bytes that stand here, and gives their name. */
  eatNamed(
    choices: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  ): string | undefined {
    for (const { name, bytes } of choices) if (this.eat(bytes)) return name;
    return undefined;
  }

  /** A non-negative integer of at most 15 digits; −1 for anything else. What follows is the caller's to check. */
  integer(): number {
    const bytes = this.#bytes;
    const from = this.at;
    let value = 0;
    let at = from;
    for (; at < this.end; at++) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = at - from;
    if (digits === 0 || digits > exactDigits || (digits > 1 && bytes[from] === 0x30)) return -1;
    this.at = at;
    return value;
  }

  /** A short text without escapes, below U+0080, with its quotes; undefined for anything else. */
  shortText(): string | undefined {
    const bytes = this.#bytes;
    if (this.ahead !== 0x22) return undefined;
    const from = this.at + 1;
    let at = from;
    for (; at < this.end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x22) {
        this.at = at + 1;
        return this.space.ascii(from, at);
      }
      if (byte < 0x20 || byte >= 0x80 || byte === 0x5c) return undefined;
    }
    return undefined;
  }
}
