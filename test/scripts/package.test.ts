import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as esbuild from "esbuild";
import { complete, targets } from "../../esbuild.mjs";
import { root } from "../../scripts/lib/root.mjs";
import { listPackage, makePackage } from "../../scripts/lib/vsix.mjs";

const run = (args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", stdio: "pipe" });

/** Packages whose code stands in what a target builds; programs that are built as texts are looked at by themselves. */
async function packagesIn(options: esbuild.BuildOptions): Promise<readonly string[]> {
  const texts: string[] = [];
  const collect: esbuild.Plugin = {
    name: "collect-texts",
    setup: (build) => {
      build.onResolve({ filter: /\?text$/ }, ({ path: wanted, resolveDir }) => {
        texts.push(path.join(resolveDir, wanted.replace(/\?text$/, "")));
        return undefined;
      });
    },
  };
  const { metafile } = await esbuild.build({
    ...options,
    plugins: [collect, ...(options.plugins ?? [])],
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  const names = inputs.map(([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  const inTexts = await Promise.all(
    texts.map(async (entry) => packagesIn({ ...options, entryPoints: [entry] })),
  );
  return [...names.filter((name) => name !== undefined), ...inTexts.flat()];
}

describe("the package", () => {
  it("can be made", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "prunescope-package-"));
    try {
      const file = path.join(folder, "prunescope.vsix");
      run([...makePackage, "--out", file]);
      assert.ok((await stat(file)).size > 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("holds what the manifest, the README and the programs name, and nothing else", async () => {
    const files = new Set(run(listPackage).trim().split("\n"));
    const texts = await Promise.all(
      ["package.json", "README.md"].map(async (name) => readFile(path.join(root, name), "utf8")),
    );
    const named = texts
      .flatMap((text) => text.match(/\b(?:dist|media|l10n|samples)\/[\w./-]+\w/g) ?? [])
      .filter((name) => /\.(js|png|svg|json)$/.test(name) && name !== "dist/cli.js");
    const loaded = ["dist/worker.js", "dist/webview/main.js", "dist/webview/main.css"];
    const pages = ["dist/webview/compare.js", "dist/exportedPage/page.js", "l10n/bundle.l10n.json"];
    const own = ["LICENSE", "THIRD-PARTY-NOTICES.txt", "CHANGELOG.md", "package.nls.json"];
    for (const name of [...named, ...loaded, ...pages, ...own]) assert.ok(files.has(name), name);
    for (const name of files) {
      assert.ok(existsSync(path.join(root, name)), name);
      assert.doesNotMatch(name, /^(src|test|scripts|out|webview|node_modules|dist\/page)\/|\.map$/);
    }
  });

  it("has no dead link in its README", async () => {
    const files = new Set(run(listPackage).trim().split("\n"));
    const readme = await readFile(path.join(root, "README.md"), "utf8");
    const links = Array.from(readme.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target);
    const headings = Array.from(readme.matchAll(/^#+ (.+)$/gm), ([, text = ""]) =>
      text
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    assert.ok(links.length > 2);
    for (const link of links.filter((each) => !each.startsWith("https://")))
      assert.ok(link.startsWith("#") ? headings.includes(link.slice(1)) : files.has(link), link);
  });

  it("names the licence of everybody whose code is in it", async () => {
    const notices = await readFile(path.join(root, "THIRD-PARTY-NOTICES.txt"), "utf8");
    const lines = new Set(notices.split("\n"));
    const found = await Promise.all(
      targets.map(async (target) => packagesIn(complete(target, true))),
    );
    assert.ok(found.flat().includes("lit-html"));
    for (const name of found.flat()) assert.ok(lines.has(name), name);
  });
});
