import { lstat, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { t } from "../core/l10n/translation";
import { parseAgentMetadata } from "../core/session/agentMetadata";
import { epochMs } from "../core/units";
import { concurrently } from "./concurrently";
import type { Enclosure, Entry } from "./enclosure";
import { problemOf } from "./problem";
import type { AgentFile } from "./sessionRef";

/** Where agents lie in a data directory: the older name and the newer. */
export const agentFolderNames: ReadonlySet<string> = new Set(["pods", "workers"]);

const fileName = "metadata.json";
/** A snapshot of a manifest takes a few kilobytes; what is larger is something else. */
const largestMetadataBytes = 4 * 1024 * 1024;

/** What earlier searches read, by path: a file of the same size and age is not read again. */
export type AgentMemory = Map<string, { readonly byteLength: number; readonly file: AgentFile }>;

/**
 * Metadata of all agents in the given folders' `pods` and `workers`, by the session that each is busy with. A file
 * that cannot be read is reported to the enclosure; a missing one is common and is not.
 */
export async function readAgentFiles(
  enclosure: Enclosure,
  folders: readonly string[],
  signal: AbortSignal | undefined,
  memory: AgentMemory = new Map(),
): Promise<ReadonlyMap<string, readonly AgentFile[]>> {
  const homes: Entry[] = [];
  for (const folder of folders) {
    const holders = await enclosure.list(folder, (name) => agentFolderNames.has(name));
    for (const holder of holders)
      if (holder.kind === "folder") homes.push(...(await enclosure.list(holder.path, () => true)));
  }
  const read = await concurrently(
    homes.filter((home) => home.kind === "folder"),
    16,
    async (home) => readAgentFile(enclosure, home.path, memory),
    signal,
  );
  const bySession = new Map<string, AgentFile[]>();
  for (const file of read) {
    const session = file?.metadata.activeSessionId;
    if (file === undefined || session === undefined) continue;
    const known = bySession.get(session);
    if (known === undefined) bySession.set(session, [file]);
    else known.push(file);
  }
  for (const files of bySession.values()) files.sort(mostTellingFirst);
  return bySession;
}

async function readAgentFile(
  enclosure: Enclosure,
  home: string,
  memory: AgentMemory,
): Promise<AgentFile | undefined> {
  const file = path.join(home, fileName);
  try {
    // With thousands of agents, listing each one's folder would take longer than reading its file.
    let stats = await lstat(file);
    if (stats.isSymbolicLink()) {
      const [target] = await enclosure.list(home, (name) => name === fileName);
      if (target?.kind !== "file") return undefined;
      stats = await stat(file);
    }
    if (!stats.isFile()) return undefined;
    const known = memory.get(file);
    if (known?.byteLength === stats.size && known.file.modifiedTs === epochMs(stats.mtimeMs))
      return known.file;
    if (stats.size > largestMetadataBytes) {
      enclosure.problems.push({ path: file, what: t("too large for an agent's metadata") });
      return undefined;
    }
    const value: unknown = JSON.parse(await readFile(file, { encoding: "utf8", flag: "r" }));
    const metadata = parseAgentMetadata(value);
    if (metadata === undefined)
      enclosure.problems.push({ path: file, what: t("not an agent's metadata") });
    if (metadata === undefined) return undefined;
    const read = { path: file, modifiedTs: epochMs(stats.mtimeMs), metadata };
    memory.set(file, { byteLength: stats.size, file: read });
    return read;
  } catch (error) {
    if (isMissing(error)) return undefined;
    enclosure.problems.push(
      error instanceof SyntaxError ? { path: file, what: t("not JSON") } : problemOf(file, error),
    );
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Two agents may claim one session, an old folder and its renamed copy: the one that says more, then the newer. */
function mostTellingFirst(a: AgentFile, b: AgentFile): number {
  const tells = (file: AgentFile) => Number(file.metadata.pruning.kind !== "unknown");
  return tells(b) - tells(a) || b.modifiedTs - a.modifiedTs;
}
