// Everything that is checked: `npm test`, or parts of it: `npm test -- unit test/core --grep boundary`.
import { availableParallelism } from "node:os";
import { installMissing } from "./lib/install.mjs";
import { layers, summary } from "./lib/layers.mjs";
import { layerOf } from "./lib/test-bundles.mjs";

/**
 * @typedef {import("./lib/layers.mjs").Layer} Layer
 * @typedef {import("./lib/layers.mjs").Outcome} Outcome
 */

const usage = `usage: npm test [-- [LAYER...] [TEST FILE OR FOLDER...] [--grep PATTERN] [--no-build]]
layers: ${layers.map((layer) => layer.name).join(" ")}
--no-build takes dist/ as it is`;

/** @param {readonly string[]} args */
function parse(args) {
  const names = new Set();
  let build = true;
  const below = [];
  const mochaArgs = [];
  for (let at = 0; at < args.length; at++) {
    const arg = /** @type {string} */ (args[at]);
    const pattern = args[at + 1];
    if (layers.some((layer) => layer.name === arg)) {
      names.add(arg);
    } else if (arg.startsWith("test/")) {
      below.push(arg);
    } else if (arg === "--no-build") {
      build = false;
    } else if (arg === "--grep" && pattern !== undefined) {
      mochaArgs.push(arg, pattern);
      at++;
    } else {
      console.error(`${arg}: not a layer, not below test/, not an option\n${usage}`);
      process.exit(2);
    }
  }
  if (names.size === 0) for (const path of below) names.add(layerOf(path));
  const chosen = layers.filter((layer) => names.size === 0 || names.has(layer.name));
  const withBuild =
    build && chosen.some((layer) => layer.needsBuild)
      ? layers.filter((layer) => layer.name === "build" || chosen.includes(layer))
      : chosen;
  return { chosen: withBuild, choice: { below, mochaArgs } };
}

/**
 * @param {Layer} layer
 * @param {import("./lib/layers.mjs").Choice} choice
 * @param {Promise<Outcome> | undefined} build
 * @returns {Promise<Outcome>}
 */
async function runLayer(layer, choice, build) {
  const start = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    if (layer.needsBuild && (await build)?.ok === false) {
      outcome = { ok: false, output: "nothing to test: the build failed" };
    } else {
      outcome = await layer.run(choice);
    }
  } catch (error) {
    outcome = { ok: false, output: error instanceof Error ? String(error.stack) : String(error) };
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { ok, counts, note, output } = outcome;
  const tests =
    counts === undefined
      ? ""
      : `  ${String(counts.passed)} passed, ${String(counts.failed)} failed`;
  const remark = note === undefined ? "" : `  (${note})`;
  if (!ok) console.log(output.trim());
  console.log(
    `${layer.name.padEnd(13)} ${ok ? "ok    " : "FAILED"} ${seconds.padStart(6)} s${tests}${remark}`,
  );
  return outcome;
}

/**
 * Runs the layers in their order, as many at once as the machine has processors.
 * @param {readonly Layer[]} chosen
 * @param {import("./lib/layers.mjs").Choice} choice
 */
async function runAll(chosen, choice) {
  const waiting = [...chosen].sort(
    (a, b) => Number(b.name === "build") - Number(a.name === "build"),
  );
  /** @type {Outcome[]} */
  const outcomes = [];
  /** @type {Promise<Outcome> | undefined} */
  let build;
  const worker = async () => {
    for (let layer = waiting.shift(); layer !== undefined; layer = waiting.shift()) {
      const running = runLayer(layer, choice, build);
      if (layer.name === "build") build = running;
      outcomes.push(await running);
    }
  };
  const workers = Math.min(availableParallelism(), 4);
  await Promise.all(Array.from({ length: workers }, worker));
  return outcomes;
}

const { chosen, choice } = parse(process.argv.slice(2));
await installMissing();
const { line, exitCode } = summary(await runAll(chosen, choice));
console.log(line);
process.exitCode = exitCode;
