import { stat } from "node:fs/promises";
import { epochMs, type EpochMs } from "../core/units";

/** When the newest of the files was written; undefined where none can be looked at. */
export async function lastWritten(files: readonly string[]): Promise<EpochMs | undefined> {
  const times = await Promise.all(
    files.map(async (file) => {
      try {
        return (await stat(file)).mtimeMs;
      } catch {
        return -Infinity;
      }
    }),
  );
  const newest = Math.max(...times);
  return Number.isFinite(newest) ? epochMs(newest) : undefined;
}
