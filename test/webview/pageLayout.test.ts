import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  eventually,
  eventuallyHolds,
  eventuallyMatches,
  eventuallyNot,
  passes,
} from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { drawn, withHost } from "./support/playedHost";
import { themeNames } from "./support/theme";

const wide = { width: 1440, height: 900 };
/** The editor's part of a window of 1440 × 900 beside an open side bar. */
const besideSideBar = { width: 1090, height: 808 };

async function shown(page: Page): Promise<void> {
  await page.waitForSelector(".advice:not(.waiting)");
  await drawn(page);
}

async function box(page: Page, selector: string): Promise<{ width: number; height: number }> {
  const found = await page.locator(selector).first().boundingBox();
  assert.ok(found !== null, `${selector} is there`);
  return found;
}

/** Whether an element lies wholly inside the window. */
async function isInView(page: Page, selector: string): Promise<boolean> {
  const found = await page.locator(selector).first().boundingBox();
  const size = page.viewportSize();
  assert.ok(found !== null && size !== null, `${selector} is there`);
  return (
    found.x >= 0 &&
    found.y >= 0 &&
    found.x + found.width <= size.width &&
    found.y + found.height <= size.height
  );
}

describe("the page's room", () => {
  for (const viewport of [wide, besideSideBar])
    it(
      `at ${String(viewport.width)} × ${String(viewport.height)}: verdict, advice, picture and knobs in one look`,
      withHost({ viewport }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        for (const selector of [
          ".finding.bad",
          ".advice.change",
          ".timeline-figure",
          "#policy",
          ".knob >> nth=0",
          ".knob >> nth=1",
          ".comparison tr:has-text('Cost')",
          ".sweep-chart .recorded",
        ])
          await eventuallyHolds(async () => isInView(page, selector), selector);
        await eventuallyHolds(async () => (await box(page, ".timeline-figure")).height >= 180);
      }),
    );

  for (const [width, height] of [
    [1280, 800],
    [1280, 860],
    [1440, 900],
  ] as const)
    it(
      `at ${String(width)} × ${String(height)}: what the mode is worth, every figure, the best point and the curves' legend, without scrolling`,
      withHost({ viewport: { width, height } }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        const seen = async () => {
          for (const selector of [
            ".trust summary",
            ".comparison tbody tr >> nth=-1",
            ".best-brief",
            ".sweep-chart",
            ".sweep-legend",
            "#prices",
          ])
            await eventuallyHolds(async () => isInView(page, selector), selector);
        };
        await eventuallyMatches(async () => page.innerText(".trust summary"), /repeats 121 of 121/);
        await seen();
        await page.click(".advice .buttons vscode-button");
        await page.waitForSelector('.comparison[aria-busy="false"]');
        await seen();
        await page.click('button:text-is("Map")');
        for (const selector of [".map-value", ".map-grid table", ".map-scale"])
          await eventuallyHolds(async () => isInView(page, selector), selector);
        // What is said of the mode opens below the switch, and closes again, by keys.
        await page.focus(".trust summary");
        await page.keyboard.press("Enter");
        await eventuallyHolds(async () => isInView(page, ".self-check"));
        assert.deepEqual(await accessibilityViolations(page), []);
        await page.keyboard.press("Enter");
        await eventually(async () => page.locator(".self-check").isVisible(), false);
      }),
    );

  for (const session of ["compacted-midway", "failures", "no-pruning"])
    it(
      `at 1280 × 800 every figure and the knobs' foot stand whole below another finding or line of the header: ${session}`,
      withHost({ viewport: { width: 1280, height: 800 } }, async ({ page, host }) => {
        await host.show(await openFixture(session));
        await shown(page);
        for (const selector of [
          ".comparison tbody tr >> nth=-1",
          ".knobs-foot vscode-button",
          ".best-brief button",
          ".sweep-legend",
        ])
          await eventuallyHolds(async () => isInView(page, selector), selector);
      }),
    );

  for (const width of [1440, 1920])
    it(
      `at ${String(width)} × 900: the whole chain of a decision beside the picture, three columns of the panel below it`,
      withHost({ viewport: { width, height: 900 } }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        await host.send({ type: "reveal", request: 30 });
        await page.waitForSelector("table.chain");
        await page.click(".advice .buttons vscode-button");
        await drawn(page);
        await eventuallyHolds(async () => isInView(page, ".chain .final"));
        const columns = async () =>
          page.locator(".what-if > *").evaluateAll((parts) =>
            parts.map((part) => {
              const { left, right } = part.getBoundingClientRect();
              return { left, right, needs: left + part.scrollWidth };
            }),
          );
        await passes(columns, (places) => {
          assert.equal(places.length, 3);
          for (const [at, { right, needs }] of places.entries()) {
            assert.ok(needs <= right + 1, `column ${String(at + 1)} holds its content`);
            assert.ok(right <= (places[at + 1]?.left ?? Infinity), "side by side");
          }
        });
      }),
    );

  it(
    "leaves no figure alone in the last row",
    withHost({ viewport: wide }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      for (const width of [1600, 1440, 1340, 1200, 1090, 1000, 900, 800, 700, 600]) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        const read = async () =>
          page
            .locator(".figure")
            .evaluateAll((figures) => figures.map((one) => one.getBoundingClientRect().top));
        await passes(read, (tops) => {
          const last = tops.filter((top) => top === Math.max(...tops));
          assert.ok(last.length > 1, `${String(last.length)} alone at ${String(width)}`);
        });
      }
    }),
  );

  it(
    "takes two lines for the figures where it is wide; each opens alone to how it was obtained",
    withHost({ viewport: wide }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      const tops = await page
        .locator(".figure")
        .evaluateAll((figures) => figures.map((one) => one.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 2);
      const how = page.locator(".figure .how:visible");
      await eventually(async () => how.count(), 0);
      const name = page.getByRole("button", { name: "Fires", exact: true });
      await name.focus();
      await page.keyboard.press("Enter");
      await drawn(page);
      await eventually(async () => name.getAttribute("aria-expanded"), "true");
      await eventually(async () => how.count(), 1);
      await eventuallyMatches(async () => how.innerText(), /Number of prune\.fire metrics/);
      await eventually(
        async () => how.getAttribute("id"),
        await name.getAttribute("aria-controls"),
      );
      await page.getByRole("button", { name: "Peak prompt", exact: true }).click();
      await drawn(page);
      await eventually(async () => how.count(), 2);
      assert.deepEqual(await accessibilityViolations(page), []);
      await page.getByRole("button", { name: "How obtained" }).click();
      await drawn(page);
      await eventually(async () => how.count(), tops.length);
      await page.getByRole("button", { name: "How obtained" }).click();
      await name.click();
      await drawn(page);
      await eventually(async () => how.count(), 1);
    }),
  );

  it(
    "is shared out by keys, within bounds, and remembered",
    withHost({ viewport: wide }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      const panel = page.getByRole("separator", { name: "Height of the panel" });
      const before = await box(page, "#panel");
      await panel.focus();
      await page.keyboard.press("ArrowUp");
      await drawn(page);
      await eventuallyHolds(async () => (await box(page, "#panel")).height > before.height);
      await eventually(async () => panel.getAttribute("aria-valuenow"), "42");
      await page.keyboard.press("End");
      await drawn(page);
      await eventually(async () => panel.getAttribute("aria-valuenow"), "75");
      await page.keyboard.press("ArrowUp");
      await drawn(page);
      await eventually(async () => panel.getAttribute("aria-valuenow"), "75");
      await page.keyboard.press("Home");
      await drawn(page);
      await eventuallyHolds(async () => (await box(page, "#panel")).height < before.height);
      const inspector = page.getByRole("separator", { name: "Width of the inspector" });
      const narrow = await box(page, "#inspector");
      await inspector.focus();
      await page.keyboard.press("PageUp");
      await drawn(page);
      await eventuallyHolds(async () => (await box(page, "#inspector")).width > narrow.width + 100);
      const kept = async () =>
        page.evaluate(() => (window.editorStandIn.state as { readonly layout: unknown }).layout);
      await eventually(kept, { inspectorShare: 0.38, panelShare: 0.15, panelOpen: true });
    }),
  );

  it(
    "is shared out by dragging, and set back by a double click",
    withHost({ viewport: wide }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      for (const [name, part, dx, dy] of [
        ["Height of the panel", "#panel", 0, -80],
        ["Width of the inspector", "#inspector", -80, 0],
      ] as const) {
        const bar = page.getByRole("separator", { name });
        const before = await box(page, part);
        const at = await bar.boundingBox();
        assert.ok(at !== null);
        const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x + dx, y + dy, { steps: 4 });
        await page.mouse.up();
        await drawn(page);
        await passes(
          async () => box(page, part),
          (after) => {
            assert.ok(Math.abs(after.width - before.width + dx) < 6, name);
            assert.ok(Math.abs(after.height - before.height + dy) < 6, name);
          },
        );
        await bar.dblclick();
        await drawn(page);
        await eventuallyHolds(
          async () => Math.abs((await box(page, part)).height - before.height) < 3,
          name,
        );
      }
    }),
  );

  it(
    "is the picture's while the panel is closed; a tab opens it again",
    withHost({ viewport: wide }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      const before = await box(page, ".timeline-region");
      await page.getByRole("button", { name: "Close the panel" }).click();
      await drawn(page);
      await eventuallyHolds(
        async () => (await box(page, ".timeline-region")).height > before.height + 150,
      );
      await eventually(async () => page.locator("#policy").isVisible(), false);
      await eventually(async () => page.getByRole("separator", { name: /panel/ }).count(), 0);
      assert.deepEqual(await accessibilityViolations(page), []);
      await page.click("#tab-requests");
      await page.waitForSelector("#view-requests table");
      await page.getByRole("button", { name: "Close the panel" }).focus();
      await page.keyboard.press("Enter");
      await drawn(page);
      await page.getByRole("button", { name: "Open the panel" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#view-requests table");
      await drawn(page);
      await eventuallyHolds(
        async () => Math.abs((await box(page, ".timeline-region")).height - before.height) < 2,
      );
    }),
  );

  for (const [what, viewport] of [
    ["400 pixels wide", { width: 400, height: 800 }],
    ["at 200 % zoom", { width: 720, height: 450 }],
  ] as const)
    it(
      `is one column ${what}, without a horizontal scroll of the page, and everything can be reached`,
      withHost({ viewport }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        await host.send({ type: "reveal", request: 32 });
        await page.waitForSelector("table.chain");
        for (const tab of ["whatIf", "candidates", "requests"]) {
          await page.click(`#tab-${tab}`);
          await drawn(page);
          const wider = async () =>
            page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          await eventuallyHolds(async () => (await wider()) <= 0, `${tab}: not too wide`);
          assert.deepEqual(await accessibilityViolations(page), []);
        }
        await eventually(async () => page.locator(".splitter:visible").count(), 0);
        await page.locator("#panel").scrollIntoViewIfNeeded();
        await eventuallyHolds(async () => page.locator("#view-requests table").isVisible());
      }),
    );

  it(
    "begins anew where what was kept makes no sense",
    withHost(
      {
        viewport: wide,
        keptState: { layout: { inspectorShare: 7, panelShare: "most", panelOpen: false } },
      },
      async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        await eventuallyHolds(async () => page.locator("#policy").isVisible());
      },
    ),
  );
});

