// Takes from the captured themes what the page uses of them: `npm run build && node scripts/export-themes.mjs` writes
// webview/exportedPage/themes.json, in whose colours exported pages are shown.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "./lib/root.mjs";

// Fonts are the reader's own.
const fonts = {
  "--vscode-font-family": 'system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif',
  "--vscode-font-weight": "normal",
  "--vscode-font-size": "13px",
  "--vscode-editor-font-family": "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  "--vscode-editor-font-size": "12px",
  "--vscode-editor-font-weight": "normal",
};

/** @param {string} file */
const read = async (file) => readFile(path.join(root, file), "utf8");
const code = `${await read("dist/webview/main.js")}${await read("dist/webview/main.css")}`;
// The timeline names its colours without their prefix.
const bare = (await read("webview/timeline/theme.ts")).match(/"[A-Za-z]+(?:-[A-Za-z]+)*"/g) ?? [];
const names = new Set([
  ...(code.match(/--vscode-[A-Za-z0-9-]+/g) ?? []),
  ...bare.map((quoted) => `--vscode-${quoted.slice(1, -1)}`),
  ..."red yellow green blue purple orange foreground lines"
    .split(" ")
    .map((name) => `--vscode-charts-${name}`),
]);

/** @type {Record<string, Record<string, string>>} */
const themes = {};
for (const name of ["light", "dark", "hc-light", "hc-dark"]) {
  /** @type {unknown} */
  const captured = JSON.parse(await read(`test/fixtures/themes/${name}.json`));
  const { variables } = /** @type {{ variables: Record<string, string> }} */ (captured);
  const used = Object.entries(variables).filter(([variable]) => names.has(variable));
  themes[name] = Object.fromEntries(
    Object.entries({ ...Object.fromEntries(used), ...fonts }).sort(),
  );
}
const target = path.join(root, "webview/exportedPage/themes.json");
await writeFile(target, `${JSON.stringify(themes, undefined, 2)}\n`);
console.log(`${Object.keys(themes["dark"] ?? {}).length} variables of each theme`);
