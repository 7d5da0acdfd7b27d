// Loading large logs, against reading their bytes and against JSON.parse of every line.
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SegmentReader } from "../../src/platform/segmentReader";
import { writeLargeLog, type LargeLog, type LargeLogOptions } from "./support/largeLog";
import { bench, mebibytes, row, times, type Figures } from "./support/measure";

const blockBytes = 1024 * 1024;
const newline = 0x0a;

const works = {
  raw(file: string) {
    let bytes = 0;
    for (const block of blocks(file)) bytes += block.length;
    return { bytes };
  },

  /** What a reader without a scanner does: each line becomes a text and an object. */
  parsed(file: string) {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let held = Buffer.alloc(0);
    let lines = 0;
    for (const block of blocks(file)) {
      const bytes = held.length === 0 ? block : Buffer.concat([held, block]);
      let from = 0;
      for (let to = bytes.indexOf(newline); to !== -1; to = bytes.indexOf(newline, from)) {
        JSON.parse(decoder.decode(bytes.subarray(from, to)));
        lines += 1;
        from = to + 1;
      }
      held = Buffer.from(bytes.subarray(from));
    }
    return { lines };
  },

  /**
   * From the file to the segment with its columns, its requests, evaluations and joins. Placing evaluations and replaying them
   * come after it and are not in it; starting Node and loading the program come before.
   */
  async loaded(file: string) {
    const reader = new SegmentReader(file, path.dirname(file));
    await reader.read();
    const { items, requests, unread, file: extent } = reader.segment;
    return {
      items: items.length,
      requests: requests.length,
      unread: unread.length,
      lines: extent.lineCount,
    };
  },
};

function* blocks(file: string): Generator<Buffer> {
  const block = Buffer.allocUnsafeSlow(blockBytes);
  const open = openSync(file, "r");
  for (let read = readSync(open, block); read > 0; read = readSync(open, block))
    yield block.subarray(0, read);
  closeSync(open);
}

const mib = 1024 * 1024;
const logs: readonly (LargeLogOptions & {
  readonly name: string;
  readonly goals: readonly string[];
})[] = [
  {
    name: "results of 2 to 200 KB",
    byteLength: 256 * mib,
    resultBytes: [2000, 200_000],
    skew: 5,
    dialect: "singular",
    seed: 1,
    goals: ["≤ 3 ×", "≥ 7 ×"],
  },
  {
    name: "short lines",
    byteLength: 256 * mib,
    resultBytes: [200, 3500],
    skew: 1,
    dialect: "singular",
    seed: 2,
    goals: ["≤ 10 ×", "≥ 5 ×"],
  },
  {
    name: "results of 2 to 200 KB, older dialect",
    byteLength: 128 * mib,
    resultBytes: [2000, 200_000],
    skew: 5,
    dialect: "plural",
    seed: 3,
    goals: ["≤ 3 ×", "≥ 7 ×"],
  },
];

/** Logs of which only time and memory of loading are measured: reading them twice more would take long. */
const huge: readonly (LargeLogOptions & { readonly name: string })[] = [
  {
    name: "2 GiB",
    byteLength: 2048 * mib,
    resultBytes: [2000, 200_000],
    skew: 5,
    dialect: "singular",
    seed: 4,
  },
  {
    name: "results of 100 MB",
    byteLength: 600 * mib,
    resultBytes: [100_000_000, 100_000_001],
    skew: 1,
    dialect: "singular",
    seed: 5,
  },
];

const allowedBytes = (items: number) => 64 * mib + 40 * items;

await bench(works, async (run) => {
  const folder = mkdtempSync(path.join(tmpdir(), "prunescope-bench-"));
  const file = path.join(folder, "log.jsonl");
  const say = (name: string, log: LargeLog) => {
    console.log(
      `${name}: ${mebibytes(log.bytes)}, ${log.lines} lines, ${log.items} items, ${log.requests} requests`,
    );
  };
  const check = ({ given }: Figures, log: LargeLog) => {
    if (given["items"] !== log.items || given["unread"] !== 0)
      throw new Error(`not what was written: ${JSON.stringify(given)}`);
  };
  try {
    for (const { name, goals, ...options } of logs) {
      const log = writeLargeLog(file, options);
      say(name, log);
      const figures = await run(["raw", "parsed", "loaded"], { args: [file], rounds: 5 });
      const [raw, parsed, loaded] = [figures("raw"), figures("parsed"), figures("loaded")];
      check(loaded, log);
      row("loaded, to raw reads", times(loaded.milliseconds, raw.milliseconds), goals[0]);
      row("JSON.parse of every line, to raw reads", times(parsed.milliseconds, raw.milliseconds));
      row("JSON.parse, to loaded", times(parsed.milliseconds, loaded.milliseconds), goals[1]);
      row("the same by time on processors", times(parsed.cpuMilliseconds, loaded.cpuMilliseconds));
      row(
        "memory over Node's own",
        mebibytes(loaded.peakBytes),
        `≤ ${mebibytes(allowedBytes(log.items))}`,
      );
    }
    for (const { name, ...options } of huge) {
      const log = writeLargeLog(file, options);
      say(name, log);
      const figures = await run(["raw", "loaded"], { args: [file], rounds: 1 });
      const [raw, loaded] = [figures("raw"), figures("loaded")];
      check(loaded, log);
      row("loaded, to raw reads", times(loaded.milliseconds, raw.milliseconds));
      row(
        "memory over Node's own",
        mebibytes(loaded.peakBytes),
        `≤ ${mebibytes(allowedBytes(log.items))}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
