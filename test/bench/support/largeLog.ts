import { closeSync, openSync, writeSync } from "node:fs";
import { material, seededNumbers, type Material } from "./materials";

export interface LargeLogOptions {
  /** The log ends with the request at which it reaches this size. */
  readonly byteLength: number;
  /** Sizes of the tool results' contents: many near the least, few near the most. */
  readonly resultBytes: readonly [least: number, most: number];
  /** How much rarer long results are; 1 gives as many between 2 and 20 KB as between 20 and 200 KB. */
  readonly skew: number;
  readonly dialect: "singular" | "plural";
  readonly seed: number;
}

export interface LargeLog {
  readonly bytes: number;
  readonly lines: number;
  readonly items: number;
  readonly requests: number;
}

const bufferBytes = 4 * 1024 * 1024;
/** At least; long results need more, since a text is a slice of it. */
const materialBytes = 8 * 1024 * 1024;
const sessionId = "01900000-0000-7000-8000-000000000001";

/**
 * Writes the log of an agent's session, run by run, in the writer's own layout: requests with calls and results, the runs'
 * evaluations and measurements behind them. Tokens and savings are plausible, not computed. The same for the same options.
 */
export function writeLargeLog(file: string, options: LargeLogOptions): LargeLog {
  const log = new LogWriter(file, options);
  log.start();
  while (log.bytes < options.byteLength) log.run();
  return log.close();
}

class LogWriter {
  readonly #file: number;
  readonly #options: LargeLogOptions;
  readonly #random: () => number;
  readonly #material: Material;
  readonly #buffer = Buffer.alloc(bufferBytes);
  #used = 0;
  #written = 0;
  #lines = 0;
  #items = 0;
  #requests = 0;
  #calls = 0;
  #ts = 1_780_000_000_000;
  #tokens = 3000;

  constructor(file: string, options: LargeLogOptions) {
    this.#file = openSync(file, "w");
    this.#options = options;
    this.#random = seededNumbers(options.seed);
    this.#material = material(options.seed, Math.max(materialBytes, 1.2 * options.resultBytes[1]));
  }

  get bytes(): number {
    return this.#written + this.#used;
  }

