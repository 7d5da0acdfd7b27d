import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./cache.mjs";

const updateServer = "https://update.code.visualstudio.com";
const probeMilliseconds = 3000;

/**
 * @typedef {object} DesktopEdition
 * @property {"desktop"} kind
 * @property {readonly string[]} wrapper what the program is started with where there is no screen
 * @property {undefined} [reason]
 *
 * @typedef {object} ServerEdition
 * @property {"server"} kind
 * @property {string} reason why it was taken, one line for people
 */

/**
 * A desktop VS Code, downloaded where it is not in the cache. Throws with what to do where it cannot be had.
 * @param {string} version
 * @returns {Promise<string>} its program
 */
export async function provideDesktop(version) {
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: desktopCache() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `VS Code ${version} cannot be downloaded (${reason}); PRUNESCOPE_VSCODE=server takes its server edition`,
      { cause: error },
    );
  }
}

/** Where @vscode/test-electron keeps what it downloads, absolute. */
function desktopCache() {
  return path.join(cacheFolder(), "vscode-desktop");
}

/**
 * The desktop edition of VS Code where it can be had and shown, else the server edition.
 * PRUNESCOPE_VSCODE=desktop or =server forces one.
 * @returns {Promise<DesktopEdition | ServerEdition>}
 */
export async function chooseEdition() {
  const forced = process.env["PRUNESCOPE_VSCODE"];
  if (forced === "server")
    return { kind: "server", reason: "VS Code's server edition was asked for" };
  if (forced !== undefined && forced !== "" && forced !== "desktop") {
    throw new Error(`PRUNESCOPE_VSCODE is ${forced}; it may be desktop or server`);
  }
  const wrapper = screenWrapper();
  if (forced === "desktop") return { kind: "desktop", wrapper: wrapper ?? [] };
  if (wrapper === undefined) {
    return serverBecause("there is no screen and no xvfb-run");
  }
  if ((await isDownloaded()) || (await isReachable(updateServer)))
    return { kind: "desktop", wrapper };
  return serverBecause(`${updateServer} cannot be reached`);
}

/**
 * @param {string} reason
 * @returns {ServerEdition}
 */
function serverBecause(reason) {
  return { kind: "server", reason: `taking VS Code's server edition: ${reason}` };
}

/** @returns {readonly string[] | undefined} undefined: nothing can be shown */
function screenWrapper() {
  if (process.platform !== "linux") return [];
  if (process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined)
    return [];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const found = folders.some((folder) => existsSync(path.join(folder, "xvfb-run")));
  return found ? ["xvfb-run", "-a"] : undefined;
}

async function isDownloaded() {
  const names = await readdir(desktopCache()).catch(() => []);
  return names.some((name) => name.startsWith("vscode-"));
}

/**
 * Whether a server answers at all, asked briefly.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
async function isReachable(url) {
  try {
    await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(probeMilliseconds) });
    return true;
  } catch {
    return false;
  }
}
