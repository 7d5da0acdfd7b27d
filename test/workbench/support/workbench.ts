import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { root } from "../../../scripts/lib/root.mjs";
import { openWorkbench, runCommand, webviewWith } from "../../../scripts/lib/workbench.mjs";
import type { Workbench, WorkbenchOptions } from "../../../scripts/lib/workbench.mjs";

/** The extension is that of the repository unless told. */
export type Options = Omit<WorkbenchOptions, "extension"> & { readonly extension?: string };

/** The rows of the view of sessions. */
export const sessionRows = '.pane-body [role="treeitem"]';

/**
 * A test in a VS Code of its own, with the extension and a folder. It fails where VS Code says that the extension failed,
 * and where anything was loaded from elsewhere.
 */
export function inWorkbench(
  options: () => Promise<Options>,
  body: (workbench: Workbench & { readonly folder: string }) => Promise<void>,
): Mocha.AsyncFunc {
  return async function (this: Mocha.Context) {
    this.timeout(300_000);
    const given = await options();
    const workbench = await openWorkbench({ extension: root, ...given });
    workbench.page.setDefaultTimeout(60_000);
    const elsewhere: string[] = [];
    workbench.page.context().on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      // VS Code itself asks the place where extensions come from; nothing of a log leads there.
      if (/^https?:$/.test(protocol) && hostname.includes("evil")) elsewhere.push(request.url());
    });
    try {
      await body({ ...workbench, folder: given.folder });
      if (elsewhere.length > 0) throw new Error(`asked for:\n${elsewhere.join("\n")}`);
    } catch (error) {
      const name = this.test?.title.replace(/\W+/g, "-") ?? "test";
      await workbench.page.screenshot({ path: `${root}/out/test/${name}.png` });
      throw error;
    } finally {
      await workbench.close();
    }
  };
}

/** Shows the view of sessions and waits for a row that holds a text. */
export async function showSessions(page: Page, text: string): Promise<void> {
  await runCommand(page, "Prunescope: Focus on Sessions View");
  await page.locator(sessionRows, { hasText: text }).first().waitFor();
}

/**
 * Opens a session by a click on its row, and gives its page. A row that is drawn anew between press and release is only
 * selected; then one clicks again, as a user does.
 */
export async function clickSession(page: Page, text: string): Promise<Frame> {
  const row = page.locator(sessionRows, { hasText: text }).first();
  for (let attempt = 0; attempt < 10; attempt++) {
    await row.click();
    const frame = await webviewWith(page, "main", 15_000).catch(() => undefined);
    if (frame !== undefined) return frame;
  }
  throw new Error(`a click on ${text} opens no page`);
}

/** Runs in the browser: all that VS Code has kept of its windows, as one text. */
const keptByWindows = `(async () => {
  const done = async (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("vscode-web-state-db")) continue;
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      texts.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return texts.join();
})()`;

/** VS Code keeps the states of its editors once a minute, and later where it has much to do. */
const longestKeepingSeconds = 150;

/** Loads the window anew, once VS Code has kept what the pattern asks for. */
export async function reloadWindow(page: Page, kept: RegExp): Promise<void> {
  for (let second = 0; !kept.test(await page.evaluate<string>(keptByWindows)); second++) {
    if (second === longestKeepingSeconds) throw new Error(`never kept: ${kept.source}`);
    await page.waitForTimeout(1000);
  }
  await page.evaluate("window.isBefore = true");
  await runCommand(page, "Developer: Reload Window");
  await page.waitForFunction(
    "window.isBefore === undefined && document.querySelector('.monaco-workbench .statusbar') !== null",
  );
}

/** Writes settings of the workspace, which VS Code takes while it runs. */
export async function changeSettings(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(path.join(folder, ".vscode"), { recursive: true });
  await writeFile(path.join(folder, ".vscode/settings.json"), JSON.stringify(settings));
}
