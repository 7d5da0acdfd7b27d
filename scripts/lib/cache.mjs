import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

const abandonedAfterMilliseconds = 60 * 60 * 1000;

/**
 * Where browsers and editors that were fetched are kept, absolute, outside the repository.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  const chosen = env["PRUNESCOPE_CACHE"];
  if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
  return path.join(platformCache(env, platform), "prunescope");
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function platformCache(env, platform) {
  if (platform === "darwin") return path.join(homedir(), "Library/Caches");
  if (platform === "win32") return env["LOCALAPPDATA"] ?? path.join(homedir(), "AppData/Local");
  const xdg = env["XDG_CACHE_HOME"];
  return xdg === undefined || xdg === "" ? path.join(homedir(), ".cache") : xdg;
}

/**
 * A folder of the cache, made once. It is filled under another name and then renamed, so that it is there whole or not at all.
 * @param {string} name
 * @param {(draft: string, folder: string) => Promise<void>} fill
 * @returns {Promise<string>} absolute
 */
export async function cached(name, fill) {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await removeAbandoned(cacheFolder());
  const draft = `${folder}.draft-${randomUUID().slice(0, 8)}`;
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft, folder);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Where another process finished first, its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** @param {string} parent */
async function removeAbandoned(parent) {
  if (!existsSync(parent)) return;
  for (const name of await readdir(parent)) {
    if (!name.includes(".draft-")) continue;
    const draft = path.join(parent, name);
    const { mtimeMs } = await stat(draft);
    if (Date.now() - mtimeMs < abandonedAfterMilliseconds) continue;
    await rm(draft, { recursive: true, force: true });
  }
}
