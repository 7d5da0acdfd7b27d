import { spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chooseEdition, provideDesktop } from "./desktop.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { startServer, versions } from "./vscode-server.mjs";

/**
 * Opens a folder, or the folder of a file, in VS Code with the extension loaded: the VS Code on the PATH, else one that is
 * downloaded, else the server edition. Each step says on one line what is done, and why where it is a fallback.
 * Resolves when the window was handed to a VS Code of the user's own, or when what was started here has ended.
 * @param {string} target absolute
 * @param {{ server: boolean, port: number | undefined }} options
 */
export async function openInVscode(target, { server, port }) {
  const folder = (await stat(target)).isDirectory() ? target : path.dirname(target);
  if (server) {
    console.log("starting VS Code's server edition, as asked for");
    await serve(folder, port);
    return;
  }
  const missing = await whyNotOnPath();
  if (missing === undefined) {
    console.log(`opening ${folder} in the VS Code on the PATH`);
    const { code, output } = await runCode([`--extensionDevelopmentPath=${root}`, folder]);
    if (code === 0) return;
    console.log(`it refused: ${output.trim()}`);
  } else {
    console.log(missing);
  }
  const edition = await chooseEdition();
  if (edition.kind === "server") {
    console.log(edition.reason);
    await serve(folder, port);
    return;
  }
  await openDownloaded(folder, edition.wrapper);
}

/** @param {readonly string[]} args */
async function runCode(args) {
  if (process.platform !== "win32") return await run("code", args);
  // A batch file needs a shell, which splits what is not quoted.
  return await run(
    "code",
    args.map((arg) => `"${arg}"`),
    { shell: true },
  );
}

/** @returns {Promise<string | undefined>} */
async function whyNotOnPath() {
  const { code, output } = await runCode(["--version"]);
  if (code !== 0) return "there is no VS Code on the PATH (the program `code`)";
  const version = /^(\d+)\.(\d+)/.exec(output);
  const [, oldestMinor = 0] = versions.oldest.split(".").map(Number);
  const isTooOld = version !== null && version[1] === "1" && Number(version[2]) < oldestMinor;
  if (isTooOld) return `the VS Code on the PATH is older than ${versions.oldest}`;
  return undefined;
}

/**
 * @param {string} folder
 * @param {readonly string[]} wrapper
 */
async function openDownloaded(folder, wrapper) {
  console.log(`opening ${folder} in a VS Code that @vscode/test-electron provides`);
  const program = await provideDesktop(versions.newest);
  const profile = await mkdtemp(path.join(tmpdir(), "prunescope-"));
  const line = [...wrapper, program, folder, `--extensionDevelopmentPath=${root}`];
  line.push("--user-data-dir", path.join(profile, "user"));
  line.push("--extensions-dir", path.join(profile, "extensions"), "--disable-workspace-trust");
  if (process.getuid?.() === 0) line.push("--no-sandbox");
  const child = spawn(line[0] ?? program, line.slice(1), { stdio: "ignore" });
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const release = onInterrupt(() => child.kill());
  try {
    await ended;
  } finally {
    release();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} folder
 * @param {number | undefined} port
 */
async function serve(folder, port) {
  const server = await startServer({
    extension: root,
    folder,
    ...(port === undefined ? {} : { port }),
  });
  console.log(`open this address in a browser; Ctrl-C ends the server:\n${server.url}`);
  await new Promise((resolve) => {
    onInterrupt(() => {
      resolve(undefined);
    });
  });
  await server.stop();
}

/**
 * @param {() => void} end
 * @returns {() => void} takes it back
 */
function onInterrupt(end) {
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
