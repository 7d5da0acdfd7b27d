// Builds everything that runs: `node esbuild.mjs [--production] [--watch]`. Types are checked elsewhere (tsc -b).
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {import("esbuild").BuildOptions} options
 * @property {readonly (readonly [from: string, to: string])[]} [files] copied as they are
 */

/** @type {readonly Target[]} */
const targets = [
  {
    name: "host",
    options: {
      entryPoints: [{ in: "src/host/extension.ts", out: "extension" }],
      outdir: "dist",
      platform: "node",
      format: "cjs",
      target: "node20",
      external: ["vscode"],
    },
  },
  {
    name: "cli",
    options: {
      entryPoints: [{ in: "src/cli/main.ts", out: "cli" }],
      outdir: "dist",
      platform: "node",
      format: "cjs",
      target: "node20",
      banner: { js: "#!/usr/bin/env node" },
    },
  },
  {
    name: "webview",
    options: {
      entryPoints: [{ in: "webview/main.ts", out: "main" }],
      outdir: "dist/webview",
      platform: "browser",
      format: "iife",
      target: "es2022",
    },
  },
  {
    // The same webview outside VS Code: what stands in for the editor, and the page that loads both.
    name: "page",
    options: {
      entryPoints: [{ in: "webview/page.ts", out: "page" }],
      outdir: "dist/page",
      platform: "browser",
      format: "iife",
      target: "es2022",
    },
    files: [["webview/page.html", "dist/page/index.html"]],
  },
];

/**
 * @param {Target} target
 * @param {boolean} production
 * @returns {import("esbuild").BuildOptions}
 */
function complete(target, production) {
  return {
    absWorkingDir: root,
    bundle: true,
    charset: "utf8",
    define: { "process.env.NODE_ENV": production ? '"production"' : '"development"' },
    legalComments: production ? "none" : "inline",
    logLevel: "warning",
    minify: production,
    sourcemap: production ? false : "linked",
    sourcesContent: false,
    treeShaking: true,
    ...target.options,
  };
}

/** @param {Target} target */
async function copyFiles(target) {
  for (const [from, to] of target.files ?? []) {
    await mkdir(path.dirname(path.join(root, to)), { recursive: true });
    await copyFile(path.join(root, from), path.join(root, to));
  }
}

async function main() {
  const flags = new Set(process.argv.slice(2));
  const production = flags.delete("--production");
  const watch = flags.delete("--watch");
  if (flags.size > 0) {
    throw new Error(`unknown argument ${[...flags].join(" ")}; usage: --production, --watch`);
  }
  if (watch) {
    for (const target of present) {
      await copyFiles(target);
      const context = await esbuild.context({
        ...complete(target, production),
        logLevel: "info",
      });
      await context.watch();
    }
    return;
  }
  await Promise.all(
    present.map(async (target) => {
      await esbuild.build(complete(target, production));
      await copyFiles(target);
    }),
  );
}

// Until every room has its entry, what is missing is named and left out.
const present = targets.filter(({ name, options }) => {
  const entries = /** @type {{ in: string }[]} */ (options.entryPoints);
  const missing = entries.filter((entry) => !existsSync(path.join(root, entry.in)));
  for (const entry of missing) console.warn(`${name}: ${entry.in} is missing, not built`);
  return missing.length === 0;
});

await main();
