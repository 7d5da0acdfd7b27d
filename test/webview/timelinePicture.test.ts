import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  eventually,
  eventuallyHolds,
  eventuallyMatches,
  eventuallyNot,
  passes,
} from "../support/eventually";
import { changeTheme, theme, themeNames, type ThemeName } from "./support/theme";
import { columnMiddle, figureBox, painted, probeLogs, withTimeline } from "./support/timelinePage";

/** `many-default`: request 80 sends again what request 79 left out. */
const count = 121;
const sendsAgain = 79;
const leavesOut = 78;

function channels(name: ThemeName, variable: string): string {
  const hex = theme(name).variables[variable] ?? "";
  assert.match(hex, /^#[\da-f]{6}$/);
  return [1, 3, 5].map((at) => String(Number.parseInt(hex.slice(at, at + 2), 16))).join(",");
}

/** Share of the pixels in a request's column, between overhead and top, that have the colour. */
async function shareOf(page: Page, request: number, colour: string): Promise<number> {
  const box = await figureBox(page);
  const middle = columnMiddle(page, request, count) - box.x;
  const counts = await page.evaluate(
    ({ left, top, height }) => window.timelineProbe.colours(left, top, 6, height),
    { left: Math.round(middle) - 3, top: 120, height: 240 },
  );
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return all === 0 ? 0 : (counts[colour] ?? 0) / all;
}

const picture = async (page: Page): Promise<string> =>
  page.evaluate(() => window.timelineProbe.picture());

describe("the timeline's picture", () => {
  for (const name of themeNames)
    it(
      `${name}: content sent again burns in the request that sends it, and only there`,
      withTimeline("many-default", { theme: name }, async (page) => {
        const hot = channels(name, "--vscode-charts-red");
        await eventuallyHolds(
          async () => (await shareOf(page, sendsAgain, hot)) > 0.4,
          "most of the column",
        );
        await eventually(async () => shareOf(page, leavesOut, hot), 0);
      }),
    );

  it(
    "repaints in the colours of a theme that it changes to",
    withTimeline("many-default", { theme: "dark" }, async (page) => {
      for (const name of themeNames) {
        await changeTheme(page, name);
        await painted(page);
        const hot = channels(name, "--vscode-charts-red");
        await eventuallyHolds(async () => (await shareOf(page, sendsAgain, hot)) > 0.4, name);
      }
    }),
  );

  it(
    "never burns where nothing was pruned",
    withTimeline("many-off", {}, async (page) => {
      const hot = channels("dark", "--vscode-charts-red");
      const box = await figureBox(page);
      const counts = await page.evaluate(
        ({ width, height }) => window.timelineProbe.colours(0, 0, width, height),
        { width: box.width, height: box.height },
      );
      assert.equal(counts[hot], undefined);
      assert.ok(Object.keys(counts).length > 5, "but it is painted");
    }),
  );

  it(
    "shows a what-if over the record, and the record again without it",
    withTimeline("many-default", {}, async (page) => {
      const recorded = await picture(page);
      await page.evaluate(() => {
        window.timelineProbe.whatIf(150_000, 4096);
      });
      await painted(page);
      await eventuallyNot(async () => picture(page), recorded);
      const legend = page.locator(".timeline-legend");
      await eventuallyMatches(
        async () => legend.textContent(),
        /no longer left out.*what-if boundary/s,
      );
      // That setting leaves out nothing that was sent, and sends nothing again.
      await eventuallyHolds(async () => {
        const names = (await legend.textContent()) ?? "";
        return !names.includes("newly left out") && !names.includes("would be sent again");
      });
      await page.evaluate(() => {
        window.timelineProbe.whatIf(1000, 0);
      });
      await eventuallyMatches(async () => legend.textContent(), /newly left out/);
      await page.evaluate(() => {
        window.timelineProbe.view.setWhatIf(undefined);
      });
      await painted(page);
      await eventually(async () => picture(page), recorded);
    }),
  );

  it(
    "is as sharp as the screen",
    withTimeline("first", { deviceScaleFactor: 2 }, async (page) => {
      const box = await figureBox(page);
      const size = await page
        .locator(".timeline-figure canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
      assert.deepEqual(size, [Math.round(box.width * 2), Math.round(box.height * 2)]);
    }),
  );

  it(
    "follows the size of its place, and says the rest of its legend only on demand where that is narrow",
    withTimeline("many-default", {}, async (page) => {
      const swatch = page.locator(".timeline-legend li").last();
      await eventually(async () => swatch.isVisible(), true);
      await page.setViewportSize({ width: 400, height: 640 });
      await painted(page);
      await eventually(async () => swatch.isVisible(), false);
      const width = await page
        .locator(".timeline-figure canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.width);
      assert.equal(width, 400);
      await page.click(".timeline-legend-more");
      await eventually(async () => swatch.isVisible(), true);
      const overflow = async () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      await eventually(overflow, 0);
    }),
  );

  it(
    "jumps to its vertical scale where motion is not wanted",
    withTimeline("many-default", { reducedMotion: true }, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 0, to: 12 });
      });
      await painted(page);
      const at = await picture(page);
      await page.waitForTimeout(300);
      await eventually(async () => picture(page), at);
    }),
  );

  it(
    "glides to its vertical scale where motion is welcome, and comes to rest there",
    withTimeline("many-default", { reducedMotion: false }, async (page) => {
      const view = { axis: "requests", from: 0, to: 12 } as const;
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await page.evaluate((to) => {
        window.timelineProbe.view.setView(to);
      }, view);
      await page.clock.runFor(2000);
      const rested = await picture(page);
      await page.clock.resume();
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.evaluate((to) => {
        window.timelineProbe.view.setView({ ...to, to: 100 });
        window.timelineProbe.view.setView(to);
      }, view);
      await painted(page);
      await eventually(async () => picture(page), rested);
    }),
  );

  it(
    "shows requests that come later: the end while it is in view, else what was in view",
    withTimeline("many-default", {}, async (page) => {
      const logs = await probeLogs("many-default");
      const show = async (requests: number) =>
        page.evaluate(
          ({ given, requests: limit }) => window.timelineProbe.show(given, { requests: limit }),
          { given: logs, requests },
        );
      const view = async () => page.evaluate(() => window.timelineProbe.view.view);
      await show(60);
      await eventually(view, { axis: "requests", from: 0, to: 60 });
      await show(70);
      await eventually(view, { axis: "requests", from: 0, to: 70 }, "everything");
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 50, to: 70 });
      });
      await show(75);
      await eventually(view, { axis: "requests", from: 55, to: 75 }, "the end");
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 10, to: 30 });
        window.timelineProbe.view.select(12);
      });
      await painted(page);
      const before = await picture(page);
      await show(76);
      await painted(page);
      await eventually(view, { axis: "requests", from: 10, to: 30 }, "what was in view");
      await eventually(async () => page.evaluate(() => window.timelineProbe.view.selected), 12);
      assert.notEqual(before, "");
    }),
  );

  for (const deviceScaleFactor of [1, 2])
    it(
      `is the same after whatever was painted before, at ${String(deviceScaleFactor)} pixels in one`,
      withTimeline("many-default", { deviceScaleFactor }, async (page) => {
        await page.evaluate(() => {
          window.timelineProbe.showFlapping(900);
        });
        const views = [
          [0, 900],
          [0, 899],
          [200, 800],
          [300, 350],
          [310, 322],
        ] as const;
        const shown = async ([from, to]: readonly [number, number], highest: boolean) => {
          await page.evaluate(
            ({ view, size }) => {
              const container = document.getElementById("page");
              if (container !== null) container.style.bottom = size;
              window.timelineProbe.view.setView(view);
            },
            { view: { axis: "requests" as const, from, to }, size: highest ? "0" : "40px" },
          );
          const pair = async () => {
            await painted(page);
            const before = await picture(page);
            await painted(page);
            return [before, await picture(page)] as const;
          };
          const [, at] = await passes(pair, ([before, after]) => {
            assert.equal(before, after);
          });
          return at;
        };
        const first = [];
        for (const view of views) first.push(await shown(view, true));
        assert.equal(new Set(first).size, views.length, "each is another picture");
        for (const name of ["light", "dark"] as const) {
          await changeTheme(page, name);
          for (const [at, view] of [...views.entries()].reverse()) {
            await shown(view, false);
            await shown(view, true);
            if (name === "dark") await eventually(async () => picture(page), first[at] ?? "");
          }
        }
      }),
    );

  it(
    "leaves nothing behind",
    withTimeline("many-default", {}, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.dispose();
      });
      await eventually(async () => page.locator("#page *").count(), 0);
      await changeTheme(page, "light");
      await page.setViewportSize({ width: 700, height: 500 });
      await page.waitForTimeout(50);
    }),
  );
});
