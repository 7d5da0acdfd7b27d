import { byteOffset, lineNumber } from "../../units";
import type { LinePlace } from "../segment";
import { LongLine } from "./longLine";
import type { RecordReader } from "./recordReader";
import { heldLineBytes, linesAt, stepBytes, type ScanSpace } from "./scanSpace";

const newline = 0x0a;
const nothing = new Uint8Array(0);
/** Where lines begin in a space. */
const base = linesAt;

/** Puts bytes into others, from a place on and at most so many; gives how many it put. */
export type FillBytes = (bytes: Uint8Array, from: number, most: number) => number;

/** Who takes the lines. */
export interface LineTaker {
  /** Reads the frequent records. */
  readonly records: RecordReader | undefined;
  /** What `records` has read; valid during the call. */
  recordsRead(records: RecordReader): void;
  /** A line that stands in the space from `from` up to `to`; valid during the call. `isUtf8` is false where it is not known to be. */
  line(place: LinePlace, from: number, to: number, isUtf8: boolean): void;
  /** A line that was too long to be held. */
  longLine(place: LinePlace, line: LongLine): void;
}

/**
 * Cuts a file that arrives in chunks into committed lines, in a space. A line is committed by its newline; what stands
 * behind the last one is being written right now or was cut short, and is only counted.
 */
export class LineFeed {
  readonly #space: ScanSpace;
  readonly #taker: LineTaker;
  #nextLine = 1;
  /** Offset of the first line that is not committed. */
  #lineStart = 0;
  /** Bytes that the space must hold again before the next ones come: the whole open line, or a long one's last character. */
  #held: Uint8Array = nothing;
  #heldBytes = 0;
  #long: LongLine | undefined;
  /** What the long line has taken. */
  #takenBytes = 0;

  constructor(space: ScanSpace, taker: LineTaker) {
    this.#space = space;
    this.#taker = taker;
  }

  /** Bytes behind the last newline. */
  get uncommittedBytes(): number {
    return this.#takenBytes + this.#heldBytes;
  }

  /** Offset of the first byte that belongs to no committed line. */
  get committedBytes(): number {
    return this.#lineStart;
  }

  /** Number of committed lines. */
  get lineCount(): number {
    return this.#nextLine - 1;
  }

  /** Takes the next bytes of the file; the chunk may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    for (let done = 0; done < chunk.length;)
      done += this.take((bytes, from, most) => {
        const step = chunk.subarray(done, done + most);
        bytes.set(step, from);
        return step.length;
      });
  }

  /** Takes the next bytes of the file from who puts them where they are read; gives how many these were. */
  take(fill: FillBytes): number {
    const { bytes } = this.#space;
    bytes.set(this.#held.subarray(0, this.#heldBytes), base);
    const added = base + this.#heldBytes;
    const count = fill(bytes, added, stepBytes);
    if (count > 0) this.#cut(added, added + count);
    return count;
  }

  /** Cuts what stands from `base` up to `end`; there is no newline before `added`. */
  #cut(added: number, end: number): void {
    const filled = this.#space.bytes.subarray(0, end);
    let start = base;
    let at = filled.indexOf(newline, added);
    if (at !== -1 && this.#long !== undefined) {
      this.#finishLong(this.#long, start, at);
      start = at + 1;
      at = filled.indexOf(newline, start);
    }
    // Once for all lines: a call for each short line would take as long as reading it.
    const last = at === -1 ? -1 : filled.lastIndexOf(newline);
    const isUtf8 = last !== -1 && this.#space.isUtf8(start, last);
    const records = isUtf8 ? this.#taker.records : undefined;
    while (start <= last) {
      const to = records === undefined ? start : this.#readRecords(records, start, last);
      if (to <= last) {
        at = filled.indexOf(newline, to);
        this.#finish(to, at, isUtf8);
        start = at + 1;
      } else start = to;
    }
    this.#hold(filled, start, end);
  }

  /** Reads the records from `from` on that can be read fast; gives where the next line begins. */
  #readRecords(records: RecordReader, from: number, last: number): number {
    const to = records.read(from, last, this.#nextLine, this.#lineStart);
    if (to === from) return from;
    this.#nextLine += records.lineCount;
    this.#lineStart += to - from;
    this.#taker.recordsRead(records);
    return to;
  }

  #finish(from: number, to: number, isUtf8: boolean): void {
    if (to - from > heldLineBytes) this.#finishLong(new LongLine(this.#space), from, to);
    else this.#taker.line(this.#placeOf(to - from), from, to, isUtf8);
  }

  #finishLong(line: LongLine, from: number, to: number): void {
    line.take(from, to);
    const place = this.#placeOf(this.#takenBytes + (to - from));
    this.#long = undefined;
    this.#takenBytes = 0;
    this.#taker.longLine(place, line);
  }

  /** The place of the line that ends here. */
  #placeOf(byteLength: number): LinePlace {
    const place = {
      line: lineNumber(this.#nextLine),
      offset: byteOffset(this.#lineStart),
      byteLength,
    };
    this.#nextLine += 1;
    this.#lineStart += byteLength + 1;
    return place;
  }

  /** Keeps what no newline has ended yet. */
  #hold(filled: Uint8Array, start: number, end: number): void {
    let from = start;
    if (this.#long === undefined && end - start > heldLineBytes)
      this.#long = new LongLine(this.#space);
    if (this.#long !== undefined) {
      from = end - unfinishedCharacter(filled, start, end);
      this.#long.take(start, from);
      this.#takenBytes += from - start;
    }
    // A copy: others use the space in the meantime. The memory is used again: that of each block would soon be collected.
    this.#heldBytes = end - from;
    if (this.#heldBytes === 0) this.#held = nothing;
    else if (this.#heldBytes > this.#held.length) this.#held = new Uint8Array(2 * this.#heldBytes);
    this.#held.set(filled.subarray(from, end));
  }
}

/** Bytes of a character that begins before `end` and does not end there. */
function unfinishedCharacter(bytes: Uint8Array, start: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= start; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}
