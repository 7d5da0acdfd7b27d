import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { unpackPackage, unpackTar } from "./archive.mjs";
import { cached } from "./cache.mjs";

const version = "153.0.0";
const chromiumPackage = `@sparticuz/chromium@${version}`;
const fontPackage = "dejavu-fonts-ttf@2.37.3";

/**
 * @typedef {object} Browser what playwright's `chromium.launch` needs
 * @property {string} executablePath
 * @property {Record<string, string>} env the process's own and what the browser needs
 * @property {string[]} args
 * @property {string} origin for people: where it comes from
 */

/**
 * An installed Chrome, Chromium or Edge; where there is none, one from the npm registry, kept in the cache.
 * Throws with what to do where neither is possible.
 * @returns {Promise<Browser>}
 */
export async function provideChromium() {
  const installed = findInstalled();
  if (installed !== undefined) return browser(installed, {}, installed);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "no Chrome, Chromium or Edge was found: install one, or name its program in CHROME_PATH",
    );
  }
  const folder = await cached(`chromium-${version}`, unpackChromium);
  const libraries = path.join(folder, "al2023/lib");
  const fonts = path.join(folder, "fonts.conf");
  const before = process.env["LD_LIBRARY_PATH"];
  return browser(
    path.join(folder, "chromium"),
    {
      LD_LIBRARY_PATH: before === undefined ? libraries : `${libraries}:${before}`,
      FONTCONFIG_FILE: fonts,
    },
    chromiumPackage,
  );
}

/**
 * @param {string} executablePath
 * @param {Record<string, string>} additions
 * @param {string} origin
 * @returns {Browser}
 */
function browser(executablePath, additions, origin) {
  /** @type {Record<string, string>} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  // The sandbox refuses to work for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath, env: { ...env, ...additions }, args, origin };
}

/** @returns {string | undefined} */
function findInstalled() {
  const chosen = process.env["CHROME_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which is not there`);
    return chosen;
  }
  return [...onPath(), ...usualPlaces()].find((file) => existsSync(file));
}

function onPath() {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const names = ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((each) => each !== "");
  return folders.flatMap((folder) => names.map((name) => path.join(folder, `${name}${suffix}`)));
}

function usualPlaces() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map(
      (name) => process.env[name],
    );
    const programs = [
      "Google/Chrome/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return roots.flatMap((root) =>
      root === undefined ? [] : programs.map((program) => path.join(root, program)),
    );
  }
  return [
    "/opt/google/chrome/chrome",
    "/usr/lib/chromium/chromium",
    "/opt/microsoft/msedge/msedge",
  ];
}

/**
 * Takes only what is needed out of the package; its own code would weaken the browser and wants a newer Node.
 * @param {string} draft
 * @param {string} folder where the draft will lie
 */
async function unpackChromium(draft, folder) {
  console.log(`no Chrome or Chromium is installed: fetching ${chromiumPackage} from npm`);
  const unpacked = path.join(draft, "package");
  const bin = path.join(unpacked, "bin");
  await unpackPackage(chromiumPackage, unpacked);
  await pipeline(
    createReadStream(path.join(bin, "chromium.br")),
    createBrotliDecompress(),
    createWriteStream(path.join(draft, "chromium"), { mode: 0o755 }),
  );
  await unpackTar(path.join(bin, "swiftshader.tar.br"), draft);
  await unpackTar(path.join(bin, "al2023.tar.br"), path.join(draft, "al2023"));
  await unpackTar(path.join(bin, "fonts.tar.br"), path.join(draft, "fonts"));
  await rm(unpacked, { recursive: true });
  await unpackPackage(fontPackage, path.join(draft, "fonts/dejavu"));
  await writeFile(path.join(draft, "fonts.conf"), fontconfig(folder));
}

/**
 * Without a font text has no width, and without a monospace face columns do not align.
 * @param {string} folder
 */
function fontconfig(folder) {
  /** @param {string} text */
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  /** @type {[generic: string, face: string][]} */
  const faces = [
    ["sans-serif", "Open Sans"],
    ["system-ui", "Open Sans"],
    ["monospace", "DejaVu Sans Mono"],
    ["serif", "DejaVu Serif"],
  ];
  const aliases = faces.map(
    ([generic, face]) =>
      `<alias binding="same"><family>${generic}</family><prefer><family>${face}</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${escaped(path.join(folder, "fonts"))}</dir>
<dir>/usr/share/fonts</dir>
<cachedir>${escaped(path.join(folder, "fontconfig-cache"))}</cachedir>
${aliases.join("\n")}
</fontconfig>
`;
}
