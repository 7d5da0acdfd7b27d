import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import * as v from "valibot";
import { root } from "../../scripts/lib/root.mjs";

const packed = path.join(root, "test/fixtures/logs");
const unpacked = path.join(root, "out/fixtures");
const truthFile = "truth.json.br";

const evaluation = v.object({
  segment: v.string(),
  /** n-th fire or skip of the segment, from 0 */
  index: v.number(),
  /** counted up at each restart or rewind, from 0 */
  process: v.number(),
  historyLength: v.number(),
  decision: v.picklist(["fired", "no_candidates", "below_min_savings"]),
  /** false: the run yielded to compaction instead, and what follows is absent */
  sent: v.boolean(),
  /** item indices whose content was left out */
  pruned: v.optional(v.array(v.number())),
  inputTokens: v.optional(v.number()),
  cacheReadTokens: v.optional(v.number()),
  answered: v.optional(v.picklist(["ok", "fail", "cut", "cancel"])),
  usage: v.optional(v.picklist(["yes", "no", "early"])),
});

const truthSchema = v.object({
  session: v.string(),
  dialect: v.picklist(["older", "newer"]),
  /** sessions of one script had the same conversation */
  script: v.string(),
  /** null: pruning was off */
  settings: v.nullable(v.object({ protected_tokens: v.number(), min_savings: v.number() })),
  /** bytes that the log dropped from each reasoning item */
  reasoningIdBytes: v.number(),
  /** one for each `prune.fire` and `prune.skip`, in log order */
  evaluations: v.array(evaluation),
  /** instead of evaluations where pruning was off */
  requests: v.optional(
    v.array(
      v.object({ historyLength: v.number(), inputTokens: v.number(), cacheReadTokens: v.number() }),
    ),
  ),
});

/** What the model's side of a recorded session saw; test/fixtures/README.md says how it was obtained. */
export type Truth = v.InferOutput<typeof truthSchema>;

/** Names of all recorded sessions, sorted. */
export function fixtureNames(): readonly string[] {
  return readdirSync(packed).sort();
}

/** The truth of one recorded session. Throws if there is no such fixture or its file has another shape. */
export function truth(name: string): Truth {
  const bytes = brotliDecompressSync(readFileSync(path.join(packed, name, truthFile)));
  return v.parse(truthSchema, JSON.parse(bytes.toString("utf8")));
}

/**
 * Absolute path of the data directory of one recorded session, as the agent left it (`sessions/`, `pods/` or `workers/`).
 * Unpacked once for each content, shared between tests and processes: write only into a copy. Throws if there is no such fixture.
 */
export async function fixture(name: string): Promise<string> {
  const files = await packedFiles(path.join(packed, name));
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(`${file.relative}\0${String(file.bytes.length)}\0`).update(file.bytes);
  const folder = path.join(unpacked, hash.digest("hex").slice(0, 12), name);
  if (existsSync(folder)) return folder;

  const draft = `${folder}.${randomUUID()}`;
  for (const file of files) {
    const to = path.join(draft, file.relative);
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, brotliDecompressSync(file.bytes));
  }
  try {
    await rename(draft, folder);
  } catch (error) {
    // Another process was faster: its copy has the same content.
    await rm(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function packedFiles(folder: string): Promise<{ relative: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && entry.name !== truthFile)
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return await Promise.all(
    names.map(async (name) => ({
      relative: name.replace(/\.br$/, ""),
      bytes: await readFile(path.join(folder, name)),
    })),
  );
}
