import type { ScanSpace } from "./scanSpace";
import {
  firstState,
  kindOfAscii,
  nextState,
  stepCost,
  symbol,
  wideKind,
  wideKindOfBytes,
} from "./textAutomaton";

/** Texts up to this size, in bytes of their literal, are weighed as a whole. */
const wholeBytes = 8192;
/** Beyond it this many windows of that many bytes are weighed until the size has doubled, and as many until it has again. */
const windowsPerDoubling = 8;
const windowBytes = 96;
/** Bytes before a window that are read only to know the state in which it begins. */
const warmUpBytes = 16;

/** What is done with the bytes up to the next turn: weigh them, pass over them, or find the state before a window. */
const weighing = 0;
const passing = 1;
const warmingUp = 2;

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
 * Measures the text of one string literal from its bytes, without making a string of it: its size as the writer would
 * write it and its weight. The bytes may come in parts that end between characters. A text's figures depend on the text
 * alone, however it was written and cut.
 */
export class LiteralMeter {
  readonly #space: ScanSpace;
  #size = 0;
  #isWeighed = true;
  #phase = weighing;
  /** Size at which the phase ends. */
  #turn = wholeBytes;
  #state = firstState;
  /** The window stands for a stretch of the text that began at `stretchStart` and ends where the next one's begins. */
  #windowWeight = 0;
  #windowStart = 0;
  #windowEnd = 0;
  #stretchStart = 0;
  #closedWeight = 0;
  #doubling = wholeBytes;
  #escape = noEscape;
  #code = 0;
  #highSurrogate = 0;
  #isClosed = false;
  #holdsNul = false;
  #holdsCapitalHex = false;
  #problem: "syntax" | "lone surrogate" | undefined;

  constructor(space: ScanSpace) {
    this.#space = space;
  }

  /** Bytes of the text as the writer writes it in JSON, without the quotes. */
  get size(): number {
    return this.#size;
  }

  /** An estimate of the text's tokens; 0 where it was begun without weighing. */
  get weight(): number {
    if (!this.#isWeighed) return 0;
    return this.#closedWeight + this.#stretchWeight();
  }

  /** Whether the closing quote has come. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the text holds U+0000. */
  get holdsNul(): boolean {
    return this.#holdsNul;
  }

  /** Whether an escape was written with capital digits, as the writer does not; its size does not tell. */
  get holdsCapitalHex(): boolean {
    return this.#holdsCapitalHex;
  }

  /** Why `take` gave −1. */
  get problem(): "syntax" | "lone surrogate" | undefined {
    return this.#problem;
  }

  /** Begins with the text behind an opening quote. */
  begin(isWeighed = true): void {
    this.#size = 0;
    this.#isWeighed = isWeighed;
    this.#phase = isWeighed ? weighing : passing;
    this.#turn = isWeighed ? wholeBytes : Infinity;
    this.#state = firstState;
    this.#windowWeight = 0;
    this.#windowStart = 0;
    this.#windowEnd = 0;
    this.#stretchStart = 0;
    this.#closedWeight = 0;
    this.#doubling = wholeBytes;
    this.#escape = noEscape;
    this.#highSurrogate = 0;
    this.#isClosed = false;
    this.#holdsNul = false;
    this.#holdsCapitalHex = false;
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
      if (this.#size >= this.#turn) this.#turnPhase();
      at = this.#phase === passing ? this.#pass(at, end) : this.#weigh(at, end);
      if (at >= end || this.#size >= this.#turn) continue;
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

  /** Passes over what is plain, up to the turn; gives where it came to. */
  #pass(from: number, end: number): number {
    if (this.#highSurrogate !== 0) return from;
    const { bytes } = this.#space;
    const turn = from + (this.#turn - this.#size);
    let at = this.#space.endOfPlain(from, Math.min(turn, end), end);
    // The turn may have been inside a character.
    while (at >= turn && at < end && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
    this.#size += at - from;
    return at;
  }

  /** Weighs what is plain and the short escapes, up to the turn; gives where it came to. */
  #weigh(from: number, end: number): number {
    if (this.#highSurrogate !== 0) return from;
    const { bytes } = this.#space;
    const turn = Math.min(end, from + (this.#turn - this.#size));
    let state = this.#state;
    let weight = this.#windowWeight;
    let at = from;
    while (at < turn) {
      const byte = bytes[at] ?? 0;
      let length = 1;
      let kind: number;
      if (byte >= 0x80) {
        length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        kind = byte < 0xf0 ? wideKindOfBytes(byte, bytes[at + 1] ?? 0) : symbol;
        if (byte >= 0xf0) {
          weight += stepCost[state + symbol] ?? 0;
          state = nextState[state + symbol] ?? 0;
        }
      } else if (byte === 0x5c) {
        const letter = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
        const code = escapedCode[letter] ?? 0xff;
        if (code === 0xff || letter === 0x2f) break;
        length = 2;
        kind = kindOfAscii[code] ?? 0;
      } else if (byte === 0x22 || byte < 0x20) break;
      else kind = kindOfAscii[byte] ?? 0;
      weight += stepCost[state + kind] ?? 0;
      state = nextState[state + kind] ?? 0;
      at += length;
    }
    this.#state = state;
    this.#windowWeight = weight;
    this.#size += at - from;
    return at;
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
      this.#addUnit(code);
      return true;
    }
    const digit = hexDigit(byte);
    if (digit < 0) return this.#refuse("syntax");
    if (byte < 0x60 && digit > 9) this.#holdsCapitalHex = true;
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
      this.#step(symbol);
      this.#step(symbol);
      this.#size += 4;
      return true;
    }
    if (code === 0) this.#holdsNul = true;
    this.#addUnit(code);
    return true;
  }

  #addUnit(code: number): void {
    this.#step(code < 0x80 ? (kindOfAscii[code] ?? 0) : wideKind(code));
    this.#size += canonicalBytes(code);
  }

  #step(kind: number): void {
    if (this.#phase === passing) return;
    this.#windowWeight += stepCost[this.#state + kind] ?? 0;
    this.#state = nextState[this.#state + kind] ?? 0;
  }

  #turnPhase(): void {
    switch (this.#phase) {
      case weighing:
        this.#windowEnd = this.#size;
        while (this.#size >= 2 * this.#doubling) this.#doubling *= 2;
        this.#phase = passing;
        this.#turn = this.#windowStart + this.#doubling / windowsPerDoubling - warmUpBytes;
        if (this.#stretchStart === 0) this.#turn += wholeBytes;
        return;
      case passing:
        this.#closedWeight += this.#stretchWeight();
        this.#stretchStart = this.#size;
        this.#windowWeight = 0;
        this.#state = firstState;
        this.#phase = warmingUp;
        this.#turn = this.#size + warmUpBytes;
        return;
      default:
        this.#windowStart = this.#size;
        this.#windowWeight = 0;
        this.#phase = weighing;
        this.#turn = this.#size + windowBytes;
    }
  }

  /** What the text since the last window's stretch began weighs, as that window tells. */
  #stretchWeight(): number {
    if (this.#phase === warmingUp) return this.#windowWeight;
    const weighed = (this.#phase === passing ? this.#windowEnd : this.#size) - this.#windowStart;
    return weighed === 0 ? 0 : (this.#windowWeight * (this.#size - this.#stretchStart)) / weighed;
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
