// Captures what VS Code tells a webview about its theme, once for each kind: `node scripts/capture-themes.mjs` writes
// test/fixtures/themes/*.json, with which the page outside VS Code is painted in real colours.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./lib/root.mjs";
import { openWorkbench, themes, webviewWith } from "./lib/workbench.mjs";

const manifest = {
  name: "theme-capture",
  publisher: "prunescope",
  version: "0.0.0",
  engines: { vscode: "^1.100.0" },
  main: "./extension.js",
  activationEvents: ["onStartupFinished"],
};

// The smallest extension with a webview.
const extension = `const vscode = require("vscode");
exports.activate = () => {
  const panel = vscode.window.createWebviewPanel("capture", "capture", vscode.ViewColumn.One, { enableScripts: true });
  panel.webview.html = "<!DOCTYPE html><html><body><p id='captured'>text</p></body></html>";
};
`;

const folder = await mkdtemp(path.join(tmpdir(), "prunescope-themes-"));
try {
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(folder, "extension.js"), extension);
  await mkdir(path.join(root, "test/fixtures/themes"), { recursive: true });
  for (const [name, theme] of Object.entries(themes)) await capture(name, theme);
} finally {
  await rm(folder, { recursive: true });
}

/**
 * @param {string} name
 * @param {string} theme
 */
async function capture(name, theme) {
  const { page, close } = await openWorkbench({ extension: folder, folder, theme });
  try {
    const frame = await webviewWith(page, "#captured");
    await frame.locator("html[style*='--vscode-']").waitFor({ state: "attached" });
    const captured = await frame.evaluate(() => {
      const { style } = document.documentElement;
      const names = [...style].filter((each) => each.startsWith("--vscode-")).sort();
      return {
        theme: document.body.dataset["vscodeThemeId"],
        className: document.body.className,
        variables: Object.fromEntries(names.map((each) => [each, style.getPropertyValue(each)])),
      };
    });
    const file = path.join(root, `test/fixtures/themes/${name}.json`);
    await writeFile(file, `${JSON.stringify(captured, undefined, 2)}\n`);
    const { className, variables } = captured;
    console.log(`${name}: ${className}, ${String(Object.keys(variables).length)} variables`);
  } finally {
    await close();
  }
}
