import assert from "node:assert/strict";
import { summary } from "../../scripts/lib/layers.mjs";
import { layerOf, testFiles } from "../../scripts/lib/test-bundles.mjs";

describe("the layers of the checks", () => {
  it("sums what mocha counted, on a line of one form", () => {
    const outcomes = [
      { ok: true, output: "" },
      { ok: true, output: "", counts: { passed: 3, failed: 0 } },
      { ok: true, output: "", counts: { passed: 4, failed: 0 } },
    ];
    assert.deepEqual(summary(outcomes), { line: "7 passed, 0 failed", exitCode: 0 });
  });

  it("counts a layer that could not run as a failure", () => {
    const outcomes = [
      { ok: false, output: "no browser" },
      { ok: false, output: "", counts: { passed: 5, failed: 2 } },
      // All passed, and yet the process ended with an error.
      { ok: false, output: "", counts: { passed: 1, failed: 0 } },
    ];
    assert.deepEqual(summary(outcomes), { line: "6 passed, 4 failed", exitCode: 1 });
  });

  it("is not content with nothing", () => {
    assert.equal(summary([]).exitCode, 1);
  });

  it("knows a test's layer by its folder", () => {
    assert.equal(layerOf("test/core/prune/search.test.ts"), "unit");
    assert.equal(layerOf("test/webview/page.test.ts"), "webview");
    assert.equal(layerOf("test/vscode/activation.test.ts"), "vscode");
    assert.equal(layerOf("test/workbench/tree.test.ts"), "workbench");
  });

  it("finds test files below a folder or by name", async () => {
    const all = await testFiles("unit", []);
    const here = await testFiles("unit", ["test/scripts"]);
    assert.ok(all.length > here.length);
    assert.ok(here.includes("test/scripts/layers.test.ts"));
    assert.ok(here.every((file) => file.startsWith("test/scripts/")));
    assert.deepEqual(await testFiles("unit", ["test/scripts/layers.test.ts"]), [
      "test/scripts/layers.test.ts",
    ]);
    assert.deepEqual(await testFiles("unit", ["test/script"]), []);
  });
});
