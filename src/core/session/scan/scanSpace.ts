import { weighBytes } from "./weighing";

/**
 * The memory in which lines are scanned, with the few operations on it that a machine can do much faster than a loop over
 * bytes. It is used by one call at a time and holds nothing between calls, so one space serves many logs.
 */
export interface ScanSpace {
  /** For texts that are written out to be measured, from 0 on; for windows of texts, from `windowAt`; for lines, from `linesAt`. */
  readonly bytes: Uint8Array;
  /**
   * The first position from `at` on where a string literal stops being plain, at most `limit`: a quote, a character below
   * U+0020, a backslash that no short escape of the writer's follows before `end`. An escape that begins before `limit` is
   * passed as a whole. The bytes from `at` to `end` are UTF-8.
   */
  endOfPlain(at: number, limit: number, end: number): number;
  /**
   * Weight, in hundredths of a token, of the bytes of a literal from `from` up to `to`, as `weighBytes` gives it. What stands
   * before and behind is looked at.
   */
  weigh(from: number, to: number): number;
  /** Whether the bytes from `from` up to `to` are UTF-8. */
  isUtf8(from: number, to: number): boolean;
  /** The text of bytes that are all below U+0080. */
  ascii(from: number, to: number): string;
  /** Reads frequent records, where the machine has a fast way for them. */
  readonly records?: RecordMachine;
}

/** Reads the records that make up nearly all of a log. */
export interface RecordMachine {
  /**
   * Reads records from `from` on, of bytes that are UTF-8 and have a newline at `end`, of which the first stands in that line of
   * the file. Puts what they say into the tables, and ends before a record that is of another kind or not written as the writer
   * writes it, and when a table may not hold the next one. Gives the position behind the last newline that it went past.
   */
  readonly readRecords: (from: number, end: number, line: number) => number;
  /** By `recordTables`. The totals are the caller's to empty. */
  readonly tables: Uint8Array;
}

/** Room for drafts at the beginning of a space. */
export const draftBytes = 64 * 1024;
export const windowAt = draftBytes;
export const linesAt = windowAt + 16 * 1024;
/** Lines up to this length are held and scanned as a whole; longer ones as they arrive. */
export const heldLineBytes = 1024 * 1024;
/** What is copied into a space at a time. */
export const stepBytes = 512 * 1024;
/** Bytes behind the lines that may be read, but mean nothing. */
const marginBytes = 64;
export const spaceBytes = linesAt + heldLineBytes + stepBytes + marginBytes;

/** 1 for the letters that follow a backslash in the escapes of two bytes that the writer uses. */
const shortEscapes = new Uint8Array(256);
for (const letter of '"\\bfnrt') shortEscapes[letter.charCodeAt(0)] = 1;

/** 1 where a byte ends what is plain. */
const special = new Uint8Array(256).fill(1, 0, 0x20);
special[0x22] = 1;
special[0x5c] = 1;

/** A space that needs nothing but the language. */
export function plainScanSpace(): ScanSpace {
  const bytes = new Uint8Array(spaceBytes);
  return {
    bytes,
    endOfPlain(from, limit, end) {
      let at = from;
      while (at < limit) {
        const byte = bytes[at] ?? 0;
        if (special[byte] === 0) at += 1;
        else if (byte === 0x5c && at + 1 < end && shortEscapes[bytes[at + 1] ?? 0] === 1) at += 2;
        else return at;
      }
      return at;
    },
    weigh: (from, to) => weighBytes(bytes, from, to),
    isUtf8: (from, to) => isUtf8(bytes, from, to),
    ascii(from, to) {
      let text = "";
      for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
      return text;
    },
  };
}

let shared: ScanSpace | undefined;

/** The one plain space for everybody who was given no other. */
export function sharedScanSpace(): ScanSpace {
  shared ??= plainScanSpace();
  return shared;
}

/** Whether bytes are UTF-8 without over-long forms, surrogates and what lies beyond U+10FFFF. */
function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > to) return false;
    const second = bytes[at + 1] ?? 0;
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return false;
    for (let next = 2; next < length; next++)
      if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return false;
    at += length;
  }
  return true;
}
