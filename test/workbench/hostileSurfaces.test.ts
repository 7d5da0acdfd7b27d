import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { runCommand } from "../../scripts/lib/workbench.mjs";
import { visibleText } from "../../src/core/visibleText";
import { eventually, eventuallyHolds, passes } from "../support/eventually";
import { writeHostileData } from "../support/hostileLog";
import { freshFolder } from "../support/logFiles";
import { clickSession, inWorkbench, showSessions } from "./support/workbench";

/** As an agent's name and as a folder's: a link that runs a command, icons, markup, and what turns a text around. */
const acting = "[go](command:workbench.action.closeWindow) $(trash) <img src=x> **b** \u202egnp";
const shown = visibleText(acting);

/** Fails where a surface made more of a text than text. */
async function isPlain(surface: Locator, what: string): Promise<void> {
  await surface.first().waitFor();
  const made = surface.locator(
    "a[href], img:not([class]), script, strong, em, .codicon-trash, [href^='command:']",
  );
  await eventually(async () => made.count(), 0, what);
  const text = (await surface.allInnerTexts()).join("\n");
  assert.ok(!text.includes("\u202e"), `${what}: what turns the text around is shown`);
}

/** Answers the input box of the last command. */
async function answer(page: Page, text: string): Promise<void> {
  const input = page.locator(".quick-input-widget input.input");
  await input.waitFor();
  await input.fill(text);
  await page.keyboard.press("Enter");
}

/** The entries of a menu take no click before they have stood a while; until then it stays, and one clicks again. */
async function chooseFromMenu(page: Page, row: Locator, title: string): Promise<void> {
  const menu = page.locator(".monaco-menu-container .monaco-menu");
  await row.first().click({ button: "right" });
  const entry = menu.getByText(title);
  await entry.waitFor();
  await passes(
    async () => {
      if ((await entry.count()) > 0) await entry.click({ timeout: 2000 }).catch(() => undefined);
      return await menu.count();
    },
    (count) => {
      assert.equal(count, 0);
    },
  );
}

describe("hostile texts in the surfaces of VS Code", () => {
  it(
    "stay text in titles, records, the diff editor, the view's words and notifications",
    inWorkbench(
      async () => {
        const folder = await freshFolder();
        await writeHostileData(path.join(folder, "data"), acting);
        await mkdir(path.join(folder, acting));
        return { folder };
      },
      async ({ page }) => {
        await showSessions(page, "[go]");
        await clickSession(page, "[go]");
        const tab = page.locator(".editor-group-container.active .tab.active");
        await eventually(async () => tab.locator(".label-name").innerText(), shown);
        await isPlain(tab, "the page's tab");
        await isPlain(page.locator(".pane-body [role=treeitem]"), "rows of the view");

        await runCommand(page, "Prunescope: Compare Request With and Without Pruning");
        await answer(page, "20");
        await page.locator(".monaco-diff-editor .view-line").first().waitFor();
        await eventuallyHolds(async () => (await tab.innerText()).includes("whole history"));
        assert.ok((await tab.innerText()).includes(shown.slice(0, 30)));
        await isPlain(tab, "the diff editor's tab");

        await clickSession(page, "[go]");
        await runCommand(page, "Prunescope: Show Logged Record");
        await answer(page, "4");
        const record = page.locator(".editor-instance .view-lines");
        await record.getByText("correlation_id").or(record.getByText('"kind"')).first().waitFor();
        await eventually(
          async () => page.locator(".tab .label-name", { hasText: "line 4" }).count(),
          1,
        );
        assert.equal(await record.locator("img, script, .codicon-trash").count(), 0);

        await runCommand(page, "Prunescope: Filter Sessions");
        await page.getByText("last 30 days").waitFor();
        await answer(page, "[go](command:");
        const message = page.locator(".pane-body .message");
        await message.getByText("Filter: “[go](command:”").waitFor();
        await isPlain(message, "what the view says of its filter");

        await runCommand(page, "Explorer: Focus on");
        await chooseFromMenu(
          page,
          page.locator(".explorer-folders-view [role=treeitem]", { hasText: "[go](command" }),
          "Open Session Folder",
        );
        await page
          .locator(".statusbar")
          .getByRole("button", { name: /notification/i })
          .click();
        const notification = page.locator(".notifications-center .notification-list-item");
        await notification.getByText("No sessions in").first().waitFor();
        const said = notification.locator(".notification-list-item-message");
        await isPlain(said, "a notification");
        assert.ok((await said.first().innerText()).includes("[go] (command:"));
      },
    ),
  );
});
