import type { Writable } from "node:stream";

export type Style = "bold" | "dim" | "red" | "yellow" | "green";

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

export interface TerminalStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The two streams of the command line, and what may be sent to each. */
export class Terminal {
  readonly #out: TerminalStream;
  readonly #err: TerminalStream;
  readonly #colour: boolean;
  #pending = "";
  /** What the progress line says; empty where there is none. */
  #progress = "";
  #closed = false;
  #failure: Error | undefined;

  constructor(
    out: TerminalStream,
    err: TerminalStream,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#out = out;
    this.#err = err;
    const unwanted = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
    this.#colour = out.isTTY === true && !unwanted;
    // A reader that has seen enough (`| head`) closes the pipe: that is no error, and there is nobody to tell.
    for (const stream of [out, err])
      stream.on("error", (error: Error & { code?: string }) => {
        this.#closed = true;
        if (error.code !== "EPIPE") this.#failure = error;
      });
  }

  /** Why the output could not be written, where that was not its reader's wish. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** True once nobody reads the output any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Cells in a line of the output; undefined where it is no terminal and lines may be of any length. */
  get width(): number | undefined {
    // A pseudo-terminal that nobody gave a size says 0.
    const { isTTY, columns = 0 } = this.#out;
    return isTTY === true && columns > 0 ? columns : undefined;
  }

  /** Colours a text for the output, on a terminal that wants it. */
  style(style: Style, text: string): string {
    const [on, off] = codes[style];
    return this.#colour ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  }

  /** Writes a line of output; resolves when more may come. */
  async line(text: string): Promise<void> {
    this.#pending += `${text}\n`;
    if (this.#pending.length > 64 * 1024) await this.flush();
  }

  /** Writes out what is held back. */
  async flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = "";
    if (text === "" || this.#closed) return;
    this.#clearProgress();
    await new Promise<void>((resolve) => {
      this.#out.write(text, () => {
        resolve();
      });
    });
  }

  /** Tells something beside the output. */
  tell(text: string): void {
    this.#clearProgress();
    this.#err.write(`${text}\n`);
  }

  /** Shows how far the work is, on a terminal only, in a line that the next one replaces. */
  progress(text: string): void {
    if (this.#err.isTTY !== true || this.#closed || text === this.#progress) return;
    this.#err.write(`\r\x1b[K${text}`);
    this.#progress = text;
  }

  #clearProgress(): void {
    if (this.#progress === "") return;
    this.#err.write("\r\x1b[K");
    this.#progress = "";
  }

  /** Writes what is left and takes the progress line away. */
  async end(): Promise<void> {
    await this.flush();
    this.#clearProgress();
  }
}
