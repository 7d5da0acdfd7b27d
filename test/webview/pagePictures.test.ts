import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../scripts/lib/root.mjs";
import { eventually } from "../support/eventually";
import { namedSession } from "./support/namedSessions";
import { drawn, withHost } from "./support/playedHost";
import { clipped } from "./support/reach";
import { theme, themeNames, type ThemeName } from "./support/theme";

const folder = path.join(root, "out/pictures");

/** Each session, and whether content that had been left out is sent again in it. */
const sessions = {
  "many-default": true,
  forked: true,
  "compacted-midway": true,
  failures: true,
  "no-pruning": false,
  damaged: true,
} as const;

/** Number of pixels of the picture that have the colour of content sent again. */
async function hotPixels(page: Page, name: ThemeName): Promise<number> {
  const hex = theme(name).variables["--vscode-charts-red"] ?? "";
  assert.match(hex, /^#[\da-f]{6}$/);
  const hot = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return await page
    .locator(".timeline-figure canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement, colour) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      let count = 0;
      for (let at = 0; pixels !== undefined && at < pixels.length; at += 4)
        if (colour.every((value, channel) => pixels[at + channel] === value)) count++;
      return count;
    }, hot);
}

describe("pictures of recorded sessions", () => {
  before(async () => mkdir(folder, { recursive: true }));

  for (const [session, burns] of Object.entries(sessions))
    it(`${session}: in every theme nothing is clipped, and it burns where content is sent again`, async () => {
      for (const name of themeNames) {
        const options = { theme: name, viewport: { width: 1280, height: 860 } };
        await withHost({ ...options, reducedMotion: true }, async ({ page, host }) => {
          await host.show(await namedSession(session));
          if (session !== "no-pruning") await page.waitForSelector(".advice:not(.waiting)");
          await drawn(page);
          await eventually(async () => clipped(page), []);
          const hot = await hotPixels(page, name);
          assert.equal(hot > 500, burns, `${name}: ${String(hot)} pixels`);
          await page.screenshot({ path: path.join(folder, `${session}-${name}.png`) });
        })();
      }
    });
});
