import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { testFiles } from "../../scripts/lib/test-bundles.mjs";

const longestFile = 450;

/** What git has and would add, relative to the repository, with slashes. */
function tree(): readonly string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  return listed.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file)));
}

const isPacked = (file: string): boolean => /\.(br|png|ttf)$/.test(file);
const isCode = (file: string): boolean => /\.([mc]?[jt]s|css|html)$/.test(file);

function text(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

describe("the tree", () => {
  const files = tree();

  it("names no machine's folders and no registry", () => {
    // Written so that this file does not name them either.
    const names = [
      "/wor" + "k/main",
      "/wor" + "k/shared",
      "../" + "shared",
      "registry." + "npmjs.org",
    ];
    const found = files
      .filter((file) => !isPacked(file))
      .flatMap((file) => {
        const content = text(file);
        return names.filter((name) => content.includes(name)).map((name) => `${file}: ${name}`);
      });
    assert.deepEqual(found, []);
  });

  it("has no address of a package in its lock file", () => {
    assert.doesNotMatch(text("package-lock.json"), /"resolved"/);
  });

  it(`has no file of code over ${String(longestFile)} lines`, () => {
    const long = files
      .filter(isCode)
      .map((file) => ({ file, lines: text(file).split("\n").length - 1 }))
      .filter(({ lines }) => lines > longestFile);
    assert.deepEqual(long, []);
  });

  it("runs every test file: what defines tests is named so that its layer takes it", async () => {
    const run = new Set([
      ...(await testFiles("unit", [])),
      ...(await testFiles("webview", [])),
      ...(await testFiles("vscode", [])),
      ...(await testFiles("workbench", [])),
    ]);
    const defining = files.filter(
      (file) => /\.[mc]?[jt]s$/.test(file) && /^\s*(describe|it)(\.\w+)?\(/m.test(text(file)),
    );
    assert.notEqual(defining.length, 0);
    assert.deepEqual(
      defining.filter((file) => !run.has(file)),
      [],
    );
    const named = files.filter((file) => /\.(test|spec)\.[mc]?[jt]sx?$/.test(file));
    assert.deepEqual(
      named.filter((file) => !run.has(file)),
      [],
    );
  });

  it("ships everything bundled: the manifest has no dependencies at run time", () => {
    const manifest: unknown = JSON.parse(text("package.json"));
    assert.ok(typeof manifest === "object" && manifest !== null);
    assert.equal("dependencies" in manifest, false);
  });
});
