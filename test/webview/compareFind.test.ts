import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../scripts/lib/root.mjs";
import { sides, type Side } from "../../src/core/compare/comparedSession";
import { foldCase, itemHolds } from "../../src/core/search/searchText";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import type { OpenedFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { kept, selected, two } from "./support/comparePage";
import { withCompare } from "./support/playedCompare";
import { drawn } from "./support/playedHost";
import { clipped } from "./support/reach";
import { themeNames } from "./support/theme";

const pictures = path.join(root, "out/pictures");
const field = (page: Page) => page.getByRole("textbox", { name: "Find in the session" });
const status = async (page: Page) =>
  (await page.locator(".pair-find .timeline-find-count").innerText()).trim();
const sideStatus = async (page: Page, side: Side) =>
  (await page.locator(`.side-${side} .timeline-find-count`).innerText()).trim();

/** How many items of a session hold a text, or belong to a tool of that name. */
function matchesOf({ items, session }: OpenedFixture, text: string): number {
  const needle = foldCase(text);
  return session.segments.reduce((sum, segment, at) => {
    const tools = segment.toolNames.map((name) => foldCase(name).includes(needle));
    const logged = items[at] ?? [];
    return (
      sum +
      logged.filter(
        (item, index) =>
          itemHolds(item, needle, "everything") || tools[segment.items.tool[index] ?? -1] === true,
      ).length
    );
  }, 0);
}

/** What a side's picture looks like, as one number. */
async function look(page: Page, side: Side): Promise<number> {
  return await page
    .locator(`.side-${side} .timeline-figure canvas`)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      let hash = 7;
      for (const value of pixels ?? []) hash = (hash * 31 + value) | 0;
      return hash;
    });
}

