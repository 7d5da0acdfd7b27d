import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { compareSessions } from "../../src/core/compare/compareSessions";
import { isDecisive } from "../../src/core/compare/compareRequests";
import { betterText, figureLabels, figureText } from "../../src/core/compare/words";
import { eventually, eventuallyMatches, eventuallyNot, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { box, kept, selected, stripPoint, two, walkText, without } from "./support/comparePage";
import { withCompare, type PlayedCompare } from "./support/playedCompare";
import { drawn } from "./support/playedHost";
import { themeNames } from "./support/theme";

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
      await eventuallyMatches(
        async () => page.locator(".main-verdict").innerText(),
        /^B costs 70\.5 % less: 1,376,268 against 4,677,685 tokens at the input price\.$/,
      );
      await eventuallyMatches(
        async () => page.locator(".alignment").innerText(),
        /121 requests side by side/,
      );
      assert.deepEqual(host.of("error"), []);
    }),
  );

  it(
    "walks from difference to difference by key and by button, and stops at the last",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const differing = compareSessions(a, b).rows.filter(isDecisive);
      await eventually(async () => walkText(page), `${String(differing.length)} decisions differ`);
      for (const expected of differing.slice(0, 5)) {
        await page.keyboard.press("n");
        await eventually(
          async () => selected(page),
          [(expected.a?.request ?? NaN) + 1, (expected.b?.request ?? NaN) + 1],
        );
      }
      await eventually(async () => walkText(page), `5 of ${String(differing.length)} differences`);
      await page.keyboard.press("Shift+N");
      await eventually(async () => walkText(page), `4 of ${String(differing.length)} differences`);
      await page.click('button[aria-label="Next difference"]');
      await page.click('button[aria-label="Next difference"]');
      await page.click('button[aria-label="Previous difference"]');
      await drawn(page);
      await eventually(async () => walkText(page), `5 of ${String(differing.length)} differences`);
      for (let step = 5; step < differing.length; step++) await page.keyboard.press("n");
      await page.keyboard.press("n");
      await drawn(page);
      await eventuallyMatches(
        async () => page.locator(".about").innerText(),
        /No further difference/,
      );
      await eventually(
        async () => walkText(page),
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
      await eventually(async () => selected(page), [41, 41]);
      await page.locator(".side-a .timeline-figure").focus();
      await page.keyboard.press("ArrowRight");
      await eventually(async () => selected(page), [42, 42]);
      await page.locator(".side-b .timeline-figure").focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await eventually(async () => selected(page), [40, 40]);
      const figure = await box(page, ".side-b .timeline-figure");
      await page.mouse.click(point.x, figure.y + figure.height / 3);
      await eventually(async () => selected(page), [41, 41]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await drawn(page);
      await eventuallyMatches(
        async () => page.locator(".compare-detail").innerText(),
        /Select a request/,
      );
      const cell = page.locator(".compare-requests tbody:not([aria-hidden]) tr").nth(2);
      // Brought into view, the rows are other ones.
      await cell.scrollIntoViewIfNeeded();
      await drawn(page);
      const [inA] = await cell.locator("td").allInnerTexts();
      await cell.click();
      await eventually(async () => (await selected(page))[0], Number(inA));
      await eventually(async () => (await kept(page)).selected, Number(inA) - 1);
    }),
  );

  it(
    "zooms and pans both timelines and the strip together",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      const point = await stripPoint(page, 60, 121);
      const views: { readonly from: number; readonly to: number }[] = [];
      const remember = async (isWanted: (view: { from: number; to: number }) => boolean) => {
        const { view } = await passes(
          async () => kept(page),
          ({ view: now }) => {
            assert.ok(now !== undefined && isWanted(now));
          },
        );
        assert.ok(view !== undefined);
        views.push(view);
      };
      await page.mouse.move(point.x, point.y);
      await page.mouse.wheel(0, -600);
      await remember(({ from, to }) => to - from < 121);
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
      await remember(({ from }) => from > (views[0]?.from ?? 0));
      await page.locator(".side-a .timeline-figure").focus();
      await page.keyboard.press("0");
      await remember(({ from, to }) => from === 0 && to === 121);
    }),
  );

  it(
    "brings the same tool out in both timelines",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      const matching = async (side: string) =>
        await page.locator(`.side-${side} .timeline-matching`).textContent();
      await eventually(async () => matching("b"), "");
      await page.selectOption(".side-a .timeline-controls select", { index: 1 });
      await drawn(page);
      await eventuallyNot(async () => matching("a"), "");
      await eventually(async () => matching("b"), await matching("a"));
    }),
  );

  it(
    "shows what one session lacks as a gap, and says how many stand alone",
    withCompare({}, async ({ page, host }) => {
      const whole = await openFixture("many-default");
      const part = without(await openFixture("many-eager"), (request) => request % 10 === 4);
      await host.show(whole, part);
      await eventuallyMatches(
        async () => page.locator(".alignment").innerText(),
        /109 requests side by side[^]*12 of A alone, 0 of B alone/,
      );
      const point = await stripPoint(page, 14, 121);
      await page.mouse.click(point.x, point.y);
      await eventually(async () => selected(page), [15, undefined]);
      await eventuallyMatches(
        async () => page.locator(".compare-detail").innerText(),
        /request of A alone/,
      );
      const next = await stripPoint(page, 15, 121);
      await page.mouse.click(next.x, next.y);
      await eventually(async () => selected(page), [16, 14]);
      const figure = await box(page, ".side-b .timeline-figure");
      await page.mouse.click(next.x, figure.y + figure.height / 3);
      await eventually(async () => selected(page), [16, 14]);
    }),
  );

  it(
    "names the step at which two decisions part",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("thinking-default", "thinking-wide");
      await host.show(a, b);
      await page.keyboard.press("n");
      await drawn(page);
      await eventuallyMatches(
        async () => page.locator(".compare-detail").innerText(),
        /The two part at: /,
      );
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
      await eventually(count, rows.filter(isDecisive).length);
      await page.click('.compare-requests button:has-text("All (121)")');
      await drawn(page);
      await eventually(count, 121);
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
      const input = compareSessions(a, b).figures.find(({ name }) => name === "inputTokens");
      const painted = await host.until(({ figures }) =>
        figures.some(({ name, a: ofA }) => name === "cost" && ofA === input?.a),
      );
      assert.equal(painted.pairs, 121);
      await eventually(async () => (await kept(page)).prices, "no-cache");
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
        await eventually(async () => page.locator(".timeline-legend:visible").count(), 1);
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
          const overflow = async () =>
            page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
          await eventually(overflow, 0);
        }
      }),
    );
});

async function checkAccess(page: Page, host: PlayedCompare): Promise<void> {
  await page.keyboard.press("n");
  await drawn(page);
  // Who wants less motion gets none: see the stand-in's options.
  assert.equal(await page.evaluate(() => matchMedia("(prefers-reduced-motion)").matches), true);
  await eventually(async () => page.evaluate(() => document.getAnimations().length), 0);
  assert.deepEqual(await accessibilityViolations(page), []);
  assert.deepEqual(host.of("error"), []);
}
