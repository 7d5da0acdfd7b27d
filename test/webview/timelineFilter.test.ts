import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { accessibilityViolations } from "./support/axe";
import { theme, themeNames } from "./support/theme";
import { columnMiddle, figureBox, painted, withTimeline } from "./support/timelinePage";

/** `many-default`: request 80 sends again what request 79 left out. */
const count = 121;
const sendsAgain = 79;

const legend = (page: Page, name: string) =>
  page.locator(".timeline-legend-list").getByRole("button", { name, exact: true });
const matching = async (page: Page): Promise<string> =>
  (await page.locator(".timeline-matching").textContent()) ?? "";

/** Number of pixels of a colour in a request's column. */
async function pixelsOf(page: Page, request: number, colour: string): Promise<number> {
  const box = await figureBox(page);
  const left = Math.round(columnMiddle(page, request, count) - box.x) - 3;
  const counts = await page.evaluate(
    ({ from, height }) => window.timelineProbe.colours(from, 0, 6, height),
    { from: left, height: box.height / 2 },
  );
  return counts[colour] ?? 0;
}

function hotOf(name: (typeof themeNames)[number]): string {
  const hex = theme(name).variables["--vscode-charts-red"] ?? "";
  return [1, 3, 5].map((at) => String(Number.parseInt(hex.slice(at, at + 2), 16))).join(",");
}

describe("the legend as a filter", () => {
  for (const width of [1440, 1000])
    it(
      `moves nothing in a timeline ${String(width)} pixels wide`,
      withTimeline("many-default", {}, async (page) => {
        await page.setViewportSize({ width, height: 700 });
        await painted(page);
        // The figure follows the size of its place one frame later, and the legend that of the figure.
        const box = await passes(
          async () => {
            const before = await figureBox(page);
            await painted(page);
            return { before, after: await figureBox(page) };
          },
          ({ before, after }) => {
            assert.equal(after.width, width);
            assert.deepEqual(before, after);
          },
        );
        for (const name of ["assistant", "sent again", "fired"]) {
          await legend(page, name).click();
          await eventuallyMatches(async () => matching(page), /121 requests$/);
          await painted(page);
          await eventually(async () => figureBox(page), box.after, name);
        }
        await page.getByRole("button", { name: "Clear filter" }).click();
        await eventually(async () => matching(page), "");
        await painted(page);
        await eventually(async () => figureBox(page), box.after);
      }),
    );

  it(
    "brings out by pointer what is chosen, dims the rest, says how much it is, and lets go again",
    withTimeline("many-default", {}, async (page) => {
      const hot = hotOf("dark");
      const before = await page.evaluate(() => window.timelineProbe.picture());
      const whole = await pixelsOf(page, sendsAgain, hot);
      assert.ok(whole > 100);
      await legend(page, "assistant").click();
      await painted(page);
      await eventually(async () => legend(page, "assistant").getAttribute("aria-pressed"), "true");
      await eventually(async () => pixelsOf(page, sendsAgain, hot), 0, "it is dimmed");
      await eventuallyMatches(
        async () => matching(page),
        /^\d+ of 375 items match, in 116 of 121 requests$/,
      );
      await legend(page, "sent again").click();
      await painted(page);
      await eventuallyMatches(
        async () => matching(page),
        /^0 of 375 items match/,
        "both must hold",
      );
      await legend(page, "assistant").click();
      await painted(page);
      await eventuallyMatches(
        async () => matching(page),
        /of 375 items match, in 46 of 121 requests$/,
      );
      await eventuallyHolds(
        async () => (await pixelsOf(page, sendsAgain, hot)) > whole / 2,
        "it burns again",
      );
      await page.getByRole("button", { name: "Clear filter" }).click();
      await painted(page);
      await eventually(async () => matching(page), "");
      await eventually(async () => page.evaluate(() => window.timelineProbe.picture()), before);
      const told = async () =>
        page.evaluate(() =>
          window.timelineProbe.filters.map(({ kinds, states }) => [...kinds, ...states]),
        );
      await eventually(told, [["assistant"], ["assistant", "sent again"], ["sent again"], []]);
    }),
  );

  it(
    "works by keyboard: one stop, arrows within, Space chooses, Escape clears",
    withTimeline("many-default", {}, async (page) => {
      await page.locator("body").evaluate((body) => {
        body.tabIndex = -1;
        body.focus();
      });
      await page.keyboard.press("Tab");
      const focused = async () =>
        page.evaluate(() => document.activeElement?.textContent ?? undefined);
      await eventually(focused, "sent again");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await eventually(focused, "candidate");
      await page.keyboard.press("Space");
      await painted(page);
      await eventually(focused, "candidate", "the focus stays");
      await eventually(async () => legend(page, "candidate").getAttribute("aria-pressed"), "true");
      await eventuallyMatches(async () => matching(page), /of 375 items match/);
      await page.keyboard.press("Escape");
      await painted(page);
      await eventually(async () => legend(page, "candidate").getAttribute("aria-pressed"), "false");
      await eventually(async () => matching(page), "");
      await page.keyboard.press("Tab");
      await eventually(
        async () => page.evaluate(() => document.activeElement?.tagName),
        "SELECT",
        "the next stop is the tool",
      );
      await legend(page, "fired").focus();
      await page.keyboard.press("Enter");
      await eventuallyMatches(async () => matching(page), /^86 of 121 requests match$/);
      await page.locator(".timeline-figure").focus();
      await page.keyboard.press("Escape");
      await eventually(async () => matching(page), "", "from the picture too");
    }),
  );

  it(
    "brings out one tool, errors, and requests that failed",
    withTimeline("failures", {}, async (page) => {
      const tool = page.getByRole("combobox", { name: "Tool" });
      const names = await tool.locator("option").allTextContents();
      assert.equal(names[0], "all tools");
      assert.ok(names.length > 3);
      await tool.selectOption({ index: 1 });
      const size = /\((\d+)\)$/.exec(names[1] ?? "")?.[1];
      await eventuallyMatches(
        async () => matching(page),
        new RegExp(`^${size ?? "no number"} of 363 items match`),
      );
      await legend(page, "error results").click();
      await eventuallyMatches(async () => matching(page), /of 363 items match/);
      await tool.selectOption({ index: 0 });
      await eventuallyMatches(async () => matching(page), /^5 of 363 items match/);
      await legend(page, "error results").click();
      await legend(page, "request failed").click();
      await eventuallyMatches(async () => matching(page), /^\d+ of 142 requests match$/);
    }),
  );

  for (const name of themeNames)
    it(
      `${name}: axe finds nothing while it filters`,
      withTimeline("failures", { theme: name }, async (page) => {
        await legend(page, "error results").click();
        await page.keyboard.press("/");
        await page.keyboard.type("read");
        await painted(page);
        const options = {
          rules: {
            region: { enabled: false },
            "page-has-heading-one": { enabled: false },
            "landmark-one-main": { enabled: false },
          },
        };
        assert.deepEqual(await accessibilityViolations(page, options), []);
      }),
    );
});

