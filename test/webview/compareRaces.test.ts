import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { replaySession } from "../../src/core/replay/replaySession";
import { eventually, eventuallyMatches, eventuallyNot, passes } from "../support/eventually";
import { growingFixture } from "../support/growingFixture";
import { openFixture, type OpenedFixture } from "../support/openFixture";
import { kept, selected, stripPoint, two, without } from "./support/comparePage";
import { withCompare, type Painted } from "./support/playedCompare";
import { drawn } from "./support/playedHost";

const about = async (page: Page) => (await page.locator(".walk .about").innerText()).trim();

/** A session's logs as they were read when half of them was there. */
async function half(name: string): Promise<OpenedFixture> {
  const opened = await openFixture(name);
  const states = [];
  for await (const state of growingFixture(name, 200)) states.push(state);
  const session = states[Math.floor(states.length / 2)];
  assert.ok(session !== undefined && session !== opened.session);
  return { ...opened, session, replay: replaySession(session) };
}

describe("two compared sessions that grow under the user's hand", () => {
  it(
    "keep the selected request though rows come before it",
    withCompare({ keptState: undefined }, async ({ page, host }) => {
      // Nothing of them is the same: A's requests stand before all of B's.
      const [a, b] = await two("long-loop", "failures");
      await host.show(
        without(a, (request) => request >= 5),
        b,
      );
      await page.getByRole("button", { name: /^All/ }).click();
      const last = page.locator(".compare-requests tbody:not([aria-hidden]) tr").last();
      await page.locator(".compare-requests table").focus();
      await page.keyboard.press("End");
      await last.waitFor();
      const before = await passes(
        async () => selected(page),
        ([inA, inB]) => {
          assert.ok(inA === undefined && inB !== undefined);
        },
      );
      const row = (await kept(page)).selected;
      await host.give("a", a);
      await eventuallyNot(async () => (await kept(page)).selected, row);
      await eventually(async () => selected(page), before);
      await page.waitForSelector(".compare-requests tr.selected");
    }),
  );

  it(
    "find the selected request again though they grew while the page was away",
    withCompare(
      {
        keptState: {
          selected: 7,
          requests: { b: 2 },
          prices: "setting",
          explained: false,
          listing: "all",
        },
      },
      async ({ page, host }) => {
        const [a, b] = await two("long-loop", "failures");
        await host.show(a, b);
        await eventually(async () => selected(page), [undefined, 3]);
      },
    ),
  );

  it(
    "tell of the selected row once nothing lies under the pointer any more",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(
        without(a, (request) => request >= 100),
        b,
      );
      await page.keyboard.press("n");
      const told = await passes(
        async () => about(page),
        (text) => {
          assert.notEqual(text, "");
        },
      );
      const figure = await stripPoint(page, 80, 121);
      await page.mouse.move(figure.x, figure.y - 40);
      await eventuallyNot(async () => about(page), told);
      await host.give("a", a);
      await page.mouse.move(2, 2);
      await eventuallyMatches(async () => about(page), new RegExp(`^${told.split(":")[0] ?? ""}:`));
    }),
  );

  it(
    "come to the same figures as two that are opened whole",
    withCompare({}, async ({ page, host }) => {
      const early = await half("many-default");
      const [a, b] = await two("many-default", "many-eager");
      let whole: Painted | undefined;
      await withCompare({}, async (fresh) => {
        whole = await fresh.host.show(a, b);
      })();
      await host.show(early, b);
      await host.give("a", a);
      await host.until((painted) => isDeepStrictEqual(painted, whole));
      await drawn(page);
    }),
  );
});

describe("the filter of two compared sessions", () => {
  it(
    "is kept while the page is away",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const entry = (side: "a" | "b") => `.side-${side} [data-entry="tool result"]`;
      await page.locator(entry("a")).evaluate((button: HTMLElement) => {
        button.click();
      });
      const pressed = (side: "a" | "b") => `${entry(side)}[aria-pressed=true]`;
      await page.waitForSelector(pressed("b"), { state: "attached" });
      const keptState = await page.evaluate(() => window.editorStandIn.state);
      await withCompare({ keptState }, async (again) => {
        await again.host.show(a, b);
        for (const side of ["a", "b"] as const)
          await again.page.waitForSelector(pressed(side), { state: "attached" });
      })();
    }),
  );
});
