import { t } from "../../l10n/translation";
import type { LogEntry, UnreadableEntry } from "../../log/entry";
import { parseLine, type DecodeUtf8 } from "../../log/parseLine";
import { byteOffset, lineNumber } from "../../units";
import { ascii } from "./byteCursor";
import { LiteralMeter } from "./literalMeter";
import type { ScanSpace } from "./scanSpace";
import { StreamedWeight } from "./streamedWeight";
import { TextHash } from "./textHash";
import { stringFigures, type TextFigures } from "./textMeter";

/** Texts of a long line that are longer than this, in bytes, are measured and left out. */
const keptTextBytes = 1024;
/** What may be left of a line: more cannot be parsed at once without taking much memory. */
const shrunkCapBytes = 48 * 1024 * 1024;
/** At most. */
const markBytes = 64;
const quote = 0x22;

/** Fields whose texts are only measured, as they stand before them. Texts of others may be names, or be compared. */
const bulky = ["content", "text", "data", "body", "summary", "encrypted_content", "signature"].map(
  (name) => ascii(`"${name}":`),
);

/** What was left out at one place. */
interface LeftOut {
  /** Bytes of its literal, without the quotes. */
  readonly size: number;
  readonly weight: number;
  /** Without meaning for bulky texts. */
  readonly hash: number;
}

/** What a long line says, and the figures of its texts. */
export interface ReadLongLine {
  readonly entry: LogEntry | UnreadableEntry;
  readonly texts: TextFigures;
}

/**
 * Reads a line too long to be held: while its bytes go by, long texts are measured and left out, each with a mark in its
 * place, and what remains is parsed like any line. A mark tells size and hash of the text, or of a bulky one its number,
 * between U+0000; a text that itself holds U+0000 is left out whatever its length, so that no text of the line is taken for a
 * mark.
 */
export class LongLine {
  readonly #space: ScanSpace;
  readonly #meter: LiteralMeter;
  readonly #hash = new TextHash();
  readonly #weight: StreamedWeight;
  readonly #leftOut = new Map<string, LeftOut>();
  #shrunk = new Uint8Array(4096);
  #length = 0;
  #isInText = false;
  #textStart = 0;
  #rawBytes = 0;
  #isKept = true;
  #isBulky = false;
  #problem: string | undefined;

  constructor(space: ScanSpace) {
    this.#space = space;
    this.#meter = new LiteralMeter(space);
    this.#weight = new StreamedWeight(space);
  }

  /** Takes the next bytes of the line, from the space; they end between characters. */
  take(from: number, to: number): void {
    if (this.#isBroken) return;
    if (!this.#space.isUtf8(from, to)) this.#fail(t("the bytes are not UTF-8"));
    let at = from;
    while (at < to) at = this.#isInText ? this.#takeText(at, to) : this.#takeBetween(at, to);
  }

  get #isBroken(): boolean {
    return this.#problem !== undefined;
  }

  #fail(problem: string): void {
    this.#problem ??= problem;
    this.#shrunk = new Uint8Array(0);
    this.#length = 0;
    this.#textStart = 0;
  }

  #takeBetween(from: number, to: number): number {
    const { bytes } = this.#space;
    const found = bytes.subarray(from, to).indexOf(quote);
    const end = found === -1 ? to : from + found;
    this.#keep(from, end);
    if (found === -1) return to;
    this.#isInText = true;
    this.#isKept = true;
    this.#textStart = this.#length;
    this.#rawBytes = 0;
    this.#isBulky = bulky.some((field) => this.#endsWith(field));
    this.#keep(end, end + 1);
    this.#meter.begin();
    this.#hash.begin();
    this.#weight.begin();
    return end + 1;
  }

  #takeText(from: number, to: number): number {
    const end = this.#meter.take(from, to);
    if (end === -1) {
      this.#fail(
        this.#meter.problem === "lone surrogate"
          ? t("an escape names half of a character (a lone surrogate)")
          : t("not JSON"),
      );
      return to;
    }
    const { isClosed } = this.#meter;
    const textEnd = isClosed ? end - 1 : end;
    if (!this.#isBulky) this.#hash.take(this.#space.bytes, from, textEnd);
    this.#weight.take(this.#space.bytes, from, textEnd);
    this.#rawBytes += end - from;
    if (this.#isKept && (this.#rawBytes > keptTextBytes || this.#meter.holdsNul)) {
      this.#isKept = false;
      this.#length = this.#textStart;
    }
    if (this.#isKept) this.#keep(from, end);
    if (isClosed) {
      this.#isInText = false;
      if (!this.#isKept) this.#leaveMark();
    }
    return end;
  }

  #leaveMark(): void {
    const { size } = this.#meter;
    const hash = this.#hash.end();
    const name = this.#isBulky
      ? `text ${String(this.#leftOut.size)}`
      : `${String(size)} bytes ${hash.toString(16)}`;
    const mark = `"\\u0000${name}\\u0000"`;
    this.#leftOut.set(name, { size, weight: this.#weight.end(), hash });
    this.#reserve(mark.length);
    for (let place = 0; place < mark.length; place++)
      this.#shrunk[this.#length + place] = mark.charCodeAt(place);
    this.#length += mark.length;
  }

  #endsWith(field: Uint8Array): boolean {
    const start = this.#length - field.length;
    return start >= 0 && field.every((byte, place) => this.#shrunk[start + place] === byte);
  }

  #keep(from: number, to: number): void {
    const length = to - from;
    if (this.#isBroken) return;
    if (this.#length + length > shrunkCapBytes - markBytes) {
      this.#fail(t("without its long texts the line still has more than can be read at once"));
      return;
    }
    this.#reserve(length);
    this.#shrunk.set(this.#space.bytes.subarray(from, to), this.#length);
    this.#length += length;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#shrunk.length) return;
    const larger = new Uint8Array(Math.min(shrunkCapBytes, 2 * (this.#length + length)));
    larger.set(this.#shrunk.subarray(0, this.#length));
    this.#shrunk = larger;
  }

  /** What the whole line said. */
  finish(decode: DecodeUtf8): ReadLongLine {
    if (this.#isInText) this.#fail(t("not JSON"));
    const bytes = this.#shrunk.subarray(0, this.#length);
    const entry =
      this.#problem === undefined
        ? parseLine(
            {
              number: lineNumber(1),
              offset: byteOffset(0),
              bytes,
              byteLength: bytes.length,
            },
            decode,
          )
        : ({ kind: "unreadable", reason: this.#problem } as const);
    return { entry, texts: figuresWithMarks(this.#space, this.#leftOut) };
  }
}

/** A mark, or what stands before or between marks. */
const parts = /\0([^\0]+)\0|[^\0]+/g;
const quotes = 2;

/** Figures of texts in which marks stand for what was left out. */
function figuresWithMarks(space: ScanSpace, leftOut: ReadonlyMap<string, LeftOut>): TextFigures {
  const plain = stringFigures(space);
  const sum = (
    text: string,
    ofPart: (text: string) => number,
    ofMark: (mark: LeftOut) => number,
  ) => {
    let total = 0;
    for (const [part, name] of text.matchAll(parts)) {
      const left = name === undefined ? undefined : leftOut.get(name);
      total += left === undefined ? ofPart(part) : ofMark(left);
    }
    return total;
  };
  return {
    literalBytes: (text) =>
      quotes +
      sum(
        text,
        (part) => plain.literalBytes(part) - quotes,
        (mark) => mark.size,
      ),
    weight: (text) => sum(text, plain.weight, (mark) => mark.weight),
    hash: (text) => leftOut.get(text.slice(1, -1))?.hash ?? plain.hash(text),
  };
}
