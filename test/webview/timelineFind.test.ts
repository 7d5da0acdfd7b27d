import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { foldCase, itemHolds } from "../../src/core/search/searchText";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { drawn, withHost } from "./support/playedHost";
import { theme } from "./support/theme";
import { painted, withTimeline } from "./support/timelinePage";

const input = (page: Page) => page.getByRole("textbox", { name: "Find in the session" });
const status = (page: Page) => page.locator(".timeline-find-count");
const announced = async (page: Page): Promise<string> =>
  (await page.locator(".timeline > [aria-live]").textContent()) ?? "";

/** Number of pixels of the colour of matches in a canvas. */
async function foundPixels(page: Page, canvas: string, name: "dark"): Promise<number> {
  const rgba = theme(name).variables["--vscode-editorOverviewRuler-findMatchForeground"] ?? "";
  const wanted = (/\d+, \d+, \d+/.exec(rgba)?.[0] ?? "").split(", ").map(Number);
  return page
    .locator(canvas)
    .first()
    .evaluate((element: HTMLCanvasElement, colour) => {
      const data = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data;
      let pixels = 0;
      for (let at = 0; data !== undefined && at < data.length; at += 4)
        if (colour.every((value, channel) => data[at + channel] === value) && data[at + 3] === 255)
          pixels++;
      return pixels;
    }, wanted);
}

