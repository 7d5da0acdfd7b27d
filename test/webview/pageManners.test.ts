import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { drawn, withHost } from "./support/playedHost";
import { themeNames } from "./support/theme";

const tabs = ["whatIf", "candidates", "requests"] as const;

async function assertAccessible(page: Page, state: string): Promise<void> {
  assert.deepEqual(await accessibilityViolations(page), [], state);
}

describe("the page is accessible", () => {
  for (const theme of themeNames) {
    it(
      `${theme}: a session, with each tab open, explained, with a bad number`,
      withHost({ theme }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await assertAccessible(page, "nothing selected");
        await host.send({ type: "reveal", request: 32 });
        await page.waitForSelector("table.chain");
        for (const tab of tabs) {
          await page.click(`#tab-${tab}`);
          await drawn(page);
          await assertAccessible(page, tab);
        }
        await page.click("#tab-whatIf");
        await page.click("text=How obtained");
        await page.getByRole("textbox", { name: /^Min savings/ }).fill("x");
        await page.waitForSelector(".problem >> text=Only digits");
        await assertAccessible(page, "explained, with a bad number");
      }),
    );

    it(
      `${theme}: while it reads, when it fails, and without metrics`,
      withHost({ theme }, async ({ page, host }) => {
        await assertAccessible(page, "before the first message");
        await host.welcome("agent");
        await host.send({ type: "loading", detail: "reading", done: 0.2 });
        await page.waitForSelector("progress");
        await assertAccessible(page, "loading");
        await host.send({ type: "failed", message: "It could not.", detail: "Line 3." });
        await page.waitForSelector("[role=alert]");
        await assertAccessible(page, "failed");
        await host.show(await openFixture("no-pruning"));
        await host.send({ type: "reveal", request: 2 });
        await assertAccessible(page, "without metrics");
      }),
    );
  }
});

describe("the page works by keyboard", () => {
  it(
    "reaches everything, in order, each with a visible focus, and lets go at the end",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: 32 });
      await page.waitForSelector("table.chain");
      await page.locator("body").evaluate((body) => {
        body.tabIndex = -1;
        body.focus();
      });
      const reached: string[] = [];
      for (let step = 0; step < 120; step++) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          if (element === null || element === document.body) return undefined;
          const host =
            element.getRootNode() instanceof ShadowRoot ? document.activeElement : element;
          const styles = [element, host, host?.closest(".grid"), element.parentElement].map(
            (one) => (one instanceof Element ? getComputedStyle(one) : undefined),
          );
          const visible = styles.some(
            (style) =>
              style !== undefined &&
              ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
                style.borderColor === focusColour()),
          );
          function focusColour() {
            const probe = document.createElement("i");
            probe.style.color = "var(--vscode-focusBorder)";
            document.body.append(probe);
            const { color } = getComputedStyle(probe);
            probe.remove();
            return color;
          }
          const name =
            host?.getAttribute("aria-label") ?? host?.textContent.trim().slice(0, 30) ?? "";
          return { name: `${host?.tagName.toLowerCase() ?? ""} ${name}`, visible };
        });
        if (focused === undefined) break;
        reached.push(focused.name);
        assert.ok(focused.visible, `${focused.name} shows its focus`);
      }
      const order = [
        /How obtained/,
        /154,392 tokens/,
        /^div .*[Tt]imeline|figure/,
        /^section Inspector/,
        /Previous fire/,
        /Next fire/,
        /Compare/,
        /Show logged line/,
        /Copy as JSON/,
        /What if/,
        /Recorded/,
        /Protected tokens, logarithmic/,
        /text-field Protected tokens/,
        /Min savings, logarithmic/,
        /text-field Min savings/,
      ];
      let at = -1;
      for (const wanted of order) {
        const found = reached.findIndex((name, index) => index > at && wanted.test(name));
        assert.ok(
          found > at,
          `${String(wanted)} after position ${String(at)} of ${reached.join(" | ")}`,
        );
        at = found;
      }
      assert.ok(reached.length < 120, "focus leaves the page");
    }),
  );

  it(
    "changes tabs by arrows",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await page.focus("#tab-whatIf");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.waitForSelector("#view-requests table");
      await eventuallyHolds(async () => page.locator("#view-requests table").isVisible());
      await eventuallyHolds(async () => !(await page.locator(".what-if").isVisible()));
    }),
  );
});

