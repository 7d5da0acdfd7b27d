// Renders the pictures of README and walkthrough into media/pictures from a sample session, in the real VS Code:
// `npm run pictures`. It takes what is built in dist/.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { root } from "./lib/root.mjs";
import { openWorkbench, pick, runCommand, themes, webviewWith } from "./lib/workbench.mjs";

const folder = path.join(root, "media/pictures");
await mkdir(folder, { recursive: true });
for (const [name, theme] of Object.entries(themes)) {
  const { page, close } = await openWorkbench({
    extension: root,
    folder: path.join(root, "samples/flapping"),
    theme,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    reducedMotion: true,
  });
  try {
    await runCommand(page, "Prunescope: Open Sample Session");
    await pick(page, "flaps");
    const timeline = "[aria-roledescription='timeline']";
    const webview = await webviewWith(page, timeline);
    await runCommand(page, "View: Close Primary Side Bar");
    // Fit and sweep end in the background; the picture shows the page at rest.
    await webview.getByText("Try it").first().waitFor();
    await page.waitForTimeout(3000);
    await webview.locator(timeline).focus();
    await page.keyboard.press("Home");
    for (let fire = 0; fire < 12; fire++) await page.keyboard.press("Shift+ArrowRight");
    await page.waitForTimeout(500);
    const file = path.join(folder, `session-${name}.png`);
    await page.screenshot({ path: file });
    console.log(path.relative(root, file));
  } finally {
    await close();
  }
}