describe("the search through two sessions", () => {
  it(
    "finds in both, and walks their matches by Enter, Shift+Enter and F3 in the order of the rows",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      await drawn(page);
      const before = { a: await look(page, "a"), b: await look(page, "b") };
      await page.keyboard.press("Control+f");
      await page.keyboard.type("parser");
      const counts = { a: matchesOf(a, "parser"), b: matchesOf(b, "parser") };
      const all = counts.a + counts.b;
      assert.ok(counts.a > 2 && counts.b > 2);
      await eventually(async () => status(page), `${String(all)} matches`);
      for (const side of sides) {
        await eventually(async () => sideStatus(page, side), `${String(counts[side])} matches`);
        await eventuallyHolds(
          async () => (await look(page, side)) !== before[side],
          `${side} shows what was found`,
        );
      }
      await page.keyboard.press("Enter");
      await eventuallyMatches(
        async () => status(page),
        new RegExp(`^1 of ${String(all)} · [AB] req`),
      );
      const seen: (number | undefined)[] = [];
      for (let step = 2; step <= 6; step++) {
        await page.keyboard.press(step % 2 === 0 ? "F3" : "Enter");
        await eventuallyMatches(
          async () => status(page),
          new RegExp(`^${String(step)} of ${String(all)} · `),
        );
        const row = (await kept(page)).selected;
        const [, side = "", request = ""] =
          / · ([AB]) request ([\d,]+)/.exec(await status(page)) ?? [];
        const shown = await selected(page);
        assert.equal(shown[side === "A" ? 0 : 1], Number(request.replaceAll(",", "")));
        seen.push(row);
      }
      assert.deepEqual(
        seen,
        [...seen].sort((one, other) => (one ?? 0) - (other ?? 0)),
      );
      await page.keyboard.press("Shift+Enter");
      await eventuallyMatches(async () => status(page), /^5 of /);
      await page.keyboard.press("Shift+F3");
      await eventuallyMatches(async () => status(page), /^4 of /);
      await page.keyboard.press("Escape");
      await eventually(async () => field(page).isVisible(), false);
      for (const side of sides)
        await eventually(
          async () => page.locator(`.side-${side} .timeline-find`).isVisible(),
          false,
          "each picture has its room again",
        );
      await eventually(async () => (await kept(page)).selected, seen[2]);
    }),
  );

  it(
    "goes to the first match where Enter is pressed before anything was looked for",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      const all = String(matchesOf(a, "parser") + matchesOf(b, "parser"));
      await page.keyboard.press("Control+f");
      const typed = async (text: string) => {
        // In one breath, as a fast hand does: no search has begun at the second key.
        await field(page).evaluate((input: HTMLInputElement, value) => {
          input.value = value;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }, text);
      };
      await typed("parser");
      await eventuallyMatches(async () => status(page), new RegExp(`^1 of ${all} · [AB] request`));
      const first = await status(page);
      await page.keyboard.press("Enter");
      await eventuallyMatches(async () => status(page), new RegExp(`^2 of ${all} · `));
      await typed("parse");
      await eventuallyMatches(async () => status(page), /^1 of /);
      await typed("parser");
      await eventually(async () => status(page), first);
    }),
  );

  it(
    "is opened, walked and closed with the pointer too, and looks where it is told",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("many-default", "many-eager");
      await host.show(a, b);
      await page.click(".open-find");
      await field(page).fill("parser");
      await page.locator(".pair-find select").selectOption("tools");
      await eventually(async () => status(page), "No match");
      await page.locator(".pair-find select").selectOption("everything");
      await eventuallyMatches(async () => status(page), /^\d+ matches$/);
      await page.click('.pair-find button[aria-label^="Next match"]');
      await eventuallyMatches(async () => status(page), /^1 of \d+ · /);
      await page.click('.pair-find button[aria-label^="Previous match"]');
      await eventuallyMatches(async () => status(page), /^(\d+) of \1 · /);
      await page.click('.pair-find button[aria-label^="Close"]');
      await eventually(async () => page.locator(".open-find").isVisible(), true);
      await eventually(async () => field(page).isVisible(), false);
    }),
  );

  it(
    "ends what nobody waits for, in both sessions, and says how far it is",
    withCompare({}, async ({ page, host }) => {
      const [a, b] = await two("first", "first");
      await host.show(a, b);
      await page.keyboard.press("/");
      await page.keyboard.type("mute");
      await eventually(async () => status(page), "searching, 50 %");
      const begun = host.of("search").filter(({ text }) => text === "mute");
      assert.deepEqual(begun.map(({ side }) => side).sort(), ["a", "b"]);
      await page.keyboard.press("Escape");
      await eventuallyHolds(() =>
        begun.every(({ side, id }) =>
          host.of("cancelSearch").some((ended) => ended.side === side && ended.id === id),
        ),
      );
      await eventuallyHolds(async () => (await kept(page)).search === undefined);
    }),
  );

  it(
    "comes back with the page, and a letter written in it is no command",
    withCompare(
      {
        keptState: {
          restore: "kept for the host",
          prices: "setting",
          explained: false,
          listing: "differing",
          search: { text: "parser", scope: "everything" },
        },
      },
      async ({ page, host }) => {
        const [a, b] = await two("many-default", "many-eager");
        await host.show(a, b);
        const all = matchesOf(a, "parser") + matchesOf(b, "parser");
        await eventually(async () => status(page), `${String(all)} matches`);
        await eventually(async () => field(page).inputValue(), "parser");
        const { selected: before } = await kept(page);
        await field(page).fill("n");
        await page.keyboard.press("n");
        await page.keyboard.type("/");
        await eventually(async () => field(page).inputValue(), "nn/");
        assert.equal((await kept(page)).selected, before);
      },
    ),
  );

  for (const name of themeNames)
    for (const width of [1280, 400])
      it(
        `is accessible and fits: ${name}, ${String(width)} pixels`,
        withCompare({ theme: name, viewport: { width, height: 800 } }, async ({ page, host }) => {
          const [a, b] = await two("many-default", "many-eager");
          await host.show(a, b);
          await page.keyboard.press("Control+f");
          await page.keyboard.type("parser");
          await eventuallyMatches(async () => status(page), /^\d+ matches$/);
          await page.keyboard.press("Enter");
          await eventuallyMatches(async () => status(page), /^1 of /);
          await drawn(page);
          assert.deepEqual(await accessibilityViolations(page), []);
          await eventually(async () => clipped(page), []);
          await mkdir(pictures, { recursive: true });
          await page.screenshot({
            path: path.join(pictures, `compare-find-${name}-${String(width)}.png`),
          });
        }),
      );
});
