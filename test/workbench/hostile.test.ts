import assert from "node:assert/strict";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { runCommand, webviewWith } from "../../scripts/lib/workbench.mjs";
import { visibleText } from "../../src/core/visibleText";
import { fixture } from "../support/fixtures";
import { freshFolder } from "../support/logFiles";
import { inWorkbench, sessionRows, showSessions } from "./support/workbench";

/** Texts that act somewhere: in HTML, in markdown, in a terminal, in lists of VS Code, in objects, in layouts. */
const hostileNames: readonly string[] = [
  "<img src=https://evil.example/x onerror=document.title=1>",
  "<script>window.evil = 1</script>",
  "[click](command:workbench.action.closeWindow)",
  "![see](https://evil.example/y.png)",
  "**bold** `code` https://evil.example/z",
  "$(trash) $(sync~spin) icons",
  "\u001b[31mred\u001b[0m \u202egnp.exe",
  "__proto__",
  "constructor",
  "{0} {1} ${env:HOME} %s",
  "&lt;b&gt; &#36;(trash)",
  "w".repeat(4000),
];

/** A data directory whose agents have these names; each session's texts are its agent's name. */
async function hostileFolder(): Promise<string> {
  const folder = await freshFolder();
  const from = await fixture("first");
  const [session = ""] = await readdir(path.join(from, "sessions"));
  const [log = ""] = (await readdir(path.join(from, "sessions", session))).filter(
    (name) => name.endsWith(".jsonl") && !name.includes("trace"),
  );
  const text = await readFile(path.join(from, "sessions", session, log), "utf8");
  for (const [at, name] of hostileNames.entries()) {
    const id = session.slice(0, -2) + String(10 + at);
    const escaped = JSON.stringify(name).slice(1, -1);
    const sessionFolder = path.join(folder, "sessions", id);
    await mkdir(sessionFolder, { recursive: true });
    const hostile = text
      .replaceAll(session, id)
      .replaceAll('"name":"', `"name":"${escaped}`)
      .replaceAll('"text":"', `"text":"${escaped}`)
      .replaceAll('"summary":"', `"summary":"${escaped}`);
    await writeFile(path.join(sessionFolder, log), hostile);
    const worker = path.join(folder, "workers", `w${at}`);
    await mkdir(worker, { recursive: true });
    await writeFile(
      path.join(worker, "metadata.json"),
      JSON.stringify({ worker_name: name, active: { session_id: id } }),
    );
  }
  await cp(
    path.join(folder, "sessions"),
    path.join(folder, "[a](command:b) $(trash)", "sessions"),
    {
      recursive: true,
    },
  );
  return folder;
}

/** Points at a row until VS Code shows what it has to say of it: it does so to a pointer that comes, moves and stays. */
async function hoverOf(page: Page, row: Locator, text: string): Promise<Locator> {
  const hover = page.locator(".monaco-hover:visible", { hasText: text }).first();
  for (let tries = 1; ; tries += 1) {
    const box = await row.locator(".label-name").first().boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 3, box.y + 5);
    await page.waitForTimeout(200);
    await page.mouse.move(box.x + 12, box.y + 6, { steps: 5 });
    try {
      await hover.waitFor({ timeout: 5000 });
      return hover;
    } catch (error) {
      // A busy machine draws the row anew under the pointer, which then has to come again.
      if (tries === 20) throw error;
      await page.mouse.move(700, 400);
      await page.waitForTimeout(500);
    }
  }
}

describe("hostile texts in VS Code", () => {
  it(
    "stand in rows, hovers, lists and titles as what they are",
    inWorkbench(
      async () => ({ folder: await hostileFolder() }),
      async ({ page }) => {
        const title = await page.title();
        await showSessions(page, "constructor");
        const rows = page.locator(sessionRows);
        const shown = await rows.locator(".label-name").allTextContents();
        for (const name of hostileNames) assert.ok(shown.includes(visibleText(name)), name);
        assert.equal(await rows.locator("img, a[href], script, .codicon-trash").count(), 0);

        for (const name of hostileNames.slice(0, 6)) {
          const text = visibleText(name);
          const hover = await hoverOf(page, rows.filter({ hasText: text }).first(), text);
          assert.equal(
            await hover.locator("a[href], img, script, .codicon-trash").count(),
            0,
            name,
          );
          await page.mouse.move(700, 400);
          await hover.waitFor({ state: "hidden" });
        }

        await runCommand(page, "Prunescope: Open Session");
        const list = page.locator(".quick-input-list .monaco-list-row");
        await list.first().waitFor();
        assert.equal(await list.locator("img, a[href], .codicon-trash, .codicon-sync").count(), 0);
        await page.keyboard.press("Escape");

        for (const name of hostileNames.slice(0, 7)) {
          await rows
            .filter({ hasText: visibleText(name) })
            .first()
            .click();
          const tab = page.locator(".tab.active", { hasText: visibleText(name).slice(0, 20) });
          await tab.waitFor();
          assert.equal(await tab.locator("img[src*=evil], a[href], .codicon-trash").count(), 0);
          const frame = await webviewWith(page, "main");
          assert.equal(await frame.locator("img, script[src*=evil], a[href*=evil]").count(), 0);
          assert.equal(await frame.evaluate("window.evil"), undefined);
          await page.keyboard.press("Control+F4");
        }
        assert.ok(!(await page.title()).startsWith("1") && title !== "1");
      },
    ),
  );
});
