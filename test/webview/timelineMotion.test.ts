import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";
import {
  eventually,
  eventuallyHolds,
  eventuallyMatches,
  eventuallyNot,
  passes,
} from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { drawn, withHost } from "./support/playedHost";
import { figureBox, painted, plot, withTimeline } from "./support/timelinePage";

const count = 121;
const view = async (page: Page): Promise<{ axis: string; from: number; to: number }> =>
  page.evaluate(() => window.timelineProbe.view.view);

interface Finger {
  readonly x: number;
  readonly y: number;
}

async function touch(
  session: CDPSession,
  type: "touchStart" | "touchMove" | "touchEnd",
  fingers: readonly Finger[],
): Promise<void> {
  const touchPoints = fingers.map((finger, id) => ({ ...finger, id }));
  await session.send("Input.dispatchTouchEvent", { type, touchPoints });
}

/** Moves fingers from one place to another in steps, and lifts them. */
async function swipe(page: Page, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await touch(session, "touchStart", from);
  const steps = 8;
  for (let step = 1; step <= steps; step++)
    await touch(
      session,
      "touchMove",
      from.map((finger, at) => ({
        x: finger.x + (((to[at]?.x ?? 0) - finger.x) * step) / steps,
        y: finger.y + (((to[at]?.y ?? 0) - finger.y) * step) / steps,
      })),
    );
  await touch(session, "touchEnd", []);
  await painted(page);
}

describe("the timeline under fingers", () => {
  it(
    "selects by a tap, moves by one finger, and zooms by two around what lies between them",
    withTimeline("many-default", {}, async (page) => {
      const box = await figureBox(page);
      const y = box.y + 150;
      await swipe(page, [{ x: 495, y }], [{ x: 495, y }]);
      const width = (page.viewportSize()?.width ?? 0) - plot.left - plot.right;
      const under = Math.floor(((495 - plot.left) / width) * count);
      await eventually(async () => page.evaluate(() => window.timelineProbe.view.selected), under);
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 40, to: 80 });
      });
      await painted(page);
      await swipe(page, [{ x: 700, y }], [{ x: 500, y }]);
      const expected = 40 + (200 / width) * 40;
      const moved = await passes(
        async () => view(page),
        ({ from, to }) => {
          assert.ok(Math.abs(from - expected) < 0.5, `${from} is near ${expected}`);
          assert.ok(Math.abs(to - from - 40) < 1e-6);
        },
      );
      const middle = 600;
      const before = moved.from + ((middle - plot.left) / width) * (moved.to - moved.from);
      await swipe(
        page,
        [
          { x: middle - 50, y },
          { x: middle + 50, y },
        ],
        [
          { x: middle - 150, y },
          { x: middle + 150, y },
        ],
      );
      await passes(
        async () => view(page),
        ({ from, to }) => {
          const span = to - from;
          assert.ok(span < 16 && span > 11, `three times closer: ${span}`);
          const after = from + ((middle - plot.left) / width) * span;
          assert.ok(Math.abs(after - before) < 0.5, "what lies between them stays there");
        },
      );
      await eventually(async () => page.evaluate(() => window.timelineProbe.selections.length), 1);
    }),
  );
});

describe("the minimap by keyboard", () => {
  it(
    "moves and stretches the visible part, and says what is visible",
    withTimeline("many-default", {}, async (page) => {
      await page.evaluate(() => {
        window.timelineProbe.view.setView({ axis: "requests", from: 40, to: 60 });
      });
      await painted(page);
      const map = page.getByRole("scrollbar");
      await map.focus();
      await eventually(async () => map.getAttribute("aria-valuetext"), "Requests 41 to 60 of 121");
      await page.keyboard.press("ArrowRight");
      await painted(page);
      await eventually(async () => view(page), { axis: "requests", from: 42, to: 62 });
      await page.keyboard.press("Shift+ArrowRight");
      await painted(page);
      await eventually(async () => view(page), { axis: "requests", from: 42, to: 64 });
      await page.keyboard.press("End");
      await painted(page);
      await eventually(async () => (await view(page)).to, count);
      await eventually(async () => map.getAttribute("aria-valuenow"), "100");
      await page.keyboard.press("Home");
      await painted(page);
      await eventually(async () => view(page), { axis: "requests", from: 0, to: 22 });
      await page.keyboard.press("PageDown");
      await painted(page);
      await eventuallyHolds(async () => Math.abs((await view(page)).from - 19.8) < 1e-9);
      await page.keyboard.press("0");
      await painted(page);
      await eventually(async () => view(page), { axis: "requests", from: 0, to: count });
    }),
  );
});