  start(): void {
    const kind = this.#options.dialect === "plural" ? "session_start" : "segment_start";
    this.#line(
      `{"kind":"${kind}","ts":${this.#ts},"session_id":"${sessionId}","system_prompt":null,"config":{"max_tokens":null,"temperature":null,"top_p":null,"top_k":null,"stop_sequences":[],"reasoning":null},"history":[]}`,
    );
  }

  run(): void {
    const requests = 5 + Math.floor(this.#random() * 60);
    const flushed: string[] = [];
    this.#line(`{"kind":"invoke","ts":${this.#tick()},"trigger":"user_send"}`);
    this.#line(
      `{"kind":"user_input","ts":${this.#ts},"segments":[{"kind":"text","content":"`,
      this.#text(100 + 900 * this.#random()),
      '"}]}',
    );
    this.#items += 1;
    let request = 0;
    for (; request < requests && this.bytes < this.#options.byteLength; request++)
      flushed.push(...this.#request());
    this.#line(`{"kind":"turn_end","ts":${this.#tick()},"turn_count":${request}}`);
    for (const line of flushed) this.#line(line);
    this.#line(`{"kind":"run_completed","ts":${this.#ts},"interrupted":false,"result":"finished"}`);
  }

  /** One request and what came of it; gives the lines that are written at the run's end. */
  #request(): readonly string[] {
    const historyLength = this.#items;
    const fires = this.#random() < 0.5;
    const id = `01900000-0000-7000-8000-${String(this.#requests).padStart(12, "0")}`;
    const candidates = `"candidate_count":"${1 + Math.floor(historyLength / 3)}"`;
    const start = `"protected_start_index":"${Math.max(0, historyLength - 20)}"`;
    const savings = Math.floor(4000 + 9000 * this.#random());
    const evaluation = fires
      ? `{"correlation_id":"${id}","dimensions":{${candidates},${start}},"name":"prune.fire","ts":${this.#tick()},"value":${savings}.0}`
      : `{"dimensions":{${candidates},${start},"reason":"below_min_savings"},"name":"prune.skip","ts":${this.#tick()},"value":${savings % 4000}.0}`;
    this.#requests += 1;
    this.#tokens = 3000 + ((this.#tokens + 4000 * this.#random()) % 150_000);
    const cacheRead = Math.floor(this.#tokens * 0.8);
    const cacheWrite = Math.floor(this.#tokens * 0.2);
    this.#answer();
    const flush = (line: string) => `{"kind":${line}`;
    return [
      flush(`"extension","ts":${this.#ts},"domain":"metrics","payload":${evaluation}}`),
      flush(
        `"llm_usage","ts":${this.#ts},"history_len":${historyLength},"input_total_tokens":${cacheRead + cacheWrite},"cache_read_tokens":${cacheRead},"cache_write_tokens":${cacheWrite},"output_tokens":${Math.floor(900 * this.#random())}}`,
      ),
      ...(fires
        ? [
            flush(
              `"extension","ts":${this.#ts},"domain":"metrics","payload":{"correlation_id":"${id}","dimensions":{"cache_write_tokens":"${cacheWrite}","history_len":"${historyLength}"},"name":"prune.post_request","ts":${this.#ts},"value":${cacheRead}.0}}`,
            ),
          ]
        : []),
    ];
  }

  /** What the model says and calls, and the results. */
  #answer(): void {
    const calls = 1 + (this.#random() < 0.2 ? 1 : 0);
    const ids = Array.from({ length: calls }, () => {
      this.#calls += 1;
      return `toolu_${String(this.#calls).padStart(8, "0")}`;
    });
    const said: (readonly (string | Buffer)[])[] = [];
    if (this.#random() < 0.3)
      said.push([
        '{"kind":"message","role":"assistant","content":[{"kind":"text","text":"',
        this.#text(40 + 400 * this.#random()),
        '"}]}',
      ]);
    for (const id of ids)
      said.push([
        `{"kind":"tool_call","call_id":"${id}","name":"read_file","arguments":"{\\"path\\":\\"src/${Math.floor(3000 * this.#random())}.ts\\",\\"limit\\":2000}"}`,
      ]);
    this.#itemLines("assistant_item", said);
    this.#itemLines(
      "tool_result",
      ids.map((id) => {
        const content = this.#text(this.#resultBytes());
        return [
          `{"kind":"tool_result","call_id":"${id}","summary":"read_file: ${content.length} characters","content":"`,
          content,
          '"}',
        ];
      }),
    );
  }

  #itemLines(kind: string, items: readonly (readonly (string | Buffer)[])[]): void {
    this.#items += items.length;
    if (this.#options.dialect === "singular") {
      for (const item of items)
        this.#line(`{"kind":"${kind}","ts":${this.#tick()},"item":`, ...item, "}");
      return;
    }
    const separated = items.flatMap((item, index) => (index === 0 ? item : [",", ...item]));
    this.#line(`{"kind":"${kind}s","ts":${this.#tick()},"items":[`, ...separated, "]}");
  }

  #tick(): number {
    this.#ts += 1 + Math.floor(this.#random() * 4000);
    return this.#ts;
  }

  #resultBytes(): number {
    const [least, most] = this.#options.resultBytes;
    return least * (most / least) ** (this.#random() ** this.#options.skew);
  }

  /** Whole lines of text of about this size, as the inside of a literal. */
  #text(byteLength: number): Buffer {
    const { bytes, starts } = this.#material;
    const last = bytes.length - byteLength;
    const drawn = starts[Math.floor(this.#random() * starts.length)] ?? 0;
    const from = drawn <= last ? drawn : 0;
    const wanted = Math.min(from + byteLength, bytes.length);
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return bytes.subarray(from, starts[low] ?? bytes.length);
  }

  #line(...parts: readonly (string | Buffer)[]): void {
    for (const part of parts) this.#write(part);
    this.#write("\n");
    this.#lines += 1;
  }

  #write(part: string | Buffer): void {
    if (part.length > bufferBytes && typeof part !== "string") {
      this.#flush();
      this.#written += writeSync(this.#file, part);
      return;
    }
    if (this.#used + part.length > bufferBytes) this.#flush();
    this.#used +=
      typeof part === "string"
        ? this.#buffer.write(part, this.#used, "latin1")
        : part.copy(this.#buffer, this.#used);
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#used);
    this.#written += this.#used;
    this.#used = 0;
  }

  close(): LargeLog {
    this.#flush();
    closeSync(this.#file);
    return {
      bytes: this.#written,
      lines: this.#lines,
      items: this.#items,
      requests: this.#requests,
    };
  }
}