describe("what a what-if is not sure of", () => {
  it(
    "is marked in the picture, in the columns that it is not sure of and in no other",
    // Wide, so that the legend's other entry does not move the picture.
    withTimeline("many-default", { viewport: { width: 2000, height: 640 } }, async (page) => {
      const columnsThatDiffer = async () => {
        const looked = [11, 12, 13, 59, 60, 61, 62];
        const of = async () => {
          const box = await figureBox(page);
          return page.evaluate(
            ({ lefts, height }) =>
              lefts.map((left) => JSON.stringify(window.timelineProbe.colours(left, 0, 5, height))),
            {
              lefts: looked.map((request) =>
                Math.round(columnMiddle(page, request, count) - box.x - 2),
              ),
              height: box.height / 2,
            },
          );
        };
        await page.evaluate(() => {
          window.timelineProbe.uncertainWhatIf(40_000, 4096, []);
        });
        await painted(page);
        const sure = await of();
        await page.evaluate(() => {
          window.timelineProbe.uncertainWhatIf(40_000, 4096, [12, 60, 61]);
        });
        await painted(page);
        const unsure = await of();
        return looked.filter((_, at) => unsure[at] !== sure[at]);
      };
      assert.deepEqual(await columnsThatDiffer(), [12, 60, 61]);
      await legend(page, "uncertain").click();
      await eventuallyMatches(async () => matching(page), /^3 of 121 requests match$/);
    }),
  );

  it(
    "is said to be worked out while it is, and nothing is dimmed meanwhile for being certain",
    withTimeline("many-default", { viewport: { width: 2000, height: 640 } }, async (page) => {
      const lay = async (requests: readonly number[] | "pending") => {
        await page.evaluate((given) => {
          if (given === "pending") window.timelineProbe.pendingWhatIf(40_000, 4096);
          else window.timelineProbe.uncertainWhatIf(40_000, 4096, given);
        }, requests);
        await painted(page);
      };
      await lay([12, 60, 61]);
      await legend(page, "uncertain").click();
      await eventuallyMatches(async () => matching(page), /^3 of 121 requests match$/);
      const hot = hotOf("dark");
      await eventually(async () => pixelsOf(page, sendsAgain, hot), 0, "it is certain, and dimmed");
      await lay("pending");
      await eventually(
        async () => matching(page),
        "Which requests are uncertain is being worked out",
      );
      assert.equal(await legend(page, "uncertain").getAttribute("aria-pressed"), "true");
      await eventuallyHolds(
        async () => (await pixelsOf(page, sendsAgain, hot)) > 10,
        "nothing is dimmed",
      );
      await lay([5]);
      await eventuallyMatches(async () => matching(page), /^1 of 121 requests match$/);
      await lay("pending");
      await legend(page, "uncertain").focus();
      await page.keyboard.press("Space");
      await eventually(async () => matching(page), "");
    }),
  );
});
