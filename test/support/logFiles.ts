import { randomUUID } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { fixture, fixtureNames } from "./fixtures";

const made: string[] = [];

/** A new empty folder below `out/`, removed when the tests end. */
export async function freshFolder(): Promise<string> {
  const folder = path.join(root, "out/test-folders", `t-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  made.push(folder);
  return folder;
}

after(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A copy of a recorded session's data directory that a test may change. */
export async function fixtureCopy(name: string): Promise<string> {
  const copy = path.join(await freshFolder(), name);
  await cp(await fixture(name), copy, { recursive: true });
  return copy;
}

/** One folder with the data directories of all recorded sessions. */
export async function allFixtures(): Promise<string> {
  const folder = await freshFolder();
  await Promise.all(
    fixtureNames().map(async (name) => {
      await cp(await fixture(name), path.join(folder, name), { recursive: true });
    }),
  );
  return folder;
}

/** Paths of the segment logs below a folder, sorted by name. */
export async function segmentLogs(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".jsonl") && !name.endsWith(".trace.jsonl"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The only segment log below a folder. Throws where there is another number of them. */
export async function onlySegmentLog(folder: string): Promise<string> {
  const [log, ...others] = await segmentLogs(folder);
  if (log === undefined || others.length > 0) throw new Error(`not one log below ${folder}`);
  return log;
}

/** Lines of a log, without their newlines. */
export async function logLines(file: string): Promise<string[]> {
  return (await readFile(file, "utf8")).split("\n").slice(0, -1);
}

/** Writes lines as a log, each committed by its newline. */
export async function writeLog(
  file: string,
  lines: readonly (string | Uint8Array)[],
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const newline = Buffer.from("\n");
  await writeFile(file, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), newline])));
}
