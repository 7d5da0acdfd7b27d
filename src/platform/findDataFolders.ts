import { t } from "../core/l10n/translation";
import path from "node:path";
import type { Enclosure } from "./enclosure";
import { holdsSessions } from "./sessionFolders";
import { isUuid } from "./uuid";

/** How far below the opened folder a data directory may lie: `workspace/project/.yoi`. */
const deepest = 2;
/** A workspace may be huge; the search gives up rather than keep a disk busy. */
const mostFolders = 5000;

const uninteresting: ReadonlySet<string> = new Set(["node_modules", "target", "dist", "out"]);

/**
 * Sessions directories below a folder, nearest first: the `sessions` of each folder at most two levels down.
 * Hidden folders other than `.yoi` are passed over, links are not followed. Rejects only with the signal's reason.
 */
export async function findDataFolders(
  enclosure: Enclosure,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const quiet = enclosure.quiet();
  const found: string[] = [];
  let level: readonly string[] = [folder];
  let looked = 0;
  for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
    const next: string[] = [];
    for (const parent of level) {
      signal?.throwIfAborted();
      if (++looked > mostFolders) {
        enclosure.problems.push({
          path: folder,
          what: t(
            "only the first {0} folders in it were searched for sessions; open the data directory itself",
            mostFolders,
          ),
        });
        return found;
      }
      for (const entry of await quiet.list(parent, isInteresting)) {
        if (entry.kind !== "folder") continue;
        if (entry.name !== "sessions") next.push(entry.path);
        else if (holdsSessions(entry.path, await quiet.list(entry.path, () => true)))
          found.push(entry.path);
      }
    }
    level = next;
  }
  // Links elsewhere and closed folders are the workspace's own affair, unless sessions may lie behind them.
  enclosure.problems.push(
    ...quiet.problems.filter(({ path: at }) => /^(?:sessions|\.yoi)$/.test(path.basename(at))),
  );
  return found;
}

function isInteresting(name: string): boolean {
  return name === ".yoi" || !(name.startsWith(".") || uninteresting.has(name) || isUuid(name));
}
