import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { unpackPackage } from "./archive.mjs";
import { cached } from "./cache.mjs";
import { readJson } from "./json.mjs";
import { npm } from "./run.mjs";

/** Versions of VS Code that can be had as a server from the npm registry: the newest tried, and the oldest promised. */
export const versions = { newest: "1.139.1", oldest: "1.100.3" };

const nodePackageVersion = "24.21.0";
const startTimeoutMilliseconds = 30_000;

// Parts that need a compiler, fetch something, or that no extension of ours reaches.
const unwantedExtensions = ["copilot", "mermaid-markdown-features"];
const unwantedDependencies = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "ssh2",
];

/** @type {Record<string, unknown>} */
const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * @typedef {object} ServerOptions
 * @property {string} extension folder of the extension under development
 * @property {string} folder what is opened
 * @property {string} [tests] module whose `run` is called in the extension host; needs a browser that waits for it
 * @property {string} [version] of VS Code; the newest of `versions` unless told
 * @property {number} [port] any free one unless told
 * @property {Record<string, unknown>} [settings] the user's, beside those that keep the window quiet
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [restricted] open the folder in Restricted Mode, as one that nobody trusts
 *
 * @typedef {object} Server
 * @property {string} url opens the folder with the extension loaded
 * @property {() => Promise<string>} logs what server and extension host wrote
 * @property {() => Promise<void>} stop ends it with all its processes and removes its data
 */

/**
 * Starts the server edition of VS Code on 127.0.0.1 with a fresh profile. It is fetched first where it is not in the cache.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { version = versions.newest, extension, folder, tests } = options;
  const home = await provideServer(version);
  const node = await provideNode(version);
  const port = options.port ?? (await freePort());
  const profile = await mkdtemp(path.join(tmpdir(), "prunescope-vscode-"));
  const settingsFile = path.join(profile, "user/User/settings.json");
  await mkdir(path.dirname(settingsFile), { recursive: true });
  const trust =
    options.restricted === true ? { "security.workspace.trust.startupPrompt": "never" } : {};
  await writeFile(
    settingsFile,
    JSON.stringify({ ...quietSettings, ...trust, ...options.settings }),
  );

  const args = ["--host", "127.0.0.1", "--port", String(port)];
  args.push("--without-connection-token", "--accept-server-license-terms");
  args.push("--enable-smoke-test-driver", "--telemetry-level", "off");
  if (options.restricted !== true) args.push("--disable-workspace-trust");
  args.push("--server-data-dir", path.join(profile, "server"));
  args.push("--user-data-dir", path.join(profile, "user"));
  args.push("--extensions-dir", path.join(profile, "extensions"));
  const child = spawn(node, [path.join(home, "out/server-main.js"), ...args], {
    detached: process.platform !== "win32",
    // Its sockets shall go with the profile. Elsewhere the way to the profile is too long for a socket's name.
    env: {
      ...process.env,
      ...(process.platform === "linux" ? { TMPDIR: profile, XDG_RUNTIME_DIR: profile } : {}),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise((resolve) => child.once("close", resolve));
  const killNow = () => {
    endGroup(child.pid, "SIGKILL");
  };
  process.once("exit", killNow);
  const stop = async () => {
    endGroup(child.pid, "SIGTERM");
    const patience = setTimeout(killNow, 3000);
    await ended;
    clearTimeout(patience);
    killNow();
    process.off("exit", killNow);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    await answers(`http://127.0.0.1:${String(port)}/version`, child);
  } catch (error) {
    await stop();
    throw new Error(`VS Code's server does not start: ${output.trim()}`, { cause: error });
  }
  return {
    url: address(port, extension, folder, tests),
    logs: async () => `${output}\n${await extensionHostLogs(path.join(profile, "server"))}`,
    stop,
  };
}

/**
 * @param {number} port
 * @param {string} extension
 * @param {string} folder
 * @param {string | undefined} tests
 */
