import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { accessibilityViolations } from "./support/axe";
import { themeNames } from "./support/theme";
import {
  columnMiddle,
  figureBox,
  painted,
  plot,
  probeLogs,
  withTimeline,
} from "./support/timelinePage";

const count = 121;

const selected = async (page: Page): Promise<number | undefined> =>
  page.evaluate(() => window.timelineProbe.view.selected);
const selections = async (page: Page): Promise<readonly (number | undefined)[]> =>
  page.evaluate(() => window.timelineProbe.selections);
const view = async (page: Page): Promise<{ axis: string; from: number; to: number }> =>
  page.evaluate(() => window.timelineProbe.view.view);
const announced = async (page: Page): Promise<string> =>
  (await page.locator(".timeline [aria-live]").textContent()) ?? "";

/** Presses keys with the figure focused. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  await page.locator(".timeline-figure").focus();
  for (const key of keys) await page.keyboard.press(key);
  await painted(page);
}

/** Position on the axis under a place of the page. */
async function positionUnder(page: Page, x: number): Promise<number> {
  const { from, to } = await view(page);
  const width = (page.viewportSize()?.width ?? 0) - plot.left - plot.right;
  return from + ((x - plot.left) / width) * (to - from);
}

describe("the timeline under a pointer", () => {
  it(
    "selects the request that is clicked, and tells once",
    withTimeline("many-default", {}, async (page) => {
      const box = await figureBox(page);
      await page.mouse.click(columnMiddle(page, 32, count), box.y + 200);
      await eventually(async () => selected(page), 32);
      await eventually(async () => selections(page), [32]);
      await eventuallyMatches(
        async () => announced(page),
        /^Request 33 · run 8\. Decision: fired, 31 candidates/,
      );
    }),
  );

  it(
    "does not tell what it was told itself",
    withTimeline("many-default", {}, async (page) => {
      await page.evaluate(() => {
        const probe = window.timelineProbe.view;
        probe.select(5, { reveal: true });
        probe.setView({ axis: "requests", from: 50, to: 80 });
      });
      await painted(page);
      await eventually(async () => selected(page), 5);
      await eventually(async () => selections(page), []);
      await eventually(async () => page.evaluate(() => window.timelineProbe.views), []);
    }),
  );

  it(
    "zooms around the pointer by wheel, and lets the page scroll where nothing is left to zoom",
    withTimeline("many-default", {}, async (page) => {
      const box = await figureBox(page);
      const x = columnMiddle(page, 90, count);
      await page.mouse.move(x, box.y + 150);
      const before = await positionUnder(page, x);
      await page.mouse.wheel(0, -400);
      await painted(page);
      const zoomed = await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(to - from < 80);
        },
      );
      await eventuallyHolds(async () => Math.abs((await positionUnder(page, x)) - before) < 0.2);
      await page.mouse.wheel(30, 0);
      await painted(page);
      await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(from > zoomed.from, "sideways moves");
          assert.ok(Math.abs(to - from - (zoomed.to - zoomed.from)) < 1e-9);
        },
      );
      await page.mouse.wheel(0, 4000);
      await painted(page);
      await eventually(async () => view(page), { axis: "requests", from: 0, to: count });
      const wasTaken = page.evaluate(
        async () =>
          new Promise<boolean>((resolve) => {
            window.addEventListener(
              "wheel",
              (event) => {
                resolve(event.defaultPrevented);
              },
              { once: true },
            );
          }),
      );
      await page.mouse.wheel(0, 100);
      assert.equal(await wasTaken, false);
    }),
  );

  it(
    "moves what is dragged, and does not select it",
    withTimeline("many-default", {}, async (page) => {
      const box = await figureBox(page);
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 40, to: 80 });
      });
      await painted(page);
      const before = await positionUnder(page, 600);
      await page.mouse.move(600, box.y + 150);
      await page.mouse.down();
      await page.mouse.move(500, box.y + 160, { steps: 5 });
      await eventuallyHolds(
        async () => Math.abs((await positionUnder(page, 500)) - before) < 0.1,
        "it stays under the pointer",
      );
      await page.mouse.up();
      await eventually(async () => selections(page), []);
    }),
  );

  it(
    "moves and stretches its window by the minimap",
    withTimeline("many-default", {}, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 40, to: 60 });
      });
      await painted(page);
      const frame = await page.locator(".timeline-window").boundingBox();
      assert.ok(frame !== null);
      const y = frame.y + frame.height / 2;
      const middle = frame.x + frame.width / 2;
      await page.mouse.move(middle, y);
      await page.mouse.down();
      await page.mouse.move(middle + 200, y, { steps: 4 });
      await page.mouse.up();
      const moved = await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(from > 55 && Math.abs(to - from - 20) < 1e-9);
        },
      );
      await painted(page);
      const end = await page.locator('.timeline-handle[data-side="end"]').boundingBox();
      assert.ok(end !== null);
      await page.mouse.move(end.x + end.width / 2, y);
      await page.mouse.down();
      await page.mouse.move(end.x + 150, y, { steps: 4 });
      await page.mouse.up();
      await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(Math.abs(from - moved.from) < 1e-9 && to > moved.to + 10);
        },
      );
      const map = await page.locator(".timeline-minimap").boundingBox();
      assert.ok(map !== null);
      await page.mouse.click(plot.left + 30, y);
      await eventuallyHolds(
        async () => (await view(page)).from < 5,
        "a click beside it brings it there",
      );
    }),
  );

  it(
    "says what is under the pointer, as text whatever the log holds",
    withTimeline("many-default", {}, async (page) => {
      const logs = await probeLogs("many-default");
      await page.evaluate(
        (given) => window.timelineProbe.show(given, { toolName: "<img src=x onerror=alert(1)>" }),
        logs,
      );
      await painted(page);
      const box = await figureBox(page);
      const tooltip = page.locator(".timeline-tooltip");
      await page.mouse.move(columnMiddle(page, 70, count), box.y + 260);
      await painted(page);
      await eventually(async () => tooltip.isVisible(), true);
      await eventuallyMatches(async () => tooltip.textContent(), /^Request 71 · run 16/);
      const text = (await tooltip.textContent()) ?? "";
      assert.match(text, /Heights: /);
      assert.match(text, /<img src=x onerror=alert\(1\)>/);
      assert.equal(await page.locator(".timeline img").count(), 0);
      await page.mouse.move(5, box.y + 100);
      await painted(page);
      await eventually(async () => tooltip.isVisible(), false);
    }),
  );

  it(
    "keeps its tooltip inside, wherever the pointer is",
    withTimeline("many-default", { viewport: { width: 420, height: 420 } }, async (page) => {
      const box = await figureBox(page);
      for (const [x, y] of [
        [45, 10],
        [405, 10],
        [45, 300],
        [405, 300],
        [200, 200],
      ] as const) {
        await page.mouse.move(box.x + x, box.y + Math.min(y, box.height - 5));
        await painted(page);
        const place = await page.locator(".timeline-tooltip").boundingBox();
        if (place === null) continue;
        assert.ok(place.x >= 0 && place.x + place.width <= 421, "within the width");
        assert.ok(place.y >= 0, "below the upper edge");
      }
    }),
  );
});