describe("motion", () => {
  it(
    "glides where it is welcome, and ends where it would have jumped to",
    withTimeline("many-default", { reducedMotion: false }, async (page) => {
      const picture = async () => page.evaluate(() => window.timelineProbe.picture());
      // Frames come when they are told to, however busy the machine is.
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await page.locator(".timeline-figure").focus();
      await page.keyboard.press("+");
      const pictures = new Set<string>();
      for (let step = 0; step < 12; step++) {
        await page.clock.runFor(20);
        pictures.add(await picture());
      }
      assert.ok(pictures.size > 2, "there is something between");
      await page.clock.runFor(2000);
      const rested = await picture();
      await page.clock.resume();
      const { from, to } = await view(page);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.evaluate(
        ([start, end]) => {
          window.timelineProbe.view.setView({ axis: "requests", from: 0, to: 121 });
          window.timelineProbe.view.setView({ axis: "requests", from: start, to: end });
        },
        [from, to] as const,
      );
      await painted(page);
      await eventually(async () => page.evaluate(() => window.timelineProbe.picture()), rested);
    }),
  );
});

describe("the axis", () => {
  it(
    "becomes clock time by pointer and by keyboard, keeps what is visible, and is kept",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("restarted"));
      const time = page.locator("button[data-axis=time]");
      const requests = page.locator("button[data-axis=requests]");
      await eventually(async () => requests.getAttribute("aria-pressed"), "true");
      const picture = async () =>
        page
          .locator(".timeline-figure canvas")
          .first()
          .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
      const before = await picture();
      await time.click();
      await drawn(page);
      await eventually(async () => time.getAttribute("aria-pressed"), "true");
      await eventuallyNot(picture, before);
      const kept = await page.evaluate(() => window.editorStandIn.state);
      assert.match(JSON.stringify(kept), /"view":\{"axis":"time","from":0,/);
      await requests.focus();
      await page.keyboard.press("Enter");
      await drawn(page);
      await eventually(async () => requests.getAttribute("aria-pressed"), "true");
      await eventuallyMatches(
        async () => JSON.stringify(await page.evaluate(() => window.editorStandIn.state)),
        /"view":\{"axis":"requests","from":0,"to":54\}/,
      );
    }),
  );

  it(
    "comes back as it was kept",
    withHost(
      { keptState: { view: { axis: "time", from: 0, to: 60_000 } } },
      async ({ page, host }) => {
        await host.show(await openFixture("restarted"));
        const time = page.getByRole("button", { name: "Time", exact: true });
        await eventually(async () => time.getAttribute("aria-pressed"), "true");
      },
    ),
  );
});

describe("flapping, zoomed out", () => {
  for (const width of [1440, 400])
    it(
      `burns in every column of pixels in which a request of two thousand sends again, ${width} px wide`,
      withTimeline("first", { viewport: { width, height: 640 } }, async (page) => {
        await page.evaluate(() => {
          window.timelineProbe.showFlapping(2000);
        });
        for (const axis of ["requests", "time"] as const) {
          await page.evaluate((kind) => {
            window.timelineProbe.setAxis(kind);
          }, axis);
          await painted(page);
          const burning = await page.evaluate(() => window.timelineProbe.burning());
          assert.ok(burning.wanted > 100);
          assert.equal(burning.burning, burning.wanted, axis);
        }
      }),
    );
});
