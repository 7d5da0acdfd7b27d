import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { pick, runCommand, themes, webviewWith } from "../../scripts/lib/workbench.mjs";
import { eventually, eventuallyHolds, eventuallyNot, passes } from "../support/eventually";
import { allFixtures, fixtureCopy, freshFolder, onlySegmentLog } from "../support/logFiles";
import {
  changeSettings,
  clickSession,
  inWorkbench,
  reloadWindow,
  sessionRows,
  showSessions,
} from "./support/workbench";

const sample = async () => ({ folder: await freshFolder() });

async function openSample(page: Page) {
  await runCommand(page, "Prunescope: Open Sample Session");
  await pick(page, "flaps");
  return await webviewWith(page, "main");
}

describe("the view of sessions in VS Code", () => {
  it(
    "lists a workspace's sessions with their findings, and filters them",
    inWorkbench(
      async () => ({ folder: await allFixtures() }),
      async ({ page }) => {
        await showSessions(page, "many-default");
        const rows = page.locator(sessionRows);
        const names = async () => await rows.locator(".label-name").allTextContents();
        await rows.filter({ hasText: "compacted-midway" }).filter({ hasText: "flaps" }).waitFor();
        await eventuallyHolds(async () => (await rows.count()) >= 20);
        await runCommand(page, "Prunescope: Filter Sessions");
        await page.getByText("last 30 days").waitFor();
        await page.keyboard.type("many-");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Space");
        await page.keyboard.press("Enter");
        await page.getByText("Filter: “many-”, flaps. 3 of 27 sessions.").waitFor();
        await rows.filter({ hasText: "no-pruning" }).waitFor({ state: "detached" });
        await eventually(names, ["many-eager", "many-default", "many-cautious"]);
        await page.getByRole("button", { name: "Clear Filter of Sessions" }).first().click();
        await rows.filter({ hasText: "no-pruning" }).waitFor();
        await runCommand(page, "Prunescope: Filter Sessions");
        await page.getByText("last 30 days").waitFor();
        await page.keyboard.type("no such session");
        await page.keyboard.press("Enter");
        await page.getByText("No session meets the filter.").waitFor();
        await page.getByRole("button", { name: "Clear Filter", exact: true }).click();
        await rows.filter({ hasText: "no-pruning" }).waitFor();
      },
    ),
  );

  it(
    "says what to do where there are no sessions, and works in Restricted Mode",
    inWorkbench(
      async () => ({ ...(await sample()), restricted: true }),
      async ({ page }) => {
        await runCommand(page, "Prunescope: Focus on Sessions View");
        await page.getByText("This window is in Restricted Mode.").waitFor();
        await page.locator(".statusbar").getByText("Restricted Mode").waitFor();
        await page.getByRole("button", { name: "Open Sample Session" }).click();
        await (await webviewWith(page, "main")).getByText("121").first().waitFor();
      },
    ),
  );
});