describe("the timeline by keyboard", () => {
  it(
    "walks requests and fires, to both ends and by views, and announces each",
    withTimeline("many-default", {}, async (page) => {
      await press(page, "Home");
      await eventually(async () => selected(page), 0);
      await press(page, "ArrowRight", "ArrowRight", "ArrowLeft");
      await eventually(async () => selected(page), 1);
      await eventuallyMatches(async () => announced(page), /^Request 2 · /);
      await press(page, "Shift+ArrowRight");
      await eventuallyMatches(async () => announced(page), /Decision: fired/);
      const first = await selected(page);
      await press(page, "Shift+ArrowRight", "Shift+ArrowLeft");
      await eventually(async () => selected(page), first);
      await press(page, "Shift+ArrowLeft");
      await eventually(async () => announced(page), "No earlier fire.");
      await press(page, "End");
      await eventually(async () => selected(page), count - 1);
      await press(page, "PageUp");
      await eventuallyHolds(async () => ((await selected(page)) ?? 0) < 20);
    }),
  );

  it(
    "zooms around the selected request, keeps it in view, and shows everything again",
    withTimeline("many-default", {}, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.select(100);
      });
      await press(page, "+", "+", "+", "+");
      const zoomed = await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(to - from < 40);
          assert.ok(from < 100 && to > 101);
        },
      );
      await press(page, "Home");
      await eventually(async () => (await view(page)).from, 0, "it goes with the selection");
      await press(page, "-");
      await eventuallyHolds(
        async () => (await view(page)).to - (await view(page)).from > zoomed.to - zoomed.from,
      );
      await press(page, "0");
      await eventually(async () => view(page), { axis: "requests", from: 0, to: count });
    }),
  );

  it(
    "leaves step by step: the tooltip, the selection, the timeline",
    withTimeline("many-default", {}, async (page) => {
      const box = await figureBox(page);
      await page.mouse.click(columnMiddle(page, 40, count), box.y + 200);
      await page.mouse.move(columnMiddle(page, 50, count), box.y + 200);
      await press(page, "Escape");
      await eventually(async () => page.locator(".timeline-tooltip").isVisible(), false);
      await eventually(async () => selected(page), 40);
      await press(page, "Escape");
      await eventually(async () => (await selections(page)).at(-1) ?? null, null);
      await press(page, "Escape");
      const isFocused = async () =>
        page.evaluate(() => document.activeElement?.classList.contains("timeline-figure") === true);
      await eventually(isFocused, false);
    }),
  );

  it(
    "leaves keys alone that belong to others",
    withTimeline("many-default", {}, async (page) => {
      await press(page, "Control+ArrowRight", "Alt+ArrowRight", "a", "Tab");
      await eventually(async () => selections(page), []);
    }),
  );

  it(
    "keeps the requests in view when the axis changes, and walks there too",
    withTimeline("failures", {}, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 30, to: 60 });
        window.timelineProbe.view.select(40);
        window.timelineProbe.setAxis("time");
      });
      await painted(page);
      await eventually(async () => (await view(page)).axis, "time");
      await press(page, "ArrowRight");
      await eventually(async () => selected(page), 41);
      await eventually(
        async () => page.evaluate(() => window.timelineProbe.views),
        [],
        "it was in view",
      );
    }),
  );
});

describe("the timeline is accessible", () => {
  for (const name of themeNames)
    it(
      `${name}: axe finds nothing, wide and narrow`,
      withTimeline("failures", { theme: name }, async (page) => {
        // What surrounds the component has landmarks and a heading; alone it has not.
        const options = {
          rules: {
            region: { enabled: false },
            "page-has-heading-one": { enabled: false },
            "landmark-one-main": { enabled: false },
          },
        };
        assert.deepEqual(await accessibilityViolations(page, options), []);
        await page.setViewportSize({ width: 400, height: 600 });
        await painted(page);
        assert.deepEqual(await accessibilityViolations(page, options), []);
        await eventually(
          async () => page.locator(".timeline-figure").getAttribute("aria-label"),
          "Timeline of 142 requests",
        );
      }),
    );
});
