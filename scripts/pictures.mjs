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
 * @property {number} [scale] device pixels for each CSS pixel; 1 unless told
 * @property {string} [clip] the part of the page that is the picture; the window where there is none
 * @property {(page: Page, webview: Frame) => Promise<void>} [prepare]
 */

/** What the package may carry for each, by scale. */
const mostBytes = new Map([
  [1, 150_000],
  [2, 700_000],
]);
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
 * In the order in which they are taken: what one of them changes is there in the next of the same scale. The walkthrough
 * shows its pictures about 600 pixels wide: what is to be read must be large in them. The README's column is about
 * as wide as 840 CSS pixels: its own must be sharp there on screens of twice the density, and when they are opened.
 * @type {readonly Picture[]}
 */
const pictures = [
  { name: "open", size: { width: 900, height: 820 } },
  { name: "read", size: { width: 860, height: 1000 }, clip: ".timeline" },
  {
    name: "session",
    size: { width: 1440, height: 1000 },
    scale: 2,
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
    size: { width: 900, height: 820 },
    prepare: async (page) => {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input.input").fill(">Prunescope: ");
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: "Export" }).first().waitFor();
    },
  },
];

/**
 * Renders the pictures of one scale, one after the other in one window.
 * @param {string} kind of theme
 * @param {string} theme
 * @param {number} scale
 */
async function render(kind, theme, scale) {
  const { page, close } = await openWorkbench({
    extension: root,
    folder: path.join(root, "samples/flapping"),
    theme,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: scale,
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
    for (const { name, size, clip, prepare } of pictures.filter(
      (each) => scaleOf(each) === scale,
    )) {
      await page.setViewportSize(size);
      await prepare?.(page, webview);
      await page.waitForTimeout(700);
      const file = path.join(folderOf(name), `${name}-${kind}.png`);
      if (clip === undefined) await page.screenshot({ path: file });
      else await webview.locator(clip).first().screenshot({ path: file });
      const bytes = (await stat(file)).size;
      const most = mostBytes.get(scale) ?? 0;
      const note = bytes > most ? `, more than ${String(most)}` : "";
      console.log(`${path.relative(root, file)}: ${String(bytes)} bytes${note}`);
    }
  } finally {
    await close();
  }
}

/** @param {Picture} picture */
function scaleOf({ scale = 1 }) {
  return scale;
}

/** @param {string} name of a picture */
function folderOf(name) {
  return path.join(root, "media", name === "session" ? "pictures" : "walkthrough");
}

const wanted = process.argv.slice(2);
for (const { name } of pictures) await mkdir(folderOf(name), { recursive: true });
for (const [kind, theme] of Object.entries(themes))
  if (wanted.length === 0 || wanted.includes(kind))
    for (const scale of new Set(pictures.map(scaleOf))) await render(kind, theme, scale);