describe("searching the session", () => {
  it(
    "finds texts that the host has, marks them, and leads through them by keyboard",
    withHost({}, async ({ page, host }) => {
      const fixture = await openFixture("many-default");
      await host.show(fixture);
      await page.keyboard.press("Control+f");
      const text = "FAIL";
      await input(page).fill(text);
      const expected = (fixture.items[0] ?? []).flatMap((item, index) => {
        const tool = fixture.session.segments[0]?.items.tool[index] ?? -1;
        const name = fixture.session.segments[0]?.toolNames[tool] ?? "";
        const holds = itemHolds(item, foldCase(text), "everything") || name.includes(text);
        return holds ? [index] : [];
      });
      assert.ok(expected.length > 3);
      const asked = await host.until("search");
      assert.deepEqual({ text: asked.text, scope: asked.scope }, { text, scope: "everything" });
      await page.waitForFunction(
        (wanted) => document.querySelector(".timeline-find-count")?.textContent === wanted,
        `${String(expected.length)} matches`,
      );
      await drawn(page);
      await eventuallyHolds(
        async () =>
          (await foundPixels(page, ".timeline-figure canvas:nth-of-type(2)", "dark")) > 20,
      );
      await eventuallyHolds(
        async () => (await foundPixels(page, ".timeline-minimap canvas", "dark")) > 5,
      );
      const first = fixture.replay.requests.findIndex(
        ({ historyLength }) => historyLength > (expected[0] ?? 0),
      );
      await page.keyboard.press("Enter");
      await page.waitForSelector("table.chain");
      await eventually(async () => status(page).textContent(), `1 of ${String(expected.length)}`);
      const said = await announced(page);
      assert.match(said, new RegExp(`^Match 1 of \\d+: item ${String(expected[0])}, `));
      assert.match(said, new RegExp(`first sent in request ${String(first + 1)}\\.$`));
      await eventuallyMatches(
        async () => page.locator(".inspector").textContent(),
        new RegExp(`Request ${String(first + 1)}\\b`),
        "the request is selected",
      );
      await page.keyboard.press("Shift+Enter");
      await eventually(
        async () => status(page).textContent(),
        `${String(expected.length)} of ${String(expected.length)}`,
        "round at the beginning",
      );
      await page.keyboard.press("F3");
      await eventually(async () => status(page).textContent(), `1 of ${String(expected.length)}`);
      await page.keyboard.press("Escape");
      await drawn(page);
      await eventually(async () => input(page).isVisible(), false);
      await eventually(async () => foundPixels(page, ".timeline-minimap canvas", "dark"), 0);
      await eventually(
        async () => page.evaluate(() => document.activeElement?.className),
        "timeline-figure",
        "the focus is at the picture",
      );
    }),
  );

  it(
    "works by pointer, where it is told to look",
    withHost({}, async ({ page, host }) => {
      const fixture = await openFixture("many-default");
      await host.show(fixture);
      await page.getByRole("button", { name: "Find", exact: true }).click();
      await page.getByLabel("Where to look").selectOption("arguments");
      await input(page).fill("path");
      const asked = await host.until("search");
      assert.equal(asked.scope, "arguments");
      const count = (fixture.items[0] ?? []).filter((item) =>
        itemHolds(item, "path", "arguments"),
      ).length;
      assert.ok(count > 1);
      await page.waitForFunction(
        (wanted) => document.querySelector(".timeline-find-count")?.textContent === wanted,
        `${String(count)} matches`,
      );
      await page.getByRole("button", { name: "Next match (Enter)" }).click();
      await page.getByRole("button", { name: "Next match (Enter)" }).click();
      await eventually(async () => status(page).textContent(), `2 of ${String(count)}`);
      await page.getByRole("button", { name: "Previous match (Shift+Enter)" }).click();
      await eventually(async () => status(page).textContent(), `1 of ${String(count)}`);
      await page.getByLabel("Where to look").selectOption("tools");
      await input(page).fill("read_f");
      await page.waitForFunction(() =>
        /^\d+ matches$/.test(document.querySelector(".timeline-find-count")?.textContent ?? ""),
      );
      await eventually(() => host.of("search").length, 1, "names of tools need no host");
      await page.getByRole("button", { name: "Close (Escape)" }).click();
      await eventually(async () => input(page).isVisible(), false);
    }),
  );

  it(
    "tells the host when nobody waits any more, and says where there is nothing",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await page.keyboard.press("/");
      await input(page).fill("mute");
      const begun = await host.until("search");
      await eventuallyMatches(async () => status(page).textContent(), /searching, 0 %/);
      await host.send({ type: "searching", id: begun.id, done: 0.25 });
      await page.waitForFunction(() =>
        document.querySelector(".timeline-find-count")?.textContent.includes("searching, 25 %"),
      );
      await input(page).fill("no such text anywhere");
      assert.equal((await host.until("cancelSearch")).id, begun.id);
      await page.waitForFunction(
        () => document.querySelector(".timeline-find-count")?.textContent === "No match",
      );
      await host.send({
        ...{ type: "matches", id: begun.id, cut: false, unread: 0, problem: undefined },
        ...{ segments: Uint32Array.of(0).buffer, items: Uint32Array.of(0).buffer },
      });
      await drawn(page);
      await eventually(
        async () => status(page).textContent(),
        "No match",
        "a late answer is of no use",
      );
    }),
  );

  it(
    "says what could not be searched, and that there is more than it shows",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await page.keyboard.press("/");
      await input(page).fill("mute");
      const { id } = await host.until("search");
      await host.send({
        ...{ type: "matches", id, cut: true, unread: 3, problem: "the file has changed" },
        ...{ segments: Uint32Array.of(0, 0).buffer, items: Uint32Array.of(0, 1).buffer },
      });
      await page.waitForFunction(() =>
        document.querySelector(".timeline-find-note")?.textContent.includes("3 items could not"),
      );
      const note = (await page.locator(".timeline-find-note").textContent()) ?? "";
      assert.match(note, /3 items could not be searched: the file has changed/);
    }),
  );

  it(
    "does without a host's texts where there are none, and says so",
    withTimeline("many-default", {}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("READ_F");
      await painted(page);
      await eventuallyMatches(async () => status(page).textContent(), /^\d+ matches$/);
      await eventuallyMatches(
        async () => page.locator(".timeline-find-note").textContent(),
        /^Only tool names can be searched here/,
      );
      await eventually(async () => page.getByLabel("Where to look").isVisible(), false);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await passes(
        async () => page.evaluate(() => window.timelineProbe.selections),
        ([first, second]) => {
          assert.ok(first !== undefined && (second === undefined || second >= first));
        },
      );
    }),
  );

  it(
    "leaves a slash to whoever writes one",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      const field = page.getByRole("textbox", { name: /^Min savings/ });
      await field.click();
      await page.keyboard.press("/");
      await eventually(async () => input(page).isVisible(), false);
    }),
  );
});
