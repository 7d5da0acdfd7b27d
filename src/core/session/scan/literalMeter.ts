import type { ScanSpace } from "./scanSpace";

/** The character that a short escape stands for, by its letter; 0xff for letters that make no escape. */
const escapedCode = new Uint8Array(256).fill(0xff);
for (const [letter, character] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"].map(
  (pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const,
))
  escapedCode[letter] = character;

/** Position in an escape that the bytes so far have not ended. */
const noEscape = -2;
const afterBackslash = -1;

/**
 * Finds the end of one string literal in bytes that come in parts, which end between characters, and the size that its text
 * has as the writer would write it.
 */
export class LiteralMeter {
  readonly #space: ScanSpace;
  #size = 0;
  #escape = noEscape;
  #code = 0;
  #highSurrogate = 0;
  #isClosed = false;
  #holdsNul = false;
  #problem: "syntax" | "lone surrogate" | undefined;

  constructor(space: ScanSpace) {
    this.#space = space;
  }

  /** Bytes of the text as the writer writes it in JSON, without the quotes. */
  get size(): number {
    return this.#size;
  }

  /** Whether the closing quote has come. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the text holds U+0000. */
  get holdsNul(): boolean {
    return this.#holdsNul;
  }

  /** Why `take` gave −1. */
  get problem(): "syntax" | "lone surrogate" | undefined {
    return this.#problem;
  }

  /** Begins with the text behind an opening quote. */
  begin(): void {
    this.#size = 0;
    this.#escape = noEscape;
    this.#highSurrogate = 0;
    this.#isClosed = false;
    this.#holdsNul = false;
    this.#problem = undefined;
  }

  /**
   * Takes bytes of the space, which are UTF-8 and end between characters. Gives the position behind the closing quote, or
   * `end` where it has not come, or −1 where this is no JSON string.
   */
  take(from: number, end: number): number {
    const { bytes } = this.#space;
    let at = from;
    while (at < end) {
      if (this.#escape !== noEscape) {
        if (!this.#escapeGoesOn(bytes[at] ?? 0)) return -1;
        at += 1;
        continue;
      }
      if (this.#highSurrogate === 0) {
        const to = this.#space.endOfPlain(at, end, end);
        this.#size += to - at;
        at = to;
        if (at >= end) return end;
      }
      const byte = bytes[at] ?? 0;
      if (this.#highSurrogate !== 0 && byte !== 0x5c) return this.#fail("lone surrogate");
      if (byte === 0x22) {
        this.#isClosed = true;
        return at + 1;
      }
      if (byte !== 0x5c) return this.#fail("syntax");
      this.#escape = afterBackslash;
      at += 1;
    }
    return end;
  }

  #fail(problem: "syntax" | "lone surrogate"): -1 {
    this.#problem = problem;
    return -1;
  }

  #refuse(problem: "syntax" | "lone surrogate"): false {
    this.#problem = problem;
    return false;
  }

  /** Takes one byte of an escape; false where it makes none. */
  #escapeGoesOn(byte: number): boolean {
    if (this.#escape === afterBackslash) {
      if (byte === 0x75) {
        this.#escape = 0;
        this.#code = 0;
        return true;
      }
      const code = escapedCode[byte] ?? 0xff;
      if (code === 0xff) return this.#refuse("syntax");
      if (this.#highSurrogate !== 0) return this.#refuse("lone surrogate");
      this.#escape = noEscape;
      this.#size += canonicalBytes(code);
      return true;
    }
    const digit = hexDigit(byte);
    if (digit < 0) return this.#refuse("syntax");
    this.#code = this.#code * 16 + digit;
    this.#escape += 1;
    if (this.#escape < 4) return true;
    this.#escape = noEscape;
    return this.#takeUnit(this.#code);
  }

  /** Takes a UTF-16 unit that was written by its number. */
  #takeUnit(code: number): boolean {
    const isTrail = code >= 0xdc00 && code < 0xe000;
    if (isTrail !== (this.#highSurrogate !== 0)) return this.#refuse("lone surrogate");
    if (code >= 0xd800 && code < 0xdc00) {
      this.#highSurrogate = code;
      return true;
    }
    if (isTrail) {
      this.#highSurrogate = 0;
      this.#size += 4;
      return true;
    }
    if (code === 0) this.#holdsNul = true;
    this.#size += canonicalBytes(code);
    return true;
  }
}

/** Bytes that the writer takes for a unit below U+D800 or above U+DFFF. */
function canonicalBytes(code: number): number {
  if (code === 0x22 || code === 0x5c) return 2;
  if (code < 0x20) return code >= 0x08 && code <= 0x0d && code !== 0x0b ? 2 : 6;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
