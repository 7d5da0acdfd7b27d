import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { t } from "../core/l10n/translation";
import { epochMs } from "../core/units";
import { readAgentFiles, type AgentMemory } from "./agentFiles";
import { Enclosure } from "./enclosure";
import { findDataFolders } from "./findDataFolders";
import { readLogHead } from "./logHead";
import { problemOf, type FileProblem } from "./problem";
import {
  holdsSessions,
  isLogName,
  logsIn,
  segmentId,
  sessionsIn,
  statLog,
  type FoundSession,
} from "./sessionFolders";
import type { Discovery, SessionRef } from "./sessionRef";
import { isUuid, uuidTime } from "./uuid";

interface Options {
  readonly signal?: AbortSignal;
  /** Kept by whoever looks again and again, so that agents' metadata is read once. */
  readonly agents?: AgentMemory;
}

interface Search {
  readonly signal: AbortSignal | undefined;
  readonly agents: AgentMemory | undefined;
}

/**
 * Finds the sessions of a path: a data directory, a sessions directory, one session's folder, one segment log, a
 * folder of logs from before sessions had folders, or a folder with any of these not far below. No log is read.
 * What cannot be read is a value in `problems`; rejects only with the signal's reason.
 */
export async function discover(
  target: string,
  { signal, agents }: Options = {},
): Promise<Discovery> {
  const opened = path.resolve(target);
  try {
    const stats = await stat(opened);
    signal?.throwIfAborted();
    if (stats.isDirectory()) return await discoverFolder(opened, { signal, agents });
    if (stats.isFile()) return await discoverFile(opened, { signal, agents });
    return nothing(opened, { path: opened, what: t("neither a file nor a folder") });
  } catch (error) {
    signal?.throwIfAborted();
    return nothing(opened, problemOf(opened, error));
  }
}

function nothing(opened: string, ...problems: readonly FileProblem[]): Discovery {
  return { path: opened, sessions: [], problems };
}

async function discoverFolder(opened: string, search: Search): Promise<Discovery> {
  const { signal } = search;
  const enclosure = await Enclosure.of(opened);
  const sessions: SessionRef[] = [];
  const problems: FileProblem[] = [];
  const gather = async (folder: string) => {
    const found = await sessionsIn(enclosure, folder, signal);
    const refs = await refer(found, enclosure.root, folder, undefined, search);
    sessions.push(...refs.sessions);
    problems.push(...refs.problems);
  };

  const { folder, certain } = await sessionsFolderOf(enclosure, opened);
  if (folder !== undefined) await gather(folder);
  if (!certain || sessions.length === 0) {
    const below = await findDataFolders(enclosure, opened, signal);
    for (const other of below) if (other !== folder) await gather(other);
  }
  problems.push(...enclosure.problems);
  if (sessions.length === 0 && problems.length === 0) {
    const reason = await unlistable(enclosure, opened);
    problems.push(reason ?? { path: opened, what: t("no session logs in this folder") });
  }
  // Many files are looked at together; what is wrong is told in one order all the same.
  problems.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { path: opened, sessions: sessions.sort(newestFirst), problems };
}

/**
 * Where sessions lie in the opened folder itself: it is a session or a sessions directory, or has one as a data
 * directory has. `certain` where its name says so; a folder that merely holds logs may have others further below.
 */
async function sessionsFolderOf(
  enclosure: Enclosure,
  opened: string,
): Promise<{ folder: string | undefined; certain: boolean }> {
  const name = path.basename(opened);
  if (name === "sessions" || isUuid(name)) return { folder: opened, certain: true };
  const entries = await enclosure.quiet().list(opened, () => true);
  if (entries.some((entry) => entry.kind === "folder" && entry.name === "sessions"))
    return { folder: path.join(opened, "sessions"), certain: true };
  return { folder: holdsSessions(opened, entries) ? opened : undefined, certain: false };
}

/** Why a folder cannot be listed; undefined where it can. */
async function unlistable(enclosure: Enclosure, folder: string): Promise<FileProblem | undefined> {
  const again = enclosure.quiet();
  await again.list(folder, () => false);
  return again.problems[0];
}

async function discoverFile(file: string, search: Search): Promise<Discovery> {
  if (file.endsWith(".trace.jsonl"))
    return nothing(file, {
      path: file,
      what: t(
        "an event trace of the agent, not a segment log; the log has the same name without .trace",
      ),
    });
  const folder = path.dirname(file);
  const enclosure = await Enclosure.of(folder);
  const own = await statLog(enclosure, file);
  if (own === undefined) return nothing(file, ...enclosure.problems);
  // What the user names is read wherever a link leads, but then it has nothing to do with its neighbours.
  const real = await realpath(file);
  const inSession =
    enclosure.encloses(real) && isUuid(path.basename(folder)) && isLogName(path.basename(file));
  const found: FoundSession = {
    id: inSession
      ? path.basename(folder)
      : ((await readLogHead(file)).sessionId ?? segmentId(file)),
    folder,
    segmentFiles: inSession ? await logsIn(enclosure.quiet(), folder) : [own],
  };
  const { sessions, problems } = await refer([found], path.dirname(real), folder, own.id, search);
  return { path: file, sessions, problems: [...enclosure.problems, ...problems] };
}

/** Joins what was found in `folder` with the agents of the data directory around it. */
async function refer(
  found: readonly FoundSession[],
  root: string,
  folder: string,
  opened: string | undefined,
  search: Search,
): Promise<{ sessions: readonly SessionRef[]; problems: readonly FileProblem[] }> {
  const sessionsFolder = isUuid(path.basename(folder)) ? path.dirname(folder) : folder;
  const inData = path.basename(sessionsFolder) === "sessions";
  const dataFolder = inData ? path.dirname(sessionsFolder) : sessionsFolder;
  const around = await Enclosure.of(dataFolder);
  const agents = await readAgentFiles(
    around,
    inData ? [dataFolder, sessionsFolder] : [sessionsFolder],
    search.signal,
    search.agents,
  );
  const sessions = found.map((session): SessionRef => {
    const [first] = session.segmentFiles;
    return {
      ...session,
      root,
      opened,
      agents: agents.get(session.id) ?? [],
      startTs: uuidTime(session.id) ?? (first && uuidTime(first.id)),
      byteLength: session.segmentFiles.reduce((sum, file) => sum + file.byteLength, 0),
      modifiedTs: session.segmentFiles.reduce(
        (latest, file) => (file.modifiedTs > latest ? file.modifiedTs : latest),
        session.segmentFiles[0]?.modifiedTs ?? epochMs(0),
      ),
    };
  });
  return { sessions, problems: around.problems };
}

function newestFirst(a: SessionRef, b: SessionRef): number {
  return (b.startTs ?? b.modifiedTs) - (a.startTs ?? a.modifiedTs) || (a.id < b.id ? -1 : 1);
}
