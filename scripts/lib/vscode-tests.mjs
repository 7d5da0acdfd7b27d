import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "node:util";
import { chromium } from "playwright-core";
import { provideChromium } from "./chromium.mjs";
import { chooseEdition } from "./desktop.mjs";
import { readJson } from "./json.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { startServer, versions } from "./vscode-server.mjs";

const testTimeoutMilliseconds = 300_000;

/** @type {ReturnType<typeof chooseAndSay> | undefined} */
let edition;

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
    edition ??= chooseAndSay();
    const chosen = await edition;
    const version = versions[age];
    const ran =
      chosen.kind === "desktop"
        ? await runOnDesktop(chosen, bundle, workspace, version, env)
        : await runOnServer(bundle, workspace, version, env);
    const report = await mapped(await readReport(env), bundle);
    return {
      ...ran,
      output: `${report}${ran.output}`,
      note: `VS Code ${version}, ${chosen.kind}`,
    };
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function chooseAndSay() {
  const chosen = await chooseEdition();
  if (chosen.reason !== undefined) console.log(chosen.reason);
  return chosen;
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
 * An extension host builds stack traces itself and does not know source maps.
 * @param {string} report
 * @param {string} bundle
 */
async function mapped(report, bundle) {
  const map = new SourceMap(
    /** @type {import("node:module").SourceMapPayload} */ (await readJson(`${bundle}.map`)),
  );
  // mocha leaves out the working folder where it is the repository.
  const places = new RegExp(`[^\\s(]*${path.basename(bundle)}:(\\d+):(\\d+)`, "g");
  return report.replace(
    places,
    (place, /** @type {string} */ line, /** @type {string} */ column) => {
      const origin = map.findOrigin(Number(line), Number(column));
      if (!("fileName" in origin)) return place;
      const file = path.relative(root, path.resolve(path.dirname(bundle), origin.fileName));
      return `${file}:${String(origin.lineNumber)}:${String(origin.columnNumber)}`;
    },
  );
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
    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
    });
    /** @type {string[]} */
    const messages = [];
    await page.exposeFunction("codeAutomationLog", (/** @type {unknown[]} */ ...said) => {
      messages.push(format(...said));
    });
    await page.goto(server.url);
    /** @type {Promise<undefined>} */
    const late = new Promise((resolve) => {
      setTimeout(resolve, testTimeoutMilliseconds, undefined).unref();
    });
    /** @type {number | undefined} */
    const code = await Promise.race([ended, late]);
    if (code === 0) return { code, output: "" };
    // Most of it is about parts of VS Code that have nothing to do with the extension.
    const log = path.join(root, `out/test/vscode-${version}.log`);
    await writeFile(log, `${messages.join("\n")}\n${await server.logs()}`);
    const end =
      code === undefined ? `no end after ${String(testTimeoutMilliseconds / 1000)} s` : "";
    return { code: code ?? 1, output: `${end}\nwhat VS Code wrote: ${path.relative(root, log)}` };
  } finally {
    await driven.close();
    await server.stop();
  }
}
