import { existsSync } from "node:fs";
import path from "node:path";
import { readJson } from "./json.mjs";
import { root } from "./root.mjs";
import { npm } from "./run.mjs";

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** Installs the dependencies if what is in node_modules is not what the lock file says. */
export async function installMissing() {
  const difference = await differenceFromLock();
  if (difference === undefined) return;
  console.log(`installing dependencies: ${difference}`);
  const { code } = await npm(["ci"], { cwd: root, inherit: true });
  if (code !== 0) throw new Error(`npm ci ended with status ${String(code)}`);
}

/** @returns {Promise<string | undefined>} */
async function differenceFromLock() {
  const installedPath = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedPath)) return "there are none";
  const wanted = /** @type {Lock} */ (await readJson(path.join(root, "package-lock.json")));
  const installed = /** @type {Lock} */ (await readJson(installedPath));
  for (const [name, { version, optional }] of Object.entries(wanted.packages)) {
    const found = installed.packages[name];
    // An optional package is absent where it does not fit the platform.
    if (name === "" || (found === undefined && optional === true)) continue;
    if (found?.version !== version) return `${name} is not ${version ?? "as locked"}`;
  }
  return undefined;
}