describe("a session's page in VS Code", () => {
  it(
    "takes another theme's colours without being loaded again",
    inWorkbench(sample, async ({ page, folder }) => {
      const frame = await openSample(page);
      const look = async () =>
        await frame.evaluate(
          "getComputedStyle(document.body).backgroundColor + ' ' + document.body.className",
        );
      await frame.evaluate("document.documentElement.dataset.seen = 'yes'");
      const before = await look();
      await changeSettings(folder, { "workbench.colorTheme": themes["hc-light"] });
      await frame.locator("body.vscode-high-contrast-light").waitFor();
      await eventuallyNot(look, before);
      assert.equal(await frame.evaluate("document.documentElement.dataset.seen"), "yes");
    }),
  );

  it(
    "stands again after the window is loaded anew, with its session",
    inWorkbench(
      async () => ({ folder: await fixtureCopy("many-default") }),
      async ({ page }) => {
        await showSessions(page, "many-default");
        await (await clickSession(page, "many-default")).getByText("121").first().waitFor();
        await reloadWindow(page, /editorpart\.state.*prunescope.*many-default/);
        await page.locator(".tab", { hasText: "many-default" }).waitFor();
        await (await webviewWith(page, "main")).getByText("121").first().waitFor();
      },
    ),
  );

  it(
    "stands again where the window is loaded anew before it is shown, and where the page alone is",
    inWorkbench(
      async () => ({ folder: await fixtureCopy("many-default") }),
      async ({ page }) => {
        await showSessions(page, "many-default");
        const row = page.locator(sessionRows, { hasText: "many-default" }).first();
        const tab = page.locator(".tab", { hasText: "many-default" });
        await passes(
          async () => {
            await row.click();
            return await tab.count();
          },
          (count) => {
            assert.ok(count > 0);
          },
        );
        await reloadWindow(page, /editorpart\.state.*prunescope.*many-default/);
        await tab.waitFor();
        // Its page may have asked for the session by now, or not.
        await runCommand(page, "Developer: Reload Webviews");
        await (await webviewWith(page, "main")).getByText("121").first().waitFor();
        const shown = await webviewWith(page, ".timeline-figure");
        await shown.locator(".timeline-figure").focus();
        await page.keyboard.press("End");
        await shown.locator(".inspector h2", { hasText: "Request 121" }).waitFor();
        await shown.evaluate("document.documentElement.dataset.seen = 'yes'");
        await runCommand(page, "Developer: Reload Webviews");
        await passes(
          async () => {
            const frame = await webviewWith(page, ".inspector h2");
            const seen = await frame
              .evaluate("document.documentElement.dataset.seen")
              .catch(() => "it is going");
            return seen === undefined ? await frame.locator(".inspector h2").innerText() : "";
          },
          (heading) => {
            assert.match(heading, /^Request 121 /);
          },
        );
      },
    ),
  );

  it(
    "is followed in two windows on one folder, and the log stays as it is",
    inWorkbench(
      async () => {
        const folder = await fixtureCopy("many-default");
        const log = await onlySegmentLog(folder);
        const bytes = await readFile(log);
        const cut = bytes.indexOf("\n", bytes.length >> 1) + 1;
        await writeFile(log, bytes.subarray(0, cut));
        await writeFile(path.join(folder, "rest.bin"), bytes.subarray(cut));
        return { folder };
      },
      async ({ page, secondWindow, folder }) => {
        const other = await secondWindow();
        const pages = [page, other];
        const frames = [];
        for (const each of pages) {
          await each.bringToFront();
          await showSessions(each, "many-default");
          frames.push(await clickSession(each, "many-default"));
        }
        const log = await onlySegmentLog(folder);
        const rest = await readFile(path.join(folder, "rest.bin"));
        await appendFile(log, rest);
        const after = await readFile(log);
        for (const frame of frames) await frame.getByText("121").first().waitFor();
        assert.deepEqual(await readFile(log), after);
      },
    ),
  );

  it(
    "shows the prices of the settings, also where they change while it is open",
    inWorkbench(sample, async ({ page, folder }) => {
      const frame = await openSample(page);
      await frame.getByText("121").first().waitFor();
      await eventually(async () => frame.getByText("From settings").count(), 0);
      await changeSettings(folder, { "prunescope.prices.cacheRead": 0.5 });
      await frame.getByText("From settings").first().waitFor({ state: "attached" });
    }),
  );

  it(
    "says which setting cannot be used",
    inWorkbench(
      async () => ({ ...(await sample()), settings: { "prunescope.prices.cacheWrite": -3 } }),
      async ({ page }) => {
        await runCommand(page, "Prunescope: Focus on Sessions View");
        // A notification goes away by itself; VS Code keeps it here.
        await page
          .locator(".statusbar")
          .getByRole("button", { name: /notification/i })
          .waitFor();
        await runCommand(page, "Notifications: Show Notifications");
        await page
          .getByText("The setting prunescope.prices.cacheWrite is not used: it is negative.")
          .first()
          .waitFor();
      },
    ),
  );
});

describe("the first steps in VS Code", () => {
  it(
    "open, and tick the first when the sample is open",
    inWorkbench(sample, async ({ page }) => {
      await runCommand(page, "Prunescope: Show First Steps");
      await page.getByText("Open a sample session").first().waitFor();
      for (const title of ["Read the picture", "Ask why", "Turn the knobs", "Share what you found"])
        await page.getByText(title).first().waitFor();
      await page.getByRole("button", { name: "Open Sample Session" }).click();
      await (await webviewWith(page, "main")).getByText("121").first().waitFor();
      await runCommand(page, "Prunescope: Show First Steps");
      await page.locator(".getting-started-step .complete").first().waitFor({ state: "attached" });
    }),
  );
});
