import { stat } from "node:fs/promises";
import path from "node:path";
import { epochMs } from "../core/units";
import { agentFolderNames } from "./agentFiles";
import { concurrently } from "./concurrently";
import type { Enclosure, Entry } from "./enclosure";
import { readLogHead } from "./logHead";
import { problemOf } from "./problem";
import type { SegmentFile } from "./sessionRef";
import { isUuid } from "./uuid";

/** A session's logs before the agents are known. */
export interface FoundSession {
  readonly id: string;
  readonly folder: string;
  readonly segmentFiles: readonly SegmentFile[];
}

const logEnding = ".jsonl";
const traceEnding = ".trace.jsonl";

/** True for the name of a segment log; the debug traces beside them are none. */
export function isLogName(name: string): boolean {
  return name.endsWith(logEnding) && !name.endsWith(traceEnding) && name !== logEnding;
}

/** The id that a log is named for. */
export function segmentId(file: string): string {
  return path.basename(file).replace(/\.jsonl$/, "");
}

/** True where a folder of this name, by its entries, holds sessions or is one. */
export function holdsSessions(folder: string, entries: readonly Entry[]): boolean {
  return entries.some((entry) =>
    entry.kind === "file"
      ? isLogName(entry.name)
      : isUuid(entry.name) || (path.basename(folder) === "sessions" && !isReserved(entry.name)),
  );
}

function isReserved(name: string): boolean {
  return agentFolderNames.has(name) || name.startsWith(".");
}

/**
 * Sessions of a folder: one for each folder in it that holds segment logs, and those whose logs lie in it directly.
 * Only names and sizes are read, and of logs that lie loose the first bytes.
 */
export async function sessionsIn(
  enclosure: Enclosure,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<readonly FoundSession[]> {
  const named = path.basename(folder) === "sessions";
  const entries = await enclosure.list(
    folder,
    (name) => isLogName(name) || isUuid(name) || (named && !isReserved(name)),
  );
  const folders = entries.filter((entry) => entry.kind === "folder");
  const loose = entries.filter((entry) => entry.kind === "file" && isLogName(entry.name));
  const inFolders = await concurrently(
    folders,
    16,
    async (entry) => {
      const logs = await logsIn(enclosure, entry.path);
      return { id: entry.name, folder: entry.path, segmentFiles: logs };
    },
    signal,
  );
  const direct = isUuid(path.basename(folder))
    ? [{ id: path.basename(folder), folder, segmentFiles: await statLogs(enclosure, loose) }]
    : await looseSessions(enclosure, folder, loose, signal);
  return [...inFolders, ...direct].filter((session) => session.segmentFiles.length > 0);
}

/** The segment logs directly in a folder. */
export async function logsIn(
  enclosure: Enclosure,
  folder: string,
): Promise<readonly SegmentFile[]> {
  const entries = await enclosure.list(folder, isLogName);
  return statLogs(
    enclosure,
    entries.filter((entry) => entry.kind === "file"),
  );
}

async function statLogs(
  enclosure: Enclosure,
  entries: readonly Entry[],
): Promise<readonly SegmentFile[]> {
  const files = await concurrently(entries, 16, async (entry) => statLog(enclosure, entry.path));
  return files.filter((file) => file !== undefined);
}

/** Size and age of one log; undefined, and a problem, where the file cannot be looked at. */
export async function statLog(
  enclosure: Enclosure,
  file: string,
): Promise<SegmentFile | undefined> {
  try {
    const stats = await stat(file);
    return {
      id: segmentId(file),
      path: file,
      byteLength: stats.size,
      modifiedTs: epochMs(stats.mtimeMs),
    };
  } catch (error) {
    enclosure.problems.push(problemOf(file, error));
    return undefined;
  }
}

/**
 * Logs that lie in a folder that is not named like a session: each is a session of its own, as they were written
 * before sessions had folders, unless their first lines name one session, as in a copy under another name. Other
 * files of the same ending are left out.
 */
async function looseSessions(
  enclosure: Enclosure,
  folder: string,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<readonly FoundSession[]> {
  const read = await concurrently(
    entries,
    16,
    async (entry) => {
      const file = await statLog(enclosure, entry.path);
      if (file === undefined) return undefined;
      try {
        const head = await readLogHead(entry.path);
        return head.looksLikeLog || isUuid(file.id) ? { file, head } : undefined;
      } catch (error) {
        enclosure.problems.push(problemOf(entry.path, error));
        return undefined;
      }
    },
    signal,
  );
  const byId = new Map<string, SegmentFile[]>();
  for (const log of read) {
    if (log === undefined) continue;
    const id = log.head.sessionId ?? log.file.id;
    byId.set(id, [...(byId.get(id) ?? []), log.file]);
  }
  return Array.from(byId, ([id, segmentFiles]) => ({ id, folder, segmentFiles }));
}
