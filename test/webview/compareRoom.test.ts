import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds } from "../support/eventually";
import { accessibilityViolations } from "./support/axe";
import { box, two } from "./support/comparePage";
import { withCompare } from "./support/playedCompare";
import { drawn } from "./support/playedHost";
import { theme, themeNames } from "./support/theme";

/** What VS Code leaves a page of a window of 1440 × 900, with its side bar open and closed. */
const windows = [
  { width: 1082, height: 798 },
  { width: 1382, height: 798 },
] as const;

/** By how many pixels what is in a table's box is wider than the box. */
async function clippedBy(page: Page, selector: string): Promise<number> {
  return await page
    .locator(selector)
    .evaluate((element) => element.scrollWidth - element.clientWidth);
}

/** Numbers of pixels of the overview in the colour of content sent again: in its upper half, and in its lower. */
async function hotInOverview(page: Page): Promise<readonly [number, number]> {
  const hex = theme("dark").variables["--vscode-charts-red"] ?? "";
  assert.match(hex, /^#[\da-f]{6}$/);
  const hot = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return await page
    .locator(".side-b .timeline-minimap canvas")
    .evaluate((canvas: HTMLCanvasElement, colour): readonly [number, number] => {
      const { width, height } = canvas;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const counts: [number, number] = [0, 0];
      for (let at = 0; at < pixels.length; at += 4)
        if (colour.every((value, channel) => pixels[at + channel] === value))
          counts[at / 4 / width < height / 2 ? 0 : 1]++;
      return counts;
    }, hot);
}

describe("the comparing page's room", function () {
  this.timeout(60_000);

  for (const viewport of windows)
    it(
      `at ${String(viewport.width)} × ${String(viewport.height)}: verdict, both pictures and their overview at once, and every figure whole`,
      withCompare({ viewport }, async ({ page, host }) => {
        await host.show(...(await two("many-default", "many-off")));
        await page.keyboard.press("n");
        await drawn(page);
        await eventuallyHolds(async () => {
          const { y, height } = await box(page, ".side-b .timeline-minimap");
          return y + height <= viewport.height;
        });
        await eventually(async () => clippedBy(page, ".compare-figures .scroller"), 0);
        await eventually(async () => clippedBy(page, ".compare-detail"), 0);
        await eventuallyHolds(async () => {
          const { x, width } = await box(page, ".compare-figures tbody tr:last-child .which");
          return x + width <= viewport.width;
        });
        const [a, b] = await Promise.all(
          ["a", "b"].map(async (side) => box(page, `.side-${side} .timeline-figure`)),
        );
        assert.ok(a && b);
        assert.equal(a.height, b.height);
      }),
    );

  for (const [a, b] of [
    ["many-default", "many-off"],
    ["thinking-default", "thinking-wide"],
  ] as const)
    it(
      `at 922 × 800: verdict, both pictures, what differs between them, and their overview at once: ${a} and ${b}`,
      withCompare({ viewport: { width: 922, height: 800 } }, async ({ page, host }) => {
        await host.show(...(await two(a, b)));
        await drawn(page);
        for (const selector of [
          ".main-verdict",
          ".walk",
          ".side-a .timeline-figure",
          ".difference-strip",
          ".side-b .timeline-figure",
          ".side-b .timeline-minimap",
        ])
          await eventuallyHolds(async () => {
            const { y, height } = await box(page, selector);
            return height > 10 && y >= 0 && y + height <= 800;
          }, selector);
        await eventually(async () => clippedBy(page, ".compare-head"), 0);
      }),
    );

  it(
    "at 400 pixels marks the better value where there is no room for words",
    withCompare({ viewport: { width: 400, height: 800 } }, async ({ page, host }) => {
      await host.show(...(await two("many-default", "many-off")));
      await drawn(page);
      await eventually(async () => clippedBy(page, ".compare-figures .scroller"), 0);
      const cost = page.locator(".compare-figures tbody tr").last();
      await eventually(async () => cost.locator("td").nth(1).locator(".glyph").count(), 1);
      await eventually(async () => cost.locator("td").nth(0).locator(".glyph").count(), 0);
      await eventually(async () => cost.locator(".which").isVisible(), false);
    }),
  );

  it(
    "has an overview of both, A over B",
    withCompare({}, async ({ page, host }) => {
      await host.show(...(await two("many-default", "many-off")));
      await drawn(page);
      await eventuallyHolds(async () => {
        const [upper, lower] = await hotInOverview(page);
        return upper > 50 && lower === 0;
      });
    }),
  );

  it(
    "has the overview's B below A when they change places",
    withCompare({}, async ({ page, host }) => {
      await host.show(...(await two("many-off", "many-default")));
      await drawn(page);
      await eventuallyHolds(async () => {
        const [upper, lower] = await hotInOverview(page);
        return upper === 0 && lower > 50;
      });
    }),
  );

  it(
    "has one legend with what occurs in either, and filters both by it",
    withCompare({}, async ({ page, host }) => {
      await host.show(...(await two("many-off", "many-default")));
      await drawn(page);
      const legend = page.locator(".timeline-legend:visible");
      await eventually(async () => legend.count(), 1);
      const entry = legend.getByRole("button", { name: "sent again", exact: true });
      await entry.focus();
      await page.keyboard.press("Enter");
      await drawn(page);
      await eventually(async () => entry.getAttribute("aria-pressed"), "true");
      await eventuallyHolds(async () =>
        page
          .locator(".side-b .timeline-legend-list button", { hasText: "sent again" })
          .first()
          .evaluate((button) => button.getAttribute("aria-pressed") === "true"),
      );
    }),
  );

  for (const name of themeNames)
    it(
      `says why its axis counts requests, and is accessible with its legend open: ${name}`,
      withCompare({ theme: name, viewport: windows[0] }, async ({ page, host }) => {
        await host.show(...(await two("thinking-default", "thinking-wide")));
        await drawn(page);
        const axis = page.locator(".strip-legend li", { hasText: "Axis: requests side by side" });
        assert.match((await axis.getAttribute("title")) ?? "", /clock time/);
        await page.locator(".timeline-legend-more:visible").click();
        await drawn(page);
        assert.deepEqual(await accessibilityViolations(page), []);
      }),
    );
});