describe("the page fits", () => {
  for (const [width, height] of [
    [400, 700],
    [640, 400],
    [720, 420],
    [900, 620],
    [1440, 840],
    [2560, 1300],
  ] as const)
    it(
      `${String(width)} × ${String(height)}: nothing sticks out sideways, nothing covers another`,
      withHost({ viewport: { width, height } }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await host.send({ type: "reveal", request: 32 });
        await page.waitForSelector("table.chain");
        for (const tab of tabs) {
          await page.click(`#tab-${tab}`);
          await drawn(page);
          const wide = async () => page.evaluate(() => document.documentElement.scrollWidth);
          await eventuallyHolds(async () => (await wide()) <= width, tab);
        }
        const boxes = await Promise.all(
          [".summary", ".timeline-region", ".inspector", ".panel"].map(async (part) => ({
            part,
            box: await page.locator(part).boundingBox(),
          })),
        );
        for (const a of boxes)
          for (const b of boxes) {
            if (a.part >= b.part || a.box === null || b.box === null) continue;
            const across =
              Math.min(a.box.x + a.box.width, b.box.x + b.box.width) - Math.max(a.box.x, b.box.x);
            const down =
              Math.min(a.box.y + a.box.height, b.box.y + b.box.height) - Math.max(a.box.y, b.box.y);
            assert.ok(across < 1 || down < 1, `${a.part} covers ${b.part}`);
          }
      }),
    );

  it(
    "moves nothing where less motion is wanted",
    withHost({ reducedMotion: true }, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await host.send({ type: "reveal", request: 1 });
      await page.click("#tab-requests");
      const running = await page.evaluate(
        () =>
          document
            .getAnimations()
            .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 0).length,
      );
      assert.equal(running, 0);
    }),
  );
});

describe("the page comes back as it was left", () => {
  interface Kept {
    readonly restore?: unknown;
    readonly selected?: unknown;
    readonly knobs?: unknown;
    readonly tab?: unknown;
    readonly view?: unknown;
  }
  const keptBy = async (page: Page): Promise<Kept> =>
    await page.evaluate(() => window.editorStandIn.state as Kept);

  it(
    "keeps selection, knobs, tab, view and what the host gave it to keep",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: 40 });
      await page.getByRole("textbox", { name: /^Protected tokens/ }).fill("12000");
      await page.click("#tab-requests");
      await page.focus(".timeline-figure");
      await page.keyboard.press("+");
      await drawn(page);
      await passes(
        async () => keptBy(page),
        (kept) => {
          assert.equal(kept.restore, "kept for the host");
          assert.equal(kept.selected, 40);
          assert.equal(kept.tab, "requests");
          assert.deepEqual(kept.knobs, {
            kind: "settings",
            settings: { protectedTokens: 12000, minSavings: 4096 },
          });
        },
      );
    }),
  );

  it(
    "takes them up again",
    withHost(
      {
        keptState: {
          restore: "r",
          selected: 40,
          tab: "whatIf",
          knobs: { kind: "settings", settings: { protectedTokens: 12000, minSavings: 100 } },
          view: { axis: "requests", from: 30, to: 60 },
          explained: true,
        },
      },
      async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await eventuallyMatches(async () => page.innerText(".inspector h2"), /^Request 41 /);
        const field = page.getByRole("textbox", { name: /^Protected tokens/ });
        await eventually(async () => field.inputValue(), "12,000");
        await eventually(async () => page.locator(".explain").getAttribute("aria-pressed"), "true");
        await eventually(async () => (await keptBy(page)).view, {
          axis: "requests",
          from: 30,
          to: 60,
        });
      },
    ),
  );

  for (const [what, keptState] of [
    ["nothing", undefined],
    ["null", null],
    ["text", "state"],
    [
      "other shapes",
      { selected: -1, knobs: { kind: "magic" }, tab: 7, view: { from: "a" }, explained: 1 },
    ],
    ["a request beyond the end", { selected: 100_000, knobs: { kind: "recorded" }, tab: "whatIf" }],
  ] as const)
    it(
      `begins anew after ${what}`,
      withHost({ keptState }, async ({ page, host }) => {
        await host.show(await openFixture("first"));
        await page.waitForSelector(".inspector >> text=Select a request");
        await eventually(
          async () => page.locator("#tab-whatIf").getAttribute("aria-selected"),
          "true",
        );
      }),
    );
});
