import { appendFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { eventually, eventuallyMatches } from "../support/eventually";
import { fixtureCopy, freshFolder, onlySegmentLog } from "../support/logFiles";
import { clickSession, inWorkbench, showSessions } from "./support/workbench";

/** What is loaded of the extension, with one more translation: every text between two marks. */
async function extensionWithTranslation(locale: string): Promise<string> {
  const folder = path.join(await freshFolder(), "extension");
  await mkdir(folder);
  for (const part of ["package.json", "package.nls.json", "dist", "l10n", "media", "samples"])
    await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  const bundle: unknown = JSON.parse(
    await readFile(path.join(root, "l10n/bundle.l10n.json"), "utf8"),
  );
  const messages = Object.keys(bundle as Readonly<Record<string, string>>).map(
    (text) => [text, `⟦${text}⟧`] as const,
  );
  await writeFile(
    path.join(folder, `l10n/bundle.l10n.${locale}.json`),
    JSON.stringify(Object.fromEntries(messages)),
  );
  return folder;
}

describe("VS Code in another language", () => {
  it(
    "has its view, a session's page and what a thread read in the extension's translation",
    inWorkbench(
      async () => {
        const folder = await fixtureCopy("many-default");
        await appendFile(await onlySegmentLog(folder), "not a record\n");
        return { folder, extension: await extensionWithTranslation("de"), language: "de" };
      },
      async ({ page }) => {
        await showSessions(page, "many-default");
        const frame = await clickSession(page, "many-default");
        await frame.getByText("⟦Requests⟧").first().waitFor();
        await eventually(async () => frame.locator("html").getAttribute("lang"), "de");
        await eventuallyMatches(async () => page.locator(".pane-body").first().textContent(), /⟦/);
        // Why a line was not read is said in the thread that read it.
        await eventuallyMatches(async () => frame.locator("body").textContent(), /⟦not JSON⟧/);
      },
    ),
  );
});
