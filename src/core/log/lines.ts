import { byteOffset, lineNumber, type ByteOffset, type LineNumber } from "../units";

/** One committed line: its bytes without the newline, and where it stands in the file. */
export interface Line {
  readonly number: LineNumber;
  readonly offset: ByteOffset;
  /** Valid only during the call that hands it over; `undefined` where the line exceeds the cap. */
  readonly bytes: Uint8Array | undefined;
  readonly byteLength: number;
}

/** A line above this size is skipped as unreadable: a JavaScript string ends at 512 MiB, and JSON.parse needs more. */
export const lineCapBytes = 128 * 1024 * 1024;

const newline = 0x0a;

/**
 * Cuts a file that arrives in chunks into committed lines. A line is committed by its newline; what stands behind
 * the last one is being written right now or was cut short, and is only counted.
 */
export class LineSplitter {
  #nextLine = 1;
  #lineStart = 0;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  readonly #onLine: (line: Line) => void;
  readonly #capBytes: number;

  constructor(onLine: (line: Line) => void, capBytes: number = lineCapBytes) {
    this.#onLine = onLine;
    this.#capBytes = capBytes;
  }

  /** Bytes behind the last newline. */
  get uncommittedBytes(): number {
    return this.#heldBytes;
  }

  /** Offset of the first byte that belongs to no committed line. */
  get committedBytes(): ByteOffset {
    return byteOffset(this.#lineStart);
  }

  /** Number of committed lines. */
  get lineCount(): number {
    return this.#nextLine - 1;
  }

  /** Takes the next bytes of the file; the chunk may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#finish(chunk.subarray(start, end));
      start = end + 1;
    }
    // A copy: Node's Buffer.slice, unlike other arrays', is a view of memory that the caller may reuse.
    if (start < chunk.length) this.#hold(new Uint8Array(chunk.subarray(start)));
  }

  #hold(part: Uint8Array): void {
    this.#heldBytes += part.length;
    if (this.#heldBytes > this.#capBytes) this.#held = [];
    else this.#held.push(part);
  }

  #finish(tail: Uint8Array): void {
    const byteLength = this.#heldBytes + tail.length;
    const bytes =
      byteLength > this.#capBytes
        ? undefined
        : this.#heldBytes === 0
          ? tail
          : join(this.#held, tail, byteLength);
    const line = {
      number: lineNumber(this.#nextLine),
      offset: byteOffset(this.#lineStart),
      bytes,
      byteLength,
    };
    this.#nextLine += 1;
    this.#lineStart += byteLength + 1;
    this.#held = [];
    this.#heldBytes = 0;
    this.#onLine(line);
  }
}

function join(parts: readonly Uint8Array[], tail: Uint8Array, byteLength: number): Uint8Array {
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  whole.set(tail, at);
  return whole;
}