describe("what to set instead", () => {
  it(
    "stands beside what went wrong, with what it saves and at which prices",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      const text = await page.innerText(".advice");
      assert.match(text, /Set instead: protected tokens [\d,]+ · min savings 4,096/);
      assert.match(
        text,
        /costs \d\d\.\d % less \(≈ \d\.\d+M instead of ≈ 4\.68M\); it never fires/,
      );
      assert.match(text, /repeats 121 of 121 recorded decisions/);
      assert.match(text, /Prices: 5-minute cache: read 0\.1, write 1\.25\./);
    }),
  );

  it(
    "is copied as lines of the manifest",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      await page.click('.advice vscode-button:has-text("Copy as manifest")');
      assert.match(
        (await host.until("copy")).text,
        /^\[compaction\]\nprune_protected_tokens = \d+\nprune_min_savings = 4096\n$/,
      );
    }),
  );

  it(
    "can be tried with another rule that saves more",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await shown(page);
      await page.click(".advice .workings button");
      await drawn(page);
      await eventuallyNot(async () => page.locator("#policy").inputValue(), "yoi");
    }),
  );

  it(
    "is said of a session without pruning too: what it would have saved",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("no-pruning"));
      await shown(page);
      const text = await page.innerText(".advice");
      assert.match(text, /Keep pruning off\./);
      assert.match(text, /own rule .*would have (left|cost at least \d|saved at most \d)/);
      await page.click(".advice .workings button");
      await drawn(page);
      await eventuallyNot(async () => page.locator("#policy").inputValue(), "yoi");
    }),
  );

  it(
    "is not said where nothing was measured",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      const segments = opened.session.segments.map((segment) => ({
        ...segment,
        requests: [],
        usageRecords: [],
      }));
      const requests = opened.replay.requests.map((request) => ({
        ...request,
        measured: undefined,
      }));
      await host.show({
        ...opened,
        session: { ...opened.session, segments },
        replay: { ...opened.replay, requests },
      });
      await shown(page);
      await eventuallyMatches(async () => page.innerText(".advice"), /no usage records/);
    }),
  );

  for (const theme of themeNames)
    it(
      `is accessible: ${theme}`,
      withHost({ theme }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await shown(page);
        assert.deepEqual(await accessibilityViolations(page), []);
      }),
    );
});
