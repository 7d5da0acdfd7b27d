// A picture of the real VS Code with the extension loaded:
// `node scripts/vscode-shot.mjs [options] FOLDER OUT.png`, see `usage`. It takes what is built in dist/.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./lib/root.mjs";
import { openWorkbench, pick, runCommand, themes, webviewWith } from "./lib/workbench.mjs";

const usage = `usage: node scripts/vscode-shot.mjs [options] FOLDER OUT.png
--theme NAME       ${Object.keys(themes).join(", ")}, or the id of a theme (dark)
--size WxH         of the window in CSS pixels (1440x900)
--scale N          device pixels for each CSS pixel (1)
--reduced-motion
--command TITLE    run from the command palette, in order; may be repeated
--pick TEXT        entry to take from the list that the last command asks to choose from
--webview SELECTOR wait until a webview holds such an element
--steps MODULE     its default export is called with { page, webviewWith, runCommand, pick } before the picture
--vscode VERSION   of VS Code`;

/**
 * @typedef {object} StepsContext
 * @property {import("playwright-core").Page} page
 * @property {typeof webviewWith} webviewWith
 * @property {typeof runCommand} runCommand
 * @property {typeof pick} pick
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    theme: { type: "string", default: "dark" },
    size: { type: "string", default: "1440x900" },
    scale: { type: "string", default: "1" },
    "reduced-motion": { type: "boolean", default: false },
    command: { type: "string", multiple: true, default: [] },
    pick: { type: "string" },
    webview: { type: "string" },
    steps: { type: "string" },
    vscode: { type: "string" },
  },
});
const [folder, out] = positionals;
const size = /^(\d+)x(\d+)$/.exec(values.size);
if (folder === undefined || out === undefined || size === null) {
  console.error(usage);
  process.exit(2);
}

const { page, logs, close } = await openWorkbench({
  extension: root,
  folder: path.resolve(folder),
  theme: Object.entries(themes).find(([name]) => name === values.theme)?.[1] ?? values.theme,
  viewport: { width: Number(size[1]), height: Number(size[2]) },
  deviceScaleFactor: Number(values.scale),
  reducedMotion: values["reduced-motion"],
  ...(values.vscode === undefined ? {} : { version: values.vscode }),
});
try {
  for (const title of values.command) await runCommand(page, title);
  if (values.pick !== undefined) await pick(page, values.pick);
  if (values.webview !== undefined) await webviewWith(page, values.webview);
  if (values.steps !== undefined) {
    const file = pathToFileURL(path.resolve(values.steps)).href;
    // eslint-disable-next-line no-unsanitized/method -- running the caller's own module is what --steps is for
    const module = /** @type {unknown} */ (await import(file));
    const { default: steps } =
      /** @type {{ default: (context: StepsContext) => Promise<void> }} */ (module);
    await steps({ page, webviewWith, runCommand, pick });
  }
  await page.screenshot({ path: out });
  console.log(out);
} catch (error) {
  await page.screenshot({ path: out });
  await writeFile(`${out}.log`, await logs());
  console.error(`${out} shows how far it came, ${out}.log holds what VS Code wrote`);
  throw error;
} finally {
  await close();
}
