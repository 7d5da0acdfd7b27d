import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { stripNames } from "../../src/core/timeline/hit";
import { layoutFigure } from "../../src/core/timeline/layout";
import { markNames } from "../../src/core/timeline/names";
import { openFixture } from "../support/openFixture";
import { eventually, eventuallyHolds, passes } from "../support/eventually";
import { accessibilityViolations } from "./support/axe";
import { drawn, withHost, type PlayedHost } from "./support/playedHost";
import { themeNames } from "./support/theme";

/** What VS Code leaves a page of windows of 1280 × 800 and 1440 × 900, with its side bar open and closed. */
const windows = [
  { width: 922, height: 698 },
  { width: 1222, height: 698 },
  { width: 1082, height: 798 },
  { width: 1382, height: 798 },
] as const;
/** Of windows of 1280 × 660 and 1280 × 720, the second with its side bar open. */
const lowWindows = [
  { width: 1222, height: 558 },
  { width: 922, height: 618 },
] as const;
const narrow = { width: 400, height: 700 };
/** A window of 1280 × 800 at 200 % zoom. */
const zoomed = { width: 640, height: 400 };

const more = ".timeline-legend-more";
const entries = ".timeline-legend-list li";

async function show(page: Page, host: PlayedHost, name = "many-default"): Promise<void> {
  await host.show(await openFixture(name));
  await page.waitForSelector(".advice:not(.waiting)");
  await drawn(page);
}

/** What of the timeline's parts is not wholly in the window; and how far it scrolls inside. */
async function outOfSight(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const all = document.querySelector(".timeline");
    if (all === null) return ["everything"];
    const box = all.getBoundingClientRect();
    const parts = [".timeline-legend-list li", ".timeline-controls", ".timeline-figure"];
    const lost = [...parts, ".timeline-minimap"].filter((selector) => {
      const part = document.querySelector(selector)?.getBoundingClientRect();
      if (part === undefined || part.height === 0) return true;
      const bottom = Math.min(box.bottom, innerHeight);
      return part.top < box.top - 0.5 || part.bottom > bottom + 0.5 || part.right > box.right + 0.5;
    });
    // Both are rounded, each by itself.
    const scrolled = all.scrollHeight - all.clientHeight;
    return scrolled > 1 ? [...lost, `${String(scrolled)} pixels by scrolling`] : lost;
  });
}

/** In how many lines the visible entries of the legend stand. */
async function legendLines(page: Page): Promise<number> {
  const tops = await page
    .locator(`${entries}:visible`)
    .evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
  return new Set(tops).size;
}

