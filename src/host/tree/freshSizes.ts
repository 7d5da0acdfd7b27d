import { stat } from "node:fs/promises";
import { epochMs } from "../../core/units";
import type { SegmentFile, SessionRef } from "../../platform/sessionRef";
import type { SearchedFolder } from "./sessionLibrary";

/**
 * The same sessions, with sizes and ages of the named logs as they are now; undefined where one of these is gone or out of
 * reach, which only a search can tell more of.
 */
export async function withFreshSizes(
  searched: readonly SearchedFolder[],
  paths: ReadonlySet<string>,
): Promise<readonly SearchedFolder[] | undefined> {
  const logs = searched.flatMap(({ discovery }) =>
    discovery.sessions.flatMap(({ segmentFiles }) => segmentFiles),
  );
  const named = new Map(
    logs.flatMap((file) => (paths.has(file.path) ? [[file.path, file] as const] : [])),
  );
  const fresh = new Map<string, SegmentFile>();
  for (const file of named.values()) {
    const now = await freshFile(file);
    if (now === undefined) return undefined;
    fresh.set(file.path, now);
  }
  return searched.map(({ folder, discovery }) => ({
    folder,
    discovery: {
      ...discovery,
      sessions: discovery.sessions.map((ref) =>
        ref.segmentFiles.some((file) => fresh.has(file.path)) ? freshSession(ref, fresh) : ref,
      ),
    },
  }));
}

function freshSession(ref: SessionRef, fresh: ReadonlyMap<string, SegmentFile>): SessionRef {
  const segmentFiles = ref.segmentFiles.map((file) => fresh.get(file.path) ?? file);
  return {
    ...ref,
    segmentFiles,
    byteLength: segmentFiles.reduce((sum, file) => sum + file.byteLength, 0),
    modifiedTs: epochMs(Math.max(...segmentFiles.map((file) => file.modifiedTs))),
  };
}

async function freshFile(file: SegmentFile): Promise<SegmentFile | undefined> {
  try {
    const { size, mtimeMs } = await stat(file.path);
    return { ...file, byteLength: size, modifiedTs: epochMs(mtimeMs) };
  } catch {
    return undefined;
  }
}