function address(port, extension, folder, tests) {
  const authority = `127.0.0.1:${String(port)}`;
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${authority}${asUrlPath(file)}`;
  const payload = [["extensionDevelopmentPath", remote(extension)]];
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  const query = new URLSearchParams({
    folder: asUrlPath(folder),
    payload: JSON.stringify(payload),
  });
  return `http://${authority}/?${query.toString()}`;
}

/** @param {string} file */
function asUrlPath(file) {
  const slashed = file.split(path.sep).join("/");
  return slashed.startsWith("/") ? slashed : `/${slashed}`;
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      server.close(() => {
        if (bound !== null && typeof bound === "object") resolve(bound.port);
        else reject(new Error("no port is free on 127.0.0.1"));
      });
    });
  });
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} child
 */
async function answers(url, child) {
  const deadline = Date.now() + startTimeoutMilliseconds;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    try {
      const response = await fetch(url);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer`);
}

/** @param {string} data */
async function extensionHostLogs(data) {
  const names = await readdir(data, { recursive: true }).catch(() => []);
  const logs = names.filter((name) => name.endsWith("exthost.log"));
  const texts = await Promise.all(
    logs.map(async (name) => await readFile(path.join(data, name), "utf8")),
  );
  return texts.join("\n");
}

/** @param {string} version */
async function provideServer(version) {
  const spec = `code-server@${version.replace(/^1\./, "4.")}`;
  return await cached(`vscode-server-${version}`, async (draft) => {
    console.log(`fetching VS Code ${version} as a server: ${spec} from npm`);
    await unpackPackage(spec, draft, {
      below: "lib/vscode",
      exclude: unwantedExtensions.map((name) => `extensions/${name}`),
    });
    await removeDependencies(path.join(draft, "package.json"));
    const installed = await npm(["install", "--ignore-scripts", "--omit=dev"], { cwd: draft });
    if (installed.code !== 0) throw new Error(`npm install of ${spec}: ${installed.output}`);
    await keepOneRipgrep(draft);
  });
}

/** @param {string} file */
async function removeDependencies(file) {
  const manifest = /** @type {{ dependencies: Record<string, string> }} */ (await readJson(file));
  const kept = Object.entries(manifest.dependencies).filter(
    ([name]) => !unwantedDependencies.includes(name),
  );
  await writeFile(file, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }));
}

/**
 * The newer package holds the program for every platform, the older one fetches it when it is installed.
 * @param {string} home
 */
async function keepOneRipgrep(home) {
  const platform = `${process.platform}-${process.arch}`;
  const universal = path.join(home, "node_modules/@vscode/ripgrep-universal/bin");
  const platforms = await readdir(universal).catch(() => undefined);
  if (platforms === undefined) {
    const spec = `@vscode/ripgrep-${platform}@1.18.0`;
    const program = process.platform === "win32" ? "rg.exe" : "rg";
    const single = path.join(home, "ripgrep");
    await unpackPackage(spec, single);
    await mkdir(path.join(home, "node_modules/@vscode/ripgrep/bin"), { recursive: true });
    await copyFile(
      path.join(single, "bin", program),
      path.join(home, "node_modules/@vscode/ripgrep/bin", program),
    );
    await rm(single, { recursive: true });
    return;
  }
  for (const each of platforms.filter((name) => name !== platform)) {
    await rm(path.join(universal, each), { recursive: true });
  }
}

/**
 * @param {string} version of VS Code
 * @returns {Promise<string>} a Node that is new enough for it
 */
async function provideNode(version) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (version === versions.oldest || major > 22 || (major === 22 && minor >= 15)) {
    return process.execPath;
  }
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = await cached(`node-${nodePackageVersion}`, async (draft) => {
    console.log(`fetching Node ${nodePackageVersion} for VS Code's server: ${name} from npm`);
    await unpackPackage(`${name}@${nodePackageVersion}`, draft);
  });
  return path.join(folder, process.platform === "win32" ? "bin/node.exe" : "bin/node");
}
