import { chromium } from "playwright-core";
import { provideChromium } from "./chromium.mjs";
import { startServer } from "./vscode-server.mjs";

const readyTimeoutMilliseconds = 60_000;

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Frame} Frame
 *
 * @typedef {object} WorkbenchOptions
 * @property {string} extension folder of the extension under development
 * @property {string} folder what is opened
 * @property {string} [theme] id of a colour theme, such as those of `themes`
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [deviceScaleFactor]
 * @property {boolean} [reducedMotion]
 * @property {Record<string, unknown>} [settings]
 * @property {string} [version] of VS Code
 * @property {string} [language] of the editor, as its extensions see it; its own texts stay English
 * @property {boolean} [restricted] open the folder in Restricted Mode
 *
 * @typedef {object} Workbench
 * @property {Page} page
 * @property {() => Promise<Page>} secondWindow on the same folder
 * @property {() => Promise<string>} logs
 * @property {() => Promise<void>} close
 */

/** The ids of VS Code's colour themes, one for each kind. */
export const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "hc-dark": "Default High Contrast",
  "hc-light": "Default High Contrast Light",
};

/**
 * Opens VS Code (the server edition) in a browser with the extension loaded, for pictures and captures.
 * @param {WorkbenchOptions} options
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(options) {
  const { extension, folder, theme = themes.dark, settings = {}, version } = options;
  const browser = await provideChromium();
  const server = await startServer({
    extension,
    folder,
    settings: { "workbench.colorTheme": theme, ...settings },
    ...(version === undefined ? {} : { version }),
    ...(options.restricted === undefined ? {} : { restricted: options.restricted }),
  });
  const driven = await chromium.launch(browser);
  const close = async () => {
    await driven.close();
    await server.stop();
  };
  try {
    const context = await driven.newContext({
      viewport: options.viewport ?? { width: 1440, height: 900 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
    });
    if (options.language !== undefined)
      // Where VS Code in a browser has the language from, for itself and for its extension hosts.
      await context.addInitScript((language) => {
        Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
      }, options.language);
    const openWindow = async () => {
      const page = await context.newPage();
      page.setDefaultTimeout(readyTimeoutMilliseconds);
      await page.goto(server.url);
      await page.locator(".monaco-workbench .statusbar").waitFor();
      return page;
    };
    const page = await openWindow();
    return { page, secondWindow: openWindow, logs: server.logs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The innermost frame of the webview that holds an element: a webview's own document lies two frames deep.
 * @param {Page} page
 * @param {string} selector
 * @param {number} [patienceMilliseconds]
 * @returns {Promise<Frame>}
 */
export async function webviewWith(page, selector, patienceMilliseconds = readyTimeoutMilliseconds) {
  const deadline = Date.now() + patienceMilliseconds;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      // A frame that is going away or still loading has no answer.
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`no webview holds ${selector}`);
}

/**
 * Runs a command by its title in the command palette, as soon as it is there: extensions bring theirs after the window
 * can be used, and an open palette does not learn of them.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  const input = page.locator(".quick-input-widget input.input");
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  const deadline = Date.now() + readyTimeoutMilliseconds;
  while (Date.now() < deadline) {
    await page.keyboard.press("F1");
    await input.fill(`>${title}`);
    const found = await row.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (found) {
      await row.click();
      return;
    }
    await page.keyboard.press("Escape");
    await input.waitFor({ state: "hidden" });
  }
  throw new Error(`there is no command ${title}`);
}

/**
 * Takes an entry of the list that VS Code has just asked to choose from.
 * @param {Page} page
 * @param {string} text that the entry holds
 */
export async function pick(page, text) {
  await page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
  // A pointer that rests on something brings a hover into the picture.
  await page.mouse.move(0, 0);
}
