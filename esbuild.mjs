// Builds everything that runs: `node esbuild.mjs [--production] [--watch]`. Types are checked elsewhere (tsc -b).
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { root } from "./scripts/lib/root.mjs";

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {import("esbuild").BuildOptions} options
 */

/**
 * The component library's base probes the browser in a way that the page's policy blocks: webview/componentProbes.ts.
 * @type {import("esbuild").Plugin}
 */
const quietProbes = {
  name: "quiet-probes",
  setup: (build) => {
    build.onResolve({ filter: /^\.\/dom\.js$/ }, ({ importer }) =>
      importer.includes("fast-web-utilities")
        ? { path: path.join(root, "webview/componentProbes.ts") }
        : undefined,
    );
  },
};

/**
 * `import program from "./worker.ts?text"`: that program, bundled by itself, as a string.
 * @type {import("esbuild").Plugin}
 */
const programsAsText = {
  name: "programs-as-text",
  setup: (build) => {
    build.onResolve({ filter: /\?text$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.join(resolveDir, wanted.slice(0, -"?text".length)),
      namespace: "text",
    }));
    build.onLoad({ filter: /.*/, namespace: "text" }, async ({ path: entry }) => {
      const {
        minify = false,
        define = {},
        target = "es2022",
        charset = "utf8",
        legalComments = "none",
        logLevel = "warning",
      } = build.initialOptions;
      const { outputFiles, metafile } = await esbuild.build({
        entryPoints: [entry],
        absWorkingDir: root,
        bundle: true,
        format: "iife",
        platform: "browser",
        write: false,
        metafile: true,
        minify,
        define,
        target,
        charset,
        legalComments,
        logLevel,
      });
      const watchFiles = Object.keys(metafile.inputs).map((file) => path.join(root, file));
      return { contents: outputFiles[0]?.text ?? "", loader: "text", watchFiles };
    });
  },
};

/** @type {readonly Target[]} */
export const targets = [
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
    // Reads and replays sessions aside from the extension host; without `vscode`, which threads do not have.
    name: "worker",
    options: {
      entryPoints: [{ in: "src/host/session/workerMain.ts", out: "worker" }],
      outdir: "dist",
      platform: "node",
      format: "cjs",
      target: "node20",
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
      entryPoints: [
        { in: "webview/main.ts", out: "main" },
        { in: "webview/compare/main.ts", out: "compare" },
      ],
      outdir: "dist/webview",
      platform: "browser",
      format: "iife",
      target: "es2022",
      plugins: [quietProbes, programsAsText],
    },
  },
  {
    // The same page for exported sessions, one file each: always as small as it gets, with nothing that names another file.
    name: "exported page",
    options: {
      entryPoints: [{ in: "webview/exportedPage/main.ts", out: "page" }],
      outdir: "dist/exportedPage",
      platform: "browser",
      format: "iife",
      target: "es2022",
      plugins: [quietProbes, programsAsText],
      define: { "process.env.NODE_ENV": '"production"' },
      // The file travels alone: who wrote its parts stands at its end.
      legalComments: "eof",
      minify: true,
      sourcemap: false,
    },
  },
  {
    // What stands in for VS Code where the same webview is opened in a plain browser, for tests and pictures.
    name: "page",
    options: {
      entryPoints: [{ in: "webview/page.ts", out: "page" }],
      outdir: "dist/page",
      platform: "browser",
      format: "iife",
      target: "es2022",
    },
  },
];

/**
 * @param {Target} target
 * @param {boolean} production
 * @returns {import("esbuild").BuildOptions}
 */
export function complete(target, production) {
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

async function main() {
  const flags = new Set(process.argv.slice(2));
  const production = flags.delete("--production");
  const watch = flags.delete("--watch");
  if (flags.size > 0) {
    throw new Error(`unknown argument ${[...flags].join(" ")}; usage: --production, --watch`);
  }
  if (watch) {
    for (const target of targets) {
      const context = await esbuild.context({
        ...complete(target, production),
        logLevel: "info",
      });
      await context.watch();
    }
    return;
  }
  await Promise.all(
    targets.map(async (target) => {
      await esbuild.build(complete(target, production));
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  try {
    await main();
  } catch (error) {
    // esbuild has printed what it found in the sources.
    if (!(error instanceof Error && "errors" in error)) throw error;
    process.exitCode = 1;
  }