describe("the timeline's room", function () {
  it(
    "names in its legend only the strips that have room, folded and opened",
    withHost({ viewport: { width: 1280, height: 800 } }, async ({ page, host }) => {
      await show(page, host);
      const strips = async () => {
        const names = await page.locator(entries).allTextContents();
        return {
          savings: names.some((name) => name === markNames["realised savings"]),
          estimated: names.some((name) => name === markNames["estimated savings"]),
          cache: names.some((name) => name === markNames["cache read"]),
        };
      };
      const drawnStrips = async (): Promise<readonly string[]> => {
        const { width, height } = await page.locator(".timeline-figure").evaluate((figure) => ({
          width: figure.clientWidth,
          height: figure.clientHeight,
        }));
        const input = { width, height, strips: stripNames, hasWhatIf: false };
        return layoutFigure({ ...input, hasSegmentMarks: false }).strips.map(({ name }) => name);
      };
      const without = { savings: false, estimated: false, cache: true };
      await eventually(strips, without);
      await eventuallyHolds(
        async () => !(await drawnStrips()).includes("savings"),
        "there is no room for them",
      );
      await page.click(more);
      await eventually(strips, without);
      await page.setViewportSize({ width: 1280, height: 1700 });
      await eventually(strips, { savings: true, estimated: true, cache: true });
      await eventuallyHolds(async () => (await drawnStrips()).includes("savings"));
      await page.setViewportSize({ width: 1280, height: 800 });
      await eventually(strips, without);
      assert.deepEqual(await accessibilityViolations(page), []);
    }),
  );

  this.timeout(60_000);

  for (const viewport of windows)
    it(
      `at ${String(viewport.width)} × ${String(viewport.height)}: a line of legend, picture, strips, axis and overview at once, with a what-if too`,
      withHost({ viewport, reducedMotion: true }, async ({ page, host }) => {
        await show(page, host);
        await eventually(async () => outOfSight(page), []);
        await eventually(async () => legendLines(page), 1);
        await eventuallyHolds(async () => (await page.locator(`${entries}:visible`).count()) >= 3);
        await page.click(".advice .buttons vscode-button");
        await page.waitForSelector('.comparison[aria-busy="false"]');
        await drawn(page);
        await eventually(async () => outOfSight(page), []);
        await eventually(async () => legendLines(page), 1);
      }),
    );

  for (const session of ["compacted-midway", "failures", "forked"])
    it(
      `at 922 × 698 it holds the marks of ${session} as well`,
      withHost({ viewport: windows[0], reducedMotion: true }, async ({ page, host }) => {
        await show(page, host, session);
        await eventually(async () => outOfSight(page), []);
      }),
    );

  it(
    "has the whole legend where it is high, and no button for more",
    withHost({ viewport: { width: 1440, height: 1100 } }, async ({ page, host }) => {
      await show(page, host);
      await eventually(async () => page.locator(more).isVisible(), false);
      const all = await page.locator(entries).count();
      assert.ok(all > 12);
      await eventually(async () => page.locator(`${entries}:visible`).count(), all);
    }),
  );

  it(
    "opens the rest of the legend by key and pointer, and says how much that is",
    withHost({ viewport: windows[1], reducedMotion: true }, async ({ page, host }) => {
      await show(page, host);
      const button = page.locator(more);
      const { all, shown } = await passes(
        async () => ({
          all: await page.locator(entries).count(),
          shown: await page.locator(`${entries}:visible`).count(),
          says: await button.innerText(),
        }),
        (legend) => {
          assert.equal(legend.says, `${String(legend.all - legend.shown)} more`);
        },
      );
      await page.locator(".timeline-legend-list button[tabindex='0']").focus();
      await page.keyboard.press("End");
      // What is folded away is no stop of the keys.
      const last = page.locator(`${entries}:visible button`).last();
      await eventuallyHolds(
        async () => await last.evaluate((node) => node === document.activeElement),
      );
      await page.keyboard.press("Tab");
      await eventuallyHolds(
        async () => await button.evaluate((node) => node === document.activeElement),
      );
      await page.keyboard.press("Enter");
      await eventually(async () => button.getAttribute("aria-expanded"), "true");
      await eventually(async () => page.locator(`${entries}:visible`).count(), all);
      await eventuallyHolds(
        async () => await button.evaluate((node) => node === document.activeElement),
      );
      // Choosing an entry draws the legend anew; it stays open.
      await page.getByRole("button", { name: "below min savings", exact: true }).click();
      await drawn(page);
      await eventually(async () => page.locator(`${entries}:visible`).count(), all);
      await button.click();
      await eventually(async () => page.locator(`${entries}:visible`).count(), shown);
      await eventually(async () => button.getAttribute("aria-expanded"), "false");
    }),
  );

  for (const viewport of lowWindows)
    it(
      `stands beside the inspector where the window is low, over a panel that is scrolled to: ${String(viewport.width)} × ${String(viewport.height)}`,
      withHost({ viewport }, async ({ page, host }) => {
        await show(page, host);
        await eventually(async () => outOfSight(page), []);
        const boxes = await Promise.all(
          [".timeline", ".inspector", ".panel"].map(async (part) =>
            page.locator(part).first().boundingBox(),
          ),
        );
        const [picture, inspector, panel] = boxes;
        assert.ok(picture && inspector && panel);
        assert.ok(inspector.x >= picture.x + picture.width && inspector.y <= picture.y + 1);
        assert.ok(panel.y >= picture.y + picture.height);
        await page.locator("#policy").scrollIntoViewIfNeeded();
        await eventuallyHolds(async () => page.locator("#policy").isVisible());
        const bar = page.getByRole("separator", { name: "Width of the inspector" });
        await bar.focus();
        await page.keyboard.press("PageUp");
        await drawn(page);
        await eventuallyHolds(async () => {
          const wider = await page.locator(".inspector").boundingBox();
          return wider !== null && wider.width > inspector.width + 50;
        });
      }),
    );

  for (const theme of themeNames)
    for (const viewport of [windows[1], narrow, zoomed])
      it(
        `is accessible with its legend folded and open: ${theme}, ${String(viewport.width)} wide`,
        withHost({ theme, viewport, reducedMotion: true }, async ({ page, host }) => {
          await show(page, host);
          assert.deepEqual(await accessibilityViolations(page), []);
          await page.click(more);
          await eventually(async () => page.locator(more).getAttribute("aria-expanded"), "true");
          assert.deepEqual(await accessibilityViolations(page), []);
          const wider = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          assert.ok(wider <= 0, `${String(wider)} pixels too wide`);
        }),
      );
});
