import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { compareSessions } from "../../src/core/compare/compareSessions";
import { isDecisive } from "../../src/core/compare/compareRequests";
import { betterText, figureLabels, figureText } from "../../src/core/compare/words";
import { openFixture, type OpenedFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { withCompare, type PlayedCompare } from "./support/playedCompare";
import { drawn } from "./support/playedHost";
import { themeNames } from "./support/theme";

async function two(a: string, b: string): Promise<readonly [OpenedFixture, OpenedFixture]> {
  return [await openFixture(a), await openFixture(b)];
}

/** A session without some of its requests. */
function without(opened: OpenedFixture, isLost: (request: number) => boolean): OpenedFixture {
  const requests = opened.replay.requests.filter((_, request) => !isLost(request));
  return { ...opened, replay: { ...opened.replay, requests } };
}

/** Numbers of the selected requests of A and B, as the detail names them. */
async function selected(page: Page): Promise<readonly (number | undefined)[]> {
  await drawn(page);
  const titles = await page.locator(".compare-detail thead th.numeric").allTextContents();
  return titles.slice(0, 2).map((title) => {
    const digits = /Request ([\d,]+)/.exec(title)?.[1]?.replaceAll(",", "");
    return digits === undefined ? undefined : Number(digits);
  });
}

interface KeptState {
  readonly selected?: number;
  readonly view?: { readonly from: number; readonly to: number };
  readonly prices?: string;
  readonly restore?: string;
}

const kept = async (page: Page): Promise<KeptState> =>
  await page.evaluate(() => window.editorStandIn.state as KeptState);

async function box(page: Page, selector: string) {
  const found = await page.locator(selector).boundingBox();
  if (found === null) throw new Error(`${selector} is not visible`);
  return found;
}

/** The middle of a row of the strip, where all of so many rows are visible. */
async function stripPoint(page: Page, row: number, rows: number) {
  const { x, y, width, height } = await box(page, ".difference-strip");
  return { x: x + 76 + ((row + 0.5) / rows) * (width - 86), y: y + height / 2 };
}

async function walkText(page: Page): Promise<string> {
  await drawn(page);
  return (await page.locator(".walk-count").innerText()).trim();
}

describe("the page that compares two sessions", () => {
  it(
    "shows the core's figures, differences and which is better",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      const { figures } = compareSessions(a, b);
      const rows = await page
        .locator(".compare-figures tbody tr")
        .evaluateAll((found) =>
          found.map((row) =>
            [...row.children].map((cell) => (cell.firstChild?.textContent ?? "").trim()),
          ),
        );
      assert.equal(rows.length, figures.length);
      for (const [at, figure] of figures.entries()) {
        if (figure.source === "fitted") continue;
        const text = await page.locator(".compare-figures tbody tr").nth(at).innerText();
        assert.ok(text.startsWith(figureLabels[figure.name]), text);
        assert.ok(text.includes(figureText(figure.unit, figure.a)), text);
        assert.ok(text.includes(figureText(figure.unit, figure.b)), text);
        assert.ok(text.includes(betterText(figure)), text);
      }
      assert.match(
        await page.locator(".main-verdict").innerText(),
        /^B costs 70\.5 % less: 1,376,268 against 4,677,685 tokens at the input price\.$/,
      );
      assert.match(await page.locator(".alignment").innerText(), /121 requests side by side/);
      assert.deepEqual(host.of("error"), []);
    }),
  );

  it(
    "walks from difference to difference by key and by button, and stops at the last",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const differing = compareSessions(a, b).rows.filter(isDecisive);
      assert.equal(await walkText(page), `${String(differing.length)} decisions differ`);
      for (const expected of differing.slice(0, 5)) {
        await page.keyboard.press("n");
        assert.deepEqual(await selected(page), [
          (expected.a?.request ?? NaN) + 1,
          (expected.b?.request ?? NaN) + 1,
        ]);
      }
      assert.equal(await walkText(page), `5 of ${String(differing.length)} differences`);
      await page.keyboard.press("Shift+N");
      assert.equal(await walkText(page), `4 of ${String(differing.length)} differences`);
      await page.click('button[aria-label="Next difference"]');
      await page.click('button[aria-label="Next difference"]');
      await page.click('button[aria-label="Previous difference"]');
      await drawn(page);
      assert.equal(await walkText(page), `5 of ${String(differing.length)} differences`);
      for (let step = 5; step < differing.length; step++) await page.keyboard.press("n");
      await page.keyboard.press("n");
      await drawn(page);
      assert.match(await page.locator(".about").innerText(), /No further difference/);
      assert.equal(
        await walkText(page),
        `${String(differing.length)} of ${String(differing.length)} differences`,
      );
    }),
  );

  it(
    "selects both requests at once, from either timeline, the strip and the table",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const point = await stripPoint(page, 40, 121);
      await page.mouse.click(point.x, point.y);
      assert.deepEqual(await selected(page), [41, 41]);
      await page.locator(".side-a .timeline-figure").focus();
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await selected(page), [42, 42]);
      await page.locator(".side-b .timeline-figure").focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      assert.deepEqual(await selected(page), [40, 40]);
      const figure = await box(page, ".side-b .timeline-figure");
      await page.mouse.click(point.x, figure.y + figure.height / 3);
      assert.deepEqual(await selected(page), [41, 41]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await drawn(page);
      assert.match(await page.locator(".compare-detail").innerText(), /Select a request/);
      const cell = page.locator(".compare-requests tbody:not([aria-hidden]) tr").nth(2);
      const [inA] = await cell.locator("td").allInnerTexts();
      await cell.click();
      assert.deepEqual((await selected(page))[0], Number(inA));
      assert.equal((await kept(page)).selected, Number(inA) - 1);
    }),
  );

  it(
    "zooms and pans both timelines and the strip together",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      const point = await stripPoint(page, 60, 121);
      const views: { readonly from: number; readonly to: number }[] = [];
      const remember = async () => {
        await drawn(page);
        const { view } = await kept(page);
        assert.ok(view !== undefined);
        views.push(view);
      };
      await page.mouse.move(point.x, point.y);
      await page.mouse.wheel(0, -600);
      await remember();
      assert.ok((views[0]?.to ?? 0) - (views[0]?.from ?? 0) < 121);
      // What the strip now has in its middle, a click in either timeline at the same place selects.
      const numbers: unknown[] = [];
      for (const side of ["a", "b"]) {
        const figure = await box(page, `.side-${side} .timeline-figure`);
        await page.mouse.click(figure.x + figure.width / 2, figure.y + figure.height / 3);
        numbers.push(await selected(page));
      }
      const strip = await box(page, ".difference-strip");
      await page.mouse.click(strip.x + strip.width / 2, strip.y + 10);
      numbers.push(await selected(page));
      assert.deepEqual(numbers[0], numbers[1]);
      assert.deepEqual(numbers[0], numbers[2]);
      const figure = await box(page, ".side-b .timeline-figure");
      await page.mouse.move(figure.x + figure.width / 2, figure.y + 100);
      await page.mouse.down();
      await page.mouse.move(figure.x + figure.width / 2 - 120, figure.y + 100, { steps: 4 });
      await page.mouse.up();
      await remember();
      assert.ok((views[1]?.from ?? 0) > (views[0]?.from ?? 0));
      await page.locator(".side-a .timeline-figure").focus();
      await page.keyboard.press("0");
      await remember();
      assert.equal(views[2]?.from, 0);
      assert.equal(views[2].to, 121);
    }),
  );

  it(
    "brings the same tool out in both timelines",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      const matching = async (side: string) =>
        await page.locator(`.side-${side} .timeline-matching`).textContent();
      assert.equal(await matching("b"), "");
      await page.selectOption(".side-a .timeline-controls select", { index: 1 });
      await drawn(page);
      assert.notEqual(await matching("a"), "");
      assert.equal(await matching("b"), await matching("a"));
    }),
  );

  it(
    "shows what one session lacks as a gap, and says how many stand alone",
    withCompare({}, async ({ page, host }) => {
      const whole = await openFixture("many-default");
      const part = without(await openFixture("many-eager"), (request) => request % 10 === 4);
      await host.show(whole, part);
      assert.match(
        await page.locator(".alignment").innerText(),
        /109 requests side by side[^]*12 of A alone, 0 of B alone/,
      );
      const point = await stripPoint(page, 14, 121);
      await page.mouse.click(point.x, point.y);
      assert.deepEqual(await selected(page), [15, undefined]);
      assert.match(await page.locator(".compare-detail").innerText(), /request of A alone/);
      const next = await stripPoint(page, 15, 121);
      await page.mouse.click(next.x, next.y);
      assert.deepEqual(await selected(page), [16, 14]);
      const figure = await box(page, ".side-b .timeline-figure");
      await page.mouse.click(next.x, figure.y + figure.height / 3);
      assert.deepEqual(await selected(page), [16, 14]);
    }),
  );

  it(
    "names the step at which two decisions part",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("thinking-default", "thinking-wide");
      await host.show(a, b);
      await page.keyboard.press("n");
      await drawn(page);
      const text = await page.locator(".compare-detail").innerText();
      assert.match(text, /The two part at: /);
      const steps = await page.locator(".compare-detail tbody tr").allInnerTexts();
      assert.ok(steps.some((step) => step.startsWith("Protected budget")));
      assert.ok(steps.some((step) => /^Decision.*≠/s.test(step)));
    }),
  );

  it(
    "lists the requests that differ, or all; sorts them",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const { rows } = compareSessions(a, b);
      const count = async () =>
        Number(await page.locator(".compare-requests table").getAttribute("aria-rowcount")) - 1;
      assert.equal(await count(), rows.filter(isDecisive).length);
      await page.click('.compare-requests button:has-text("All (121)")');
      await drawn(page);
      assert.equal(await count(), 121);
      await page.click('.compare-requests thead button:has-text("Prompt")');
      await page.click('.compare-requests thead button:has-text("Prompt")');
      await drawn(page);
      const cells = await page
        .locator(".compare-requests tbody:not([aria-hidden]) tr td:nth-child(4)")
        .allInnerTexts();
      const shown = cells.map((cell) => Number(cell.replace("−", "-").replace(/[,+±]/g, "")));
      const sorted = rows
        .map(({ promptTokens }) => promptTokens ?? 0)
        .sort((first, second) => first - second);
      const ends = [sorted.slice(0, shown.length), sorted.slice(-shown.length).reverse()];
      assert.ok(ends.some((end) => JSON.stringify(end) === JSON.stringify(shown)));
    }),
  );

  it(
    "counts both costs under the prices chosen, and keeps them",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      await page.selectOption("#compare-prices", "no-cache");
      const free = { cacheRead: 1, cacheWrite: 1 };
      const input = compareSessions(a, b).figures.find(({ name }) => name === "inputTokens");
      const painted = await host.until(({ figures }) =>
        figures.some(({ name, a: ofA }) => name === "cost" && ofA === input?.a),
      );
      assert.ok(free.cacheRead === 1 && painted.pairs === 121);
      assert.equal((await kept(page)).prices, "no-cache");
    }),
  );

  it(
    "begins again where it was: selection, view and prices",
    withCompare(
      {
        keptState: {
          restore: "old",
          selected: 30,
          view: { axis: "requests", from: 20, to: 50 },
          prices: "no-cache",
          explained: true,
          listing: "all",
        },
      },
      async ({ page, host }) => {
        const [a, b] = await two("many-default", "many-off");
        await host.show(a, b);
        assert.deepEqual(await selected(page), [31, 31]);
        const state = await kept(page);
        assert.equal(state.restore, "kept for the host");
        assert.deepEqual(state.view, { axis: "requests", from: 20, to: 50 });
        assert.equal(await page.inputValue("#compare-prices"), "no-cache");
        assert.ok(await page.locator(".compare-figures .how").first().isVisible());
      },
    ),
  );

  it(
    "of a state of another shape begins anew",
    withCompare({ keptState: { selected: -7, view: "everything" } }, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      assert.match(await page.locator(".compare-detail").innerText(), /Select a request/);
    }),
  );

  it(
    "follows either session as it grows, and keeps the selection",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(
        without(a, (request) => request >= 60),
        b,
      );
      assert.match(await page.locator(".alignment").innerText(), /^60 [^]*61 of B alone/);
      await page.keyboard.press("n");
      const before = await selected(page);
      await host.give("a", a);
      await host.until(({ pairs }) => pairs === 121);
      assert.deepEqual(await selected(page), before);
      assert.match(await page.locator(".alignment").innerText(), /^121 requests side by side$/m);
    }),
  );

  it(
    "says while it waits how far either is, and what went wrong",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.side("a", { type: "welcome", name: "first one", abilities: [] });
      await host.side("a", { type: "loading", detail: "2 of 4", done: 0.5 });
      await host.side("b", { type: "welcome", name: "<b>second</b>", abilities: [] });
      await host.side("b", { type: "failed", message: "It is gone.", detail: "Look elsewhere." });
      await drawn(page);
      const text = await page.locator("main").innerText();
      assert.match(text, /A: first one\s+2 of 4/);
      assert.match(text, /B: <b>second<\/b>\s+⚠ It is gone\.\s+Look elsewhere\./);
      assert.deepEqual(await accessibilityViolations(page), []);
      await host.show(a, b);
      await host.side("b", { type: "failed", message: "It is gone.", detail: "" });
      await drawn(page);
      assert.match(
        await page.locator('.finding[role="alert"]').innerText(),
        /A newer state of B could not be shown\. It is gone\./,
      );
      assert.match(await page.locator(".alignment").innerText(), /121/);
    }),
  );

  it(
    "asks the host to open one of them, or to swap them",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      await page.click('button:has-text("Open B")');
      await page.click('button:has-text("Swap A and B")');
      await drawn(page);
      assert.deepEqual(
        host.of("open").map(({ side }) => side),
        ["b"],
      );
      assert.equal(host.of("swap").length, 1);
    }),
  );

  it(
    "warns where the sessions are of other work, and has a word for two empty ones",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "signed");
      await host.show(a, b);
      assert.match(
        await page.locator('.finding[role="note"]').innerText(),
        /hardly of the same work/,
      );
      const nothing = (opened: OpenedFixture) => without(opened, () => true);
      await host.give("a", nothing(a));
      await host.give("b", nothing(b));
      await host.until(({ pairs }) => pairs === 0);
      await drawn(page);
      assert.match(await page.locator("main").innerText(), /Neither session holds a request yet/);
    }),
  );

  it(
    "reports errors to the host, but not that sizes are told in the next frame",
    withCompare({}, async ({ page, host }) => {
      const later = "ResizeObserver loop completed with undelivered notifications.";
      await page.evaluate((message) => {
        const tell = (init: ErrorEventInit) => window.dispatchEvent(new ErrorEvent("error", init));
        tell({ message, error: null });
        tell({ message, error: new Error(message) });
        tell({ message: `${message} And more.` });
        tell({ message: "Script error." });
      }, later);
      await drawn(page);
      const messages = host.of("error").map(({ message }) => message.split("\n")[0]);
      assert.deepEqual(messages, [`Error: ${later}`, `${later} And more.`, "Script error."]);
    }),
  );

  for (const [a, b] of [
    ["many-default", "many-off"],
    ["many-default", "many-eager"],
    ["many-off", "many-default"],
  ] as const)
    it(
      `says at once what differs between ${a} and ${b}, and which is better, with one legend`,
      withCompare({ viewport: { width: 1440, height: 900 } }, async ({ page, host }) => {
        await host.show(...(await two(a, b)));
        await drawn(page);
        const inSight = [
          ".main-verdict",
          ".verdicts",
          ".walk-count",
          ".strip-legend",
          ".side-a .timeline-figure",
          ".side-b .timeline-figure",
          ".compare-figures tbody tr:last-child",
        ];
        for (const selector of inSight) {
          const { y, height } = await box(page, selector);
          assert.ok(y >= 0 && y + height <= 900, `${selector} ends at ${y + height}`);
        }
        assert.equal(await page.locator(".timeline-legend:visible").count(), 1);
        const heights = await Promise.all(
          ["a", "b"].map(async (side) => await box(page, `.side-${side} .timeline-figure`)),
        );
        // The overview belongs to the lower one; what is above it is equally high in both.
        const overview = await box(page, ".side-b .timeline-minimap");
        assert.ok(overview.height > 0);
        assert.equal(heights[0]?.height, heights[1]?.height);
      }),
    );

  for (const theme of themeNames)
    it(
      `has no accessibility violation in ${theme}, wide, at 200 % zoom and at 400 px`,
      withCompare({ theme, viewport: { width: 1280, height: 900 } }, async ({ page, host }) => {
        const [a, b] = await two("failures", "failures-fast");
        await host.show(a, b);
        await checkAccess(page, host);
        // At 200 % the same window has half the CSS pixels.
        for (const [width, height] of [
          [640, 450],
          [400, 800],
        ] as const) {
          await page.setViewportSize({ width, height });
          await checkAccess(page, host);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.equal(overflow, 0);
        }
      }),
    );
});

async function checkAccess(page: Page, host: PlayedCompare): Promise<void> {
  await page.keyboard.press("n");
  await drawn(page);
  // Who wants less motion gets none: see the stand-in's options.
  assert.equal(await page.evaluate(() => matchMedia("(prefers-reduced-motion)").matches), true);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  assert.deepEqual(await accessibilityViolations(page), []);
  assert.deepEqual(host.of("error"), []);
}
