// Renders the pictures of README and walkthrough from a sample session, in the real VS Code: `npm run pictures`.
// `npm run pictures -- dark hc-light` renders those of some kinds of theme. It takes what is built in dist/.
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { root } from "./lib/root.mjs";
import { openWorkbench, pick, runCommand, themes, webviewWith } from "./lib/workbench.mjs";

/**
 * @typedef {import("./lib/workbench.mjs").Page} Page
 * @typedef {import("./lib/workbench.mjs").Frame} Frame
 *
 * @typedef {object} Picture
 * @property {string} name
 * @property {{ readonly width: number, readonly height: number }} size of the window
 * @property {string} [clip] the part of the page that is the picture; the window where there is none
 * @property {(page: Page, webview: Frame) => Promise<void>} [prepare]
 */

/** What the package may carry for each. */
const mostBytes = 150_000;
const timeline = "[aria-roledescription='timeline']";

/**
 * Selects the n-th fire.
 * @param {Page} page
 * @param {Frame} webview
 * @param {number} fires
 */
async function walkFires(page, webview, fires) {
  await webview.locator(timeline).focus();
  await page.keyboard.press("Home");
  for (let fire = 0; fire < fires; fire++) await page.keyboard.press("Shift+ArrowRight");
  await webview.locator("table.chain").waitFor();
}

/**
 * In the order in which they are taken: what one of them changes is there in the next. The walkthrough shows its pictures
 * about 600 pixels wide: what is to be read must be large in them.
 * @type {readonly Picture[]}
 */
const pictures = [
  { name: "open", size: { width: 900, height: 760 } },
  { name: "read", size: { width: 860, height: 1000 }, clip: ".timeline" },
  {
    name: "session",
    size: { width: 1280, height: 800 },
    prepare: async (page, webview) => walkFires(page, webview, 12),
  },
  {
    name: "why",
    size: { width: 1640, height: 1000 },
    clip: ".inspector",
    prepare: async (page, webview) => walkFires(page, webview, 12),
  },
  {
    name: "turn",
    size: { width: 1280, height: 1240 },
    clip: ".panel",
    prepare: async (page, webview) => {
      await webview.locator(".advice .buttons vscode-button").first().click();
      await webview.locator('.comparison[aria-busy="false"]').waitFor();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "share",
    size: { width: 900, height: 760 },
    prepare: async (page) => {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input.input").fill(">Prunescope: ");
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: "Export" }).first().waitFor();
    },
  },
];

/**
 * Renders the pictures, one after the other in one window.
 * @param {string} kind of theme
 * @param {string} theme
 */
async function render(kind, theme) {
  const { page, close } = await openWorkbench({
    extension: root,
    folder: path.join(root, "samples/flapping"),
    theme,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    reducedMotion: true,
  });
  try {
    await runCommand(page, "Prunescope: Open Sample Session");
    await pick(page, "flaps");
    const webview = await webviewWith(page, timeline);
    await runCommand(page, "View: Close Primary Side Bar");
    // Fit and sweep end in the background; the picture shows the page at rest.
    await webview.locator(".advice:not(.waiting)").first().waitFor();
    await webview.locator(".sweep-chart").waitFor();
    for (const { name, size, clip, prepare } of pictures) {
      await page.setViewportSize(size);
      await prepare?.(page, webview);
      await page.waitForTimeout(700);
      const file = path.join(folderOf(name), `${name}-${kind}.png`);
      if (clip === undefined) await page.screenshot({ path: file });
      else await webview.locator(clip).first().screenshot({ path: file });
      const bytes = (await stat(file)).size;
      const note = bytes > mostBytes ? `, more than ${String(mostBytes)}` : "";
      console.log(`${path.relative(root, file)}: ${String(bytes)} bytes${note}`);
    }
  } finally {
    await close();
  }
}

/** @param {string} name of a picture */
function folderOf(name) {
  return path.join(root, "media", name === "session" ? "pictures" : "walkthrough");
}

const wanted = process.argv.slice(2);
for (const { name } of pictures) await mkdir(folderOf(name), { recursive: true });
for (const [kind, theme] of Object.entries(themes))
  if (wanted.length === 0 || wanted.includes(kind)) await render(kind, theme);
