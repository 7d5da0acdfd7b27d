/** Bytes before a window that are looked at; before the whole text these are not its own, and the nearest is the opening quote. */
export const bytesBefore = 10;
/** Texts up to this size, in bytes of their literal, are weighed as a whole. */
export const wholeBytes = 2048;
/**
 * Beyond it, each time the size doubles, this many windows of that many bytes are weighed: of long recorded results the sum is then
 * within 1 per cent for half of them and within 3 for nine of ten. A fast space weighs 54 bytes at a time.
 */
export const windowsPerDoubling = 16;
export const windowBytes = 108;

/**
 * Walks the windows of a text that are weighed, which stand at the same places whatever its length, and sums up what they
 * and the stretches behind them weigh.
 */
export class Windows {
  #start = 0;
  #length = wholeBytes;
  #weight = 0;
  #density = 0;
  #doubling = wholeBytes;

  /** Where the window ahead begins and ends, counted from the text's first byte. */
  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#start + this.#length;
  }

  begin(): void {
    this.#start = 0;
    this.#length = wholeBytes;
    this.#weight = 0;
    this.#density = 0;
    this.#doubling = wholeBytes;
  }

  /** The window ahead weighs so many hundredths of a token; goes on to the next. */
  add(hundredths: number): void {
    this.#density = hundredths / this.#length;
    while (this.end >= 2 * this.#doubling) this.#doubling *= 2;
    const stretch = Math.max(this.#length, this.#doubling / windowsPerDoubling);
    this.#weight += this.#density * stretch;
    this.#start += stretch;
    this.#length = windowBytes;
  }

  /** Weight of a text of that many bytes, in tokens; `hundredths` is that of its part of the window ahead. */
  total(size: number, hundredths: number): number {
    // The last stretch may end beyond the text.
    const beyond = Math.min(0, size - this.#start) * this.#density;
    return (this.#weight + beyond + hundredths) / 100;
  }
}
