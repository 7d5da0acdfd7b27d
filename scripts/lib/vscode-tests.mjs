import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { provideChromium } from "./chromium.mjs";
import { chooseEdition } from "./desktop.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { startServer, versions } from "./vscode-server.mjs";

const testTimeoutMilliseconds = 300_000;

/** @typedef {import("./run.mjs").Finished & { note?: string }} Ran */

/**
 * Runs a bundle of tests inside a real VS Code with the extension loaded, in a workspace that is a writable copy of the
 * first sample session.
 * @param {string} bundle whose `run` is called in the extension host
 * @param {"newest" | "oldest"} age
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Ran>}
 */
export async function runTestsInVscode(bundle, age, env) {
  const workspace = await mkdtemp(path.join(tmpdir(), "prunescope-workspace-"));
  try {
    await cp(path.join(root, "samples/first"), workspace, { recursive: true });
    const edition = await chooseEdition();
    if (edition.reason !== undefined) console.log(edition.reason);
    const version = versions[age];
    const ran =
      edition.kind === "desktop"
        ? await runOnDesktop(edition, bundle, workspace, version, env)
        : await runOnServer(bundle, workspace, version, env);
    const report = await readReport(env);
    return {
      ...ran,
      output: `${report}${ran.output}`,
      note: `VS Code ${version}, ${edition.kind}`,
    };
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function readReport(env) {
  const file = `${env["PRUNESCOPE_TEST_RESULT"] ?? ""}.txt`;
  if (!existsSync(file)) return "";
  const text = await readFile(file, "utf8");
  await rm(file);
  return text;
}

/**
 * @param {import("./desktop.mjs").DesktopEdition} edition
 * @param {string} bundle
 * @param {string} workspace
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Ran>}
 */
async function runOnDesktop(edition, bundle, workspace, version, env) {
  const script = path.join(root, "scripts/lib/desktop-tests.mjs");
  const line = [...edition.wrapper, process.execPath, script, bundle, workspace, version];
  return await run(line[0] ?? process.execPath, line.slice(1), { cwd: root, env });
}

/**
 * @param {string} bundle
 * @param {string} workspace
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Ran>}
 */
async function runOnServer(bundle, workspace, version, env) {
  const browser = await provideChromium();
  const server = await startServer({
    extension: root,
    folder: workspace,
    tests: bundle,
    version,
    env,
  });
  const driven = await chromium.launch(browser);
  try {
    const page = await driven.newPage();
    /** @type {string[]} */
    const messages = [];
    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
    });
    await page.exposeFunction(
      "codeAutomationLog",
      (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        if (type === "error" || type === "warn")
          messages.push(`${type}: ${args.map(String).join(" ")}`);
      },
    );
    await page.goto(server.url);
    /** @type {Promise<undefined>} */
    const late = new Promise((resolve) => {
      setTimeout(resolve, testTimeoutMilliseconds, undefined).unref();
    });
    /** @type {number | undefined} */
    const code = await Promise.race([ended, late]);
    if (code === 0) return { code, output: "" };
    const end =
      code === undefined ? `no end after ${String(testTimeoutMilliseconds / 1000)} s\n` : "";
    return { code: code ?? 1, output: `${end}${messages.join("\n")}\n${await server.logs()}` };
  } finally {
    await driven.close();
    await server.stop();
  }
}
