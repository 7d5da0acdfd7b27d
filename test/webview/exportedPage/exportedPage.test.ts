import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { requestsCsv } from "../../../src/core/export/csvTables";
import { rowsOfSession } from "../../../src/core/export/sessionTables";
import { initialState } from "../../../webview/pageState";
import { eventually, eventuallyMatches, eventuallyNot, passes } from "../../support/eventually";
import { openFixture } from "../../support/openFixture";
import { accessibilityViolations } from "../support/axe";
import { line, settled, swept, whatIf } from "../support/labPage";
import { drawn, withHost } from "../support/playedHost";
import { withExport } from "./exportedFile";

const header = async (page: Page): Promise<string> =>
  page.locator("header.summary .figures").innerText();

/** The header has a figure that is known only once the tokens are fitted. */
async function fitted(page: Page): Promise<void> {
  await page.waitForSelector(".advice:not(.waiting)");
  await drawn(page);
}

describe("an exported session, opened as a file", () => {
  for (const name of ["many-default", "forked", "new-compacted", "no-pruning"]) {
    it(`${name}: has the figures of the panel`, async () => {
      const opened = await openFixture(name);
      let inPanel = "";
      await withHost({}, async ({ page, host }) => {
        await host.show(opened);
        await fitted(page);
        inPanel = await header(page);
      })();
      await withExport(opened, {}, async (page) => {
        await fitted(page);
        assert.notEqual(inPanel, "");
        await eventually(async () => header(page), inPanel);
      });
    });
  }

  it("has the costs of the panel at the user's own prices", async () => {
    const opened = await openFixture("many-default");
    const prices = { cacheRead: 0.4, cacheWrite: 2, cacheMinutes: 5 };
    let inPanel: readonly string[] = [];
    await withHost({}, async ({ page, host }) => {
      await host.show(opened);
      await host.send({ type: "welcome", name: "many-default", abilities: [], prices });
      await swept(page);
      await settled(page);
      inPanel = await line(page, "Cost");
    })();
    const costs = async (page: Page) => {
      await swept(page);
      await settled(page);
      return await line(page, "Cost");
    };
    assert.ok(inPanel.length > 0);
    await withExport(opened, { prices }, async (page) => {
      await eventually(async () => costs(page), inPanel);
    });
    await withExport(opened, {}, async (page) => {
      await eventuallyNot(async () => costs(page), inPanel);
    });
  });

  it("answers to keys, selects, and explains the request", async () => {
    await withExport(await openFixture("many-default"), {}, async (page) => {
      await page.locator(".timeline-figure").focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("Shift+ArrowRight");
      await drawn(page);
      await eventuallyMatches(async () => page.locator(".inspector").innerText(), /fired/);
      const inspector = await page.locator(".inspector").innerText();
      assert.match(inspector, /min_savings|min savings/i);
      // What no file can do is not offered.
      assert.doesNotMatch(inspector, /Compare|Logged line|Show record/i);
    });
  });

  it("simulates other settings and sweeps in a worker of its own", async () => {
    await withExport(await openFixture("many-default"), {}, async (page) => {
      await swept(page);
      assert.equal(page.workers().length, 1);
      const before = await whatIf(page, "Requests that fired");
      await page.locator(".knobs vscode-text-field, .knobs input[type=number]").first().waitFor();
      await page.getByRole("button", { name: /^Off$|Pruning off/ }).click();
      await settled(page);
      await eventually(async () => whatIf(page, "Requests that fired"), "0");
      assert.notEqual(before, "0");
    });
  });

  it("begins where the panel stood", async () => {
    const opened = await openFixture("many-default");
    const state = { ...initialState, selected: 40, tab: "requests", restore: "of the host" };
    await withExport(opened, { state }, async (page) => {
      await drawn(page);
      await eventuallyMatches(async () => page.locator(".inspector h2").innerText(), /\b41\b/);
    });
  });

  for (const colourScheme of ["light", "dark"] as const)
    for (const highContrast of [false, true])
      it(`has no fault of accessibility in ${highContrast ? "high contrast " : ""}${colourScheme}`, async () => {
        const opened = await openFixture("many-default");
        await withExport(opened, { colourScheme, highContrast }, async (page) => {
          await swept(page);
          assert.deepEqual(await accessibilityViolations(page), []);
        });
      });

  it("follows the system's colours while it is open", async () => {
    await withExport(await openFixture("first"), { colourScheme: "light" }, async (page) => {
      const seen = async () =>
        page.evaluate(() => [
          document.body.className,
          getComputedStyle(document.body).color,
          getComputedStyle(document.documentElement).backgroundColor,
        ]);
      const light = await seen();
      assert.equal(light[0], "vscode-light");
      await page.emulateMedia({ colorScheme: "dark" });
      await passes(seen, (dark) => {
        assert.equal(dark[0], "vscode-dark");
        assert.notEqual(light[1], dark[1]);
        assert.notEqual(light[2], dark[2]);
      });
    });
  });

  it("saves tables and the picture by itself, by pointer and by keyboard", async () => {
    const opened = await openFixture("many-default");
    await withExport(opened, {}, async (page) => {
      await swept(page);
      const saved = async (act: () => Promise<void>) => {
        const coming = page.waitForEvent("download");
        await act();
        const download = await coming;
        return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
      };
      const open = page.locator("#action-export");
      await open.click();
      const dialog = page.getByRole("dialog", { name: "Save as a file" });
      await dialog.waitFor();
      assert.deepEqual(await accessibilityViolations(page), []);
      const table = await saved(async () => dialog.getByText("Requests (CSV)").click());
      assert.equal(table.name, "many-default-requests.csv");
      assert.equal(table.bytes.toString(), requestsCsv(opened.session, rowsOfSession(opened)));
      await dialog.waitFor({ state: "detached" });
      await open.focus();
      await page.keyboard.press("Enter");
      await dialog.waitFor();
      const drawing = await saved(async () => page.keyboard.press("Enter"));
      assert.equal(drawing.name, "many-default.svg");
      assert.match(drawing.bytes.toString(), /^<\?xml [^]*<\/svg>\n$/);
      await eventually(
        async () => page.evaluate(() => document.activeElement?.id),
        "action-export",
      );
      await open.click();
      const picture = await saved(async () => dialog.getByText("Picture (PNG)").click());
      assert.equal(picture.bytes.subarray(1, 4).toString("latin1"), "PNG");
      await open.click();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await open.click();
      await dialog.getByText("Candidates of the Selected Request").click();
      await page.locator("#export-note [role=alert]").getByText("No request is selected").waitFor();
    });
  });
});
