import { stat } from "node:fs/promises";
import { epochMs } from "../../core/units";
import type { SegmentFile, SessionRef } from "../../platform/sessionRef";
import type { SearchedFolder } from "./sessionLibrary";

/** The same sessions, with sizes and ages of the named logs as they are now. A log that is gone keeps what was known. */
export async function withFreshSizes(
  searched: readonly SearchedFolder[],
  paths: ReadonlySet<string>,
): Promise<readonly SearchedFolder[]> {
  return await Promise.all(
    searched.map(async ({ folder, discovery }) => ({
      folder,
      discovery: {
        ...discovery,
        sessions: await Promise.all(
          discovery.sessions.map(async (ref) =>
            ref.segmentFiles.some((file) => paths.has(file.path)) ? freshSession(ref, paths) : ref,
          ),
        ),
      },
    })),
  );
}

async function freshSession(ref: SessionRef, paths: ReadonlySet<string>): Promise<SessionRef> {
  const segmentFiles = await Promise.all(
    ref.segmentFiles.map(async (file) => (paths.has(file.path) ? freshFile(file) : file)),
  );
  return {
    ...ref,
    segmentFiles,
    byteLength: segmentFiles.reduce((sum, file) => sum + file.byteLength, 0),
    modifiedTs: epochMs(Math.max(...segmentFiles.map((file) => file.modifiedTs))),
  };
}

async function freshFile(file: SegmentFile): Promise<SegmentFile> {
  try {
    const { size, mtimeMs } = await stat(file.path);
    return { ...file, byteLength: size, modifiedTs: epochMs(mtimeMs) };
  } catch {
    // Gone or out of reach: the next search says so.
    return file;
  }
}
