import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { isatty } from "node:tty";
import { readJson } from "./json.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { bundleTests, testFiles } from "./test-bundles.mjs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 *
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output to be shown where the layer failed
 * @property {Counts} [counts] where mocha ran to its end
 * @property {string} [note] what the result's line adds
 *
 * @typedef {object} Choice what the command line chose
 * @property {readonly string[]} below test files or folders; none: all
 * @property {readonly string[]} mochaArgs
 *
 * @typedef {object} Layer
 * @property {string} name
 * @property {boolean} needsBuild
 * @property {(choice: Choice) => Promise<Outcome>} run
 */

const colours = isatty(1);

/** @type {readonly Layer[]} */
export const layers = [
  {
    name: "types",
    needsBuild: false,
    run: async () => await tool("typescript/bin/tsc", ["-b", "--pretty", String(colours)]),
  },
  {
    name: "lint",
    needsBuild: false,
    run: async () =>
      await tool("eslint/bin/eslint.js", [
        colours ? "--color" : "--no-color",
        "--max-warnings=0",
        ".",
      ]),
  },
  {
    name: "format",
    needsBuild: false,
    run: async () => await tool("prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]),
  },
  {
    name: "build",
    needsBuild: false,
    run: async () => await node([path.join(root, "esbuild.mjs"), "--production"]),
  },
  {
    name: "unit",
    needsBuild: true,
    run: async (choice) => await mochaInNode("unit", choice),
  },
  {
    name: "webview",
    needsBuild: true,
    run: async (choice) => await mochaInNode("webview", choice),
  },
  {
    name: "workbench",
    needsBuild: true,
    run: async (choice) => await mochaInNode("workbench", choice),
  },
  {
    name: "vscode",
    needsBuild: true,
    run: async (choice) => await runInVscode("newest", choice),
  },
  {
    // The engine the manifest promises.
    name: "vscode-oldest",
    needsBuild: true,
    run: async (choice) => await runInVscode("oldest", choice),
  },
];

/**
 * @param {string} script below node_modules
 * @param {readonly string[]} args
 */
async function tool(script, args) {
  return await node([path.join(root, "node_modules", script), ...args]);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function node(args) {
  const { code, output } = await run(process.execPath, args, { cwd: root });
  return { ok: code === 0, output };
}

/**
 * @param {"unit" | "webview" | "workbench"} layer
 * @param {Choice} choice
 * @returns {Promise<Outcome>}
 */
async function mochaInNode(layer, choice) {
  const bundle = await bundled(layer, choice);
  if (typeof bundle !== "string") return bundle;
  const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
  return await counted(layer, async (env) => {
    const args = [
      "--enable-source-maps",
      mocha,
      colours ? "--color" : "--no-color",
      ...choice.mochaArgs,
      bundle,
    ];
    return await run(process.execPath, args, { cwd: root, env });
  });
}

/**
 * @param {"newest" | "oldest"} age
 * @param {Choice} choice
 * @returns {Promise<Outcome>}
 */
async function runInVscode(age, choice) {
  const bundle = await bundled("vscode", choice);
  if (typeof bundle !== "string") return bundle;
  const { runTestsInVscode } = await import("./vscode-tests.mjs");
  return await counted(`vscode-${age}`, async (env) => await runTestsInVscode(bundle, age, env));
}

/**
 * @param {import("./test-bundles.mjs").MochaLayer} layer
 * @param {Choice} choice
 * @returns {Promise<string | Outcome>} the bundle's path
 */
async function bundled(layer, choice) {
  const files = await testFiles(layer, choice.below);
  if (files.length === 0) return { ok: false, output: `there is no ${layer} test file to run` };
  try {
    return await bundleTests(layer, files);
  } catch (error) {
    return { ok: false, output: `the tests cannot be bundled: ${String(error)}` };
  }
}

/**
 * Runs mocha somewhere and reads the counts its reporter leaves. Without them it did not come to its end.
 * @param {string} layer
 * @param {(env: NodeJS.ProcessEnv) => Promise<import("./run.mjs").Finished & { note?: string }>} start
 * @returns {Promise<Outcome>}
 */
async function counted(layer, start) {
  const result = path.join(root, `out/test/${layer}-${String(process.pid)}.json`);
  await mkdir(path.dirname(result), { recursive: true });
  await rm(result, { force: true });
  const { code, output, note } = await start({ ...process.env, PRUNESCOPE_TEST_RESULT: result });
  if (!existsSync(result)) {
    return {
      ok: false,
      output: `${output}\nmocha did not come to its end (status ${String(code)})`,
    };
  }
  const counts = /** @type {Counts} */ (await readJson(result));
  await rm(result);
  const ok = code === 0 && counts.failed === 0 && counts.passed > 0;
  return { ok, output, counts, ...(note === undefined ? {} : { note }) };
}

/**
 * The last line of a run, and its exit status. A layer that failed without counts (types, a browser that cannot be had)
 * counts as one failure.
 * @param {readonly Outcome[]} outcomes
 */
export function summary(outcomes) {
  const passed = outcomes.reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0);
  const failed = outcomes.reduce(
    (sum, { ok, counts }) => sum + (ok ? 0 : Math.max(1, counts?.failed ?? 0)),
    0,
  );
  return {
    line: `${String(passed)} passed, ${String(failed)} failed`,
    exitCode: failed === 0 && outcomes.length > 0 ? 0 : 1,
  };
}
