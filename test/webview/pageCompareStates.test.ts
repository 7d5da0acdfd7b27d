import assert from "node:assert/strict";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import type { OpenedFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { kept, selected, two, without } from "./support/comparePage";
import { withCompare } from "./support/playedCompare";
import { drawn } from "./support/playedHost";
import { buriedControls, clipped } from "./support/reach";
import { themeNames } from "./support/theme";

describe("the states of the page that compares two sessions", () => {
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
        await eventually(async () => selected(page), [31, 31]);
        await passes(
          async () => kept(page),
          (state) => {
            assert.equal(state.restore, "kept for the host");
            assert.deepEqual(state.view, { axis: "requests", from: 20, to: 50 });
          },
        );
        await eventually(async () => page.inputValue("#compare-prices"), "no-cache");
        await eventuallyHolds(async () =>
          page.locator(".compare-figures .how").first().isVisible(),
        );
      },
    ),
  );

  it(
    "of a state of another shape begins anew",
    withCompare({ keptState: { selected: -7, view: "everything" } }, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-off");
      await host.show(a, b);
      await eventuallyMatches(
        async () => page.locator(".compare-detail").innerText(),
        /Select a request/,
      );
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
      await eventuallyMatches(
        async () => page.locator(".alignment").innerText(),
        /^60 [^]*61 of B alone/,
      );
      await page.keyboard.press("n");
      const before = await passes(
        async () => selected(page),
        ([inA]) => {
          assert.ok(inA !== undefined);
        },
      );
      await host.give("a", a);
      await host.until(({ pairs }) => pairs === 121);
      await eventually(async () => selected(page), before);
      await eventuallyMatches(
        async () => page.locator(".alignment").innerText(),
        /^121 requests side by side$/m,
      );
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
      await passes(
        async () => page.locator("main").innerText(),
        (text) => {
          assert.match(text, /A: first one\s+2 of 4/);
          assert.match(text, /B: <b>second<\/b>\s+⚠ It is gone\.\s+Look elsewhere\./);
        },
      );
      assert.deepEqual(await accessibilityViolations(page), []);
      await host.show(a, b);
      await host.side("b", { type: "failed", message: "It is gone.", detail: "" });
      await drawn(page);
      await eventuallyMatches(
        async () => page.locator('.finding[role="alert"]').innerText(),
        /A newer state of B could not be shown\. It is gone\./,
      );
      await eventuallyMatches(async () => page.locator(".alignment").innerText(), /121/);
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
      await eventually(() => host.of("open").map(({ side }) => side), ["b"]);
      await eventually(() => host.of("swap").length, 1);
    }),
  );

  it(
    "warns where the sessions are of other work, and has a word for two empty ones",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "signed");
      await host.show(a, b);
      await eventuallyMatches(
        async () => page.locator('.finding[role="note"]').innerText(),
        /hardly of the same work/,
      );
      const nothing = (opened: OpenedFixture) => without(opened, () => true);
      await host.give("a", nothing(a));
      await host.give("b", nothing(b));
      await host.until(({ pairs }) => pairs === 0);
      await drawn(page);
      await eventuallyMatches(
        async () => page.locator("main").innerText(),
        /Neither session holds a request yet/,
      );
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
      const messages = () => host.of("error").map(({ message }) => message.split("\n")[0]);
      await eventually(messages, [`Error: ${later}`, `${later} And more.`, "Script error."]);
    }),
  );
});

describe("the page that compares two sessions, in every theme, window and state", () => {
  const windows = [
    { width: 1280, height: 800 },
    // A window of that size at 200 % zoom.
    { width: 640, height: 400 },
    { width: 400, height: 700 },
  ] as const;

  for (const [at, theme] of themeNames.entries())
    for (const [nth, viewport] of windows.entries())
      it(
        `${theme}, ${String(viewport.width)} wide`,
        withCompare(
          { theme, viewport, reducedMotion: (at + nth) % 2 === 0 },
          async ({ page, host }) => {
            const [a, b] = await two("first", "signed");
            const mannered = async (state: string) => {
              await drawn(page);
              assert.deepEqual(await accessibilityViolations(page), [], `${state}: accessible`);
              await eventually(async () => clipped(page), [], `${state}: nothing is too wide`);
              await eventually(async () => buriedControls(page), [], `${state}: all is reached`);
            };
            await mannered("before the first message");
            await host.side("a", { type: "welcome", name: "one", abilities: [] });
            await host.side("a", { type: "loading", detail: "2 of 4", done: 0.5 });
            await host.side("b", { type: "welcome", name: "other", abilities: [] });
            await host.side("b", { type: "failed", message: "It is gone.", detail: "Look." });
            await mannered("one is read, the other failed");
            await host.show(a, b);
            await mannered("shown");
            await page.keyboard.press("n");
            await page.click('.compare-requests button:has-text("All (")');
            await page.selectOption("#compare-prices", "no-cache");
            await mannered("a difference, all requests, other prices");
            await host.side("b", { type: "failed", message: "It is gone.", detail: "" });
            await page.waitForSelector('.finding[role="alert"]');
            await mannered("a newer state failed");
            await host.give(
              "a",
              without(a, () => true),
            );
            await host.give(
              "b",
              without(b, () => true),
            );
            await host.until(({ pairs }) => pairs === 0);
            await mannered("empty");
          },
        ),
      );
});
