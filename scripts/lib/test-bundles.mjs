import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { root } from "./root.mjs";

/** @typedef {"unit" | "webview" | "vscode" | "workbench"} MochaLayer */

/**
 * The layer a test file belongs to, by its folder.
 * @param {string} file relative to the repository, with slashes
 * @returns {MochaLayer}
 */
export function layerOf(file) {
  if (file.startsWith("test/webview/")) return "webview";
  if (file.startsWith("test/vscode/")) return "vscode";
  if (file.startsWith("test/workbench/")) return "workbench";
  return "unit";
}

/**
 * All test files of a layer below the given paths, sorted, relative to the repository, with slashes.
 * @param {MochaLayer} layer
 * @param {readonly string[]} below none: all
 * @returns {Promise<string[]>}
 */
export async function testFiles(layer, below) {
  const all = await readdir(path.join(root, "test"), { recursive: true });
  return all
    .map((name) => `test/${name.split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".test.ts") && layerOf(file) === layer)
    .filter((file) => below.length === 0 || below.some((prefix) => isBelow(file, prefix)))
    .sort();
}

/**
 * @param {string} file
 * @param {string} prefix
 */
function isBelow(file, prefix) {
  return file === prefix || file.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);
}

/**
 * Bundles the files of a layer into one file, so that modules are shared between them as in the product.
 * @param {MochaLayer} layer
 * @param {readonly string[]} files
 * @returns {Promise<string>} the bundle's path, absolute
 */
export async function bundleTests(layer, files) {
  const esbuild = await import("esbuild");
  const complete = await testFiles(layer, []);
  const part = complete.length === files.length ? "" : `-${shortHash(files.join("\n"))}`;
  const inExtensionHost = layer === "vscode";
  const outfile = path.join(root, `out/test/${layer}${part}.${inExtensionHost ? "cjs" : "mjs"}`);
  await esbuild.build({
    stdin: {
      contents: inExtensionHost ? extensionHostEntry(files) : entry(files),
      resolveDir: root,
      sourcefile: `${layer}.ts`,
      loader: "ts",
    },
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: inExtensionHost ? "cjs" : "esm",
    packages: "external",
    external: ["vscode"],
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "silent",
    ...(inExtensionHost ? { define: { "import.meta.dirname": "__dirname" } } : {}),
  });
  return outfile;
}

/** @param {readonly string[]} files */
function entry(files) {
  return files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n");
}

/**
 * VS Code calls `run`, and mocha's globals exist only from then on: the files are evaluated late.
 * @param {readonly string[]} files
 */
function extensionHostEntry(files) {
  const requires = files.map((file) => `require(${JSON.stringify(`./${file}`)});`).join("\n");
  return `import { runMocha } from "./test/vscode/support/runMocha";
export const run = () => runMocha(() => { ${requires} });`;
}

/** @param {string} text */
function shortHash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
