import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { randomSession, type SessionKind } from "../core/replay/randomSession";
import { fixture } from "../support/fixtures";

/** One segment log as bytes. */
export interface LogBytes {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Logs of one session that are whole, to be damaged. */
export interface BaseLogs {
  readonly name: string;
  readonly segments: readonly LogBytes[];
}

/** Recorded sessions, of both dialects, of which the first lines are taken. */
const recorded = [
  "first",
  "many-eager",
  "thinking-default",
  "signed",
  "new-plain",
  "new-failures",
  "new-images-wide",
  "written-late",
  "restarted",
  "no-pruning",
  "forked",
];
const recordedBytes = 10 * 1024;

const modelKinds: readonly SessionKind[] = [
  { troubles: {}, clocks: ["steady"], idBytes: [0, 61], runs: [1, 2] },
  {
    troubles: { failure: 0.06, cut: 0.05, restart: 0.1, missingUsage: 0.1, lostMetric: 0.1 },
    clocks: ["steady", "same", "late"],
    idBytes: [0, 61],
    runs: [1, 3],
    images: true,
  },
  {
    troubles: { fork: 0.4, compaction: 0.2, midwayCompaction: 0.05, rewind: 0.2, crash: 0.05 },
    clocks: ["steady", "late"],
    idBytes: [0],
    runs: [2, 3],
  },
];
const modelsOfKind = 6;

/** Beginnings of recorded sessions, small sessions of the model of the writer, and the same in the oldest dialect. */
export async function baseLogs(): Promise<readonly BaseLogs[]> {
  const bases: BaseLogs[] = [];
  for (const name of recorded) {
    const folder = await fixture(name);
    const files = (await readdir(folder, { recursive: true }))
      .filter((file) => file.endsWith(".jsonl") && !file.endsWith(".trace.jsonl"))
      .sort();
    const segments = await Promise.all(
      files.slice(0, 2).map(async (file) => ({
        id: path.basename(file, ".jsonl"),
        bytes: firstLines(await readFile(path.join(folder, file))),
      })),
    );
    bases.push({ name, segments });
  }
  for (const [at, kind] of modelKinds.entries())
    for (let seed = 1; seed <= modelsOfKind; seed++) {
      const { segments } = randomSession(1000 * at + seed, kind);
      const name = `model ${String(at)}.${String(seed)}`;
      bases.push(logsOf(name, segments));
      if (seed > 2) continue;
      const older = segments.map(({ id, lines }) => ({ id, lines: lines.map(inOldestDialect) }));
      bases.push(logsOf(`${name}, oldest dialect`, older));
    }
  return bases;
}

function logsOf(
  name: string,
  segments: readonly { readonly id: string; readonly lines: readonly string[] }[],
): BaseLogs {
  return {
    name,
    segments: segments.map(({ id, lines }) => ({
      id,
      bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")),
    })),
  };
}

/** At least the first line, however long it is. */
function firstLines(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0x0a, Math.min(recordedBytes, bytes.length - 1));
  return bytes.subarray(0, end === -1 ? bytes.length : end + 1);
}

const oldestKinds = [
  ["segment_start", "session_start"],
  ["assistant_item", "assistant_items"],
  ["tool_result", "tool_results"],
  ["system_item", "system_items"],
] as const;

/** The line as it was written before kinds had one item each: hashes, plural kinds, a budget counted in turns. */
function inOldestDialect(line: string): string {
  let text = line.replace('"protected_start_index":', '"border_turn":');
  for (const [newer, older] of oldestKinds)
    if (text.startsWith(`{"kind":"${newer}"`)) {
      text = text.replace(newer, older);
      if (newer !== "segment_start") text = text.replace(/"item":(.*)\}$/, '"items":[$1]}');
    }
  return text.replace("{", '{"hash":"ab12","prev_hash":"cd34",');
}
