import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import path from "node:path";
import { pick, runCommand, webviewWith } from "../../scripts/lib/workbench.mjs";
import { eventually } from "../support/eventually";
import { allFixtures, freshFolder } from "../support/logFiles";
import { inWorkbench, reloadWindow, showSessions } from "./support/workbench";

describe("a comparison in VS Code", () => {
  it(
    "stands again after the window is loaded anew: both sessions, the selection and the prices",
    inWorkbench(
      async () => ({ folder: await allFixtures() }),
      async ({ page, folder }) => {
        await showSessions(page, "many-default");
        await runCommand(page, "Prunescope: Compare Two Sessions…");
        for (const [asked, name] of [
          ["First session, A", "many-default"],
          ["Second session, B", "many-off"],
        ] as const) {
          // The list holds only the rows in sight.
          await page.getByPlaceholder(asked).fill(name);
          await pick(page, name);
        }
        const before = await webviewWith(page, ".main-verdict");
        await before.getByText("B costs 70.5 % less").waitFor();
        await before.selectOption("#compare-prices", "no-cache");
        await before.getByText("A costs 53.2 % less").waitFor();
        await before.getByRole("button", { name: "Next difference" }).click();
        await before.getByText("1 of 86 differences").waitFor();
        const about = await before.locator(".about").innerText();
        assert.match(about, /fired in A only/);
        await reloadWindow(page, /many-off.*selected\W+\d.*no-cache|no-cache.*selected\W+\d/);
        await page.locator(".tab", { hasText: "many-default ↔ many-off" }).waitFor();
        const after = await webviewWith(page, ".main-verdict");
        await after.getByText("A costs 53.2 % less").waitFor();
        await after.getByText("1 of 86 differences").waitFor();
        await eventually(async () => after.locator(".about").innerText(), about);
        // The host looks through the logs of both; what is being looked for when the text becomes another is ended.
        await after.getByRole("button", { name: "Find", exact: true }).click();
        const field = after.getByRole("textbox", { name: "Find in the session" });
        await field.pressSequentially("pars");
        await field.fill("parser");
        const found = async (place: string) =>
          (await after.locator(`${place} .timeline-find-count`).innerText()).trim();
        await eventually(async () => found(".side-a"), "152 matches");
        await eventually(async () => found(".side-b"), "152 matches");
        await field.press("Enter");
        await eventually(async () => found(".pair-find"), "1 of 304 · A request 2");

        // A side that is gone can be waited for.
        const [there, away] = [path.join(folder, "many-off"), path.join(await freshFolder(), "m")];
        await rename(there, away);
        await reloadWindow(page, /many-off.*selected\W+\d.*no-cache|no-cache.*selected\W+\d/);
        const failed = await webviewWith(page, "#page [role=alert]");
        await failed.getByText("The sessions that stood here cannot both be found.").waitFor();
        await rename(away, there);
        await failed.getByRole("button", { name: "Try again" }).click();
        await (await webviewWith(page, ".main-verdict")).waitForSelector(".main-verdict");
      },
    ),
  );
});
