import { windowAt, type ScanSpace } from "./scanSpace";
import { bytesBefore, Windows, wholeBytes } from "./windows";

const quote = 0x22;

/** Weighs a text whose literal comes in parts: keeps the bytes of one window until they are all there. */
export class StreamedWeight {
  readonly #space: ScanSpace;
  readonly #windows = new Windows();
  /** The window ahead, with the bytes before it and the one behind. */
  readonly #held = new Uint8Array(bytesBefore + wholeBytes + 1);
  #size = 0;

  constructor(space: ScanSpace) {
    this.#space = space;
  }

  /** Begins with the text behind an opening quote. */
  begin(): void {
    this.#windows.begin();
    this.#held.fill(quote, 0, bytesBefore);
    this.#size = 0;
  }

  /** Takes the next bytes of the literal, as the writer writes it. */
  take(bytes: Uint8Array, from: number, to: number): void {
    const windows = this.#windows;
    const origin = from - this.#size;
    this.#size += to - from;
    let at = from;
    while (at < to) {
      const first = origin + windows.start - bytesBefore;
      const end = Math.min(to, origin + windows.end + 1);
      at = Math.max(at, first);
      if (at >= end) return;
      this.#held.set(bytes.subarray(at, end), at - first);
      at = end;
      if (end <= origin + windows.end) return;
      this.#goOn();
    }
  }

  /** Weighs the window ahead and keeps what the next one needs of its bytes. */
  #goOn(): void {
    const windows = this.#windows;
    const heldFrom = windows.start - bytesBefore;
    const heldTo = windows.end + 1;
    windows.add(this.#weigh(windows.end - windows.start));
    const from = windows.start - bytesBefore;
    if (from < heldTo) this.#held.copyWithin(0, from - heldFrom, heldTo - heldFrom);
  }

  #weigh(length: number): number {
    const { bytes } = this.#space;
    bytes.set(this.#held.subarray(0, bytesBefore + length + 1), windowAt);
    return this.#space.weigh(windowAt + bytesBefore, windowAt + bytesBefore + length);
  }

  /** Weight of the whole text, in tokens. */
  end(): number {
    const windows = this.#windows;
    const rest = this.#size - windows.start;
    if (rest > 0) this.#held[bytesBefore + rest] = quote;
    if (rest > 0 && windows.end === this.#size) windows.add(this.#weigh(rest));
    else if (rest > 0) return windows.total(this.#size, this.#weigh(rest));
    return windows.total(this.#size, 0);
  }
}

/** Weight, in tokens, of a text whose literal stands in a space, from behind its opening quote up to its closing one. */
export function weightInPlace(
  space: ScanSpace,
  windows: Windows,
  from: number,
  to: number,
): number {
  windows.begin();
  while (from + windows.end <= to)
    windows.add(space.weigh(from + windows.start, from + windows.end));
  const rest = from + windows.start;
  return windows.total(to - from, rest < to ? space.weigh(rest, to) : 0);
}
