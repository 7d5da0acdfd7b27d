/**
 * Tells most lines that cannot hold a text from their bytes alone, so that they need not be parsed. Only ever errs
 * towards parsing: a line that is passed over does not hold the text.
 */
export class LineFilter {
  readonly #piece: string;
  readonly #exceptions: readonly string[];

  /** `needle` is folded already. */
  constructor(needle: string) {
    // A line writes these characters as they are; where one is written as an escape, the line is not passed over.
    const pieces = needle.match(/[a-z0-9 .,:;!?(){}[\]<>=+*_#@%&|~^$'-]+/g) ?? [];
    this.#piece = pieces.reduce(
      (longest, piece) => (piece.length > longest.length ? piece : longest),
      "",
    );
    // Capital letters beyond ASCII that fold into it, as UTF-8 bytes read as Latin-1 and folded: Kelvin, I with dot.
    this.#exceptions = ["\\u", "\u00e2\u0084\u00aa", "\u00e4\u00b0"];
  }

  /** True where the line has to be parsed. `latin1` is the line with every byte as one character. */
  mayHold(latin1: string): boolean {
    if (this.#piece === "") return true;
    const folded = latin1.toLowerCase();
    return (
      folded.includes(this.#piece) ||
      this.#exceptions.some((exception) => folded.includes(exception))
    );
  }
}
