import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { formatCount } from "../../src/core/format";
import { knobPosition, knobValue } from "../../src/core/inspect/knob";
import { defaultSettings, type PruneSettings } from "../../src/core/prune/evaluate";
import { asRecorded } from "../../src/core/whatif/asRecorded";
import { summarise } from "../../src/core/whatif/summarise";
import { eventually, eventuallyMatches, passes } from "../support/eventually";
import { openFixture, type OpenedFixture } from "../support/openFixture";
import { drawn, withHost } from "./support/playedHost";

/** What stands in the what-if column, by the figure's name. */
async function shown(page: Page): Promise<ReadonlyMap<string, string>> {
  const rows = await page
    .locator(".comparison tbody tr")
    .evaluateAll((found) =>
      found.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );
  return new Map(rows.map(([name = "", , whatIf = ""]) => [name, whatIf]));
}

function expected({ session, replay }: OpenedFixture, settings: PruneSettings) {
  const summary = summarise(asRecorded(session, replay, settings), replay);
  return new Map(
    Object.entries({
      "Requests that fired": summary.fires,
      "Skipped: below min savings": summary.belowMinSavings,
      "Skipped: no candidates": summary.noCandidates,
      "Requests that left content out": summary.requestsLeavingOut,
      "Changes of what is left out": summary.setChanges,
      "Requests that sent content again": summary.requestsSendingAgain,
      "Results sent again": summary.resultsSentAgain,
    }).map(([name, value]) => [name, formatCount(value)]),
  );
}

async function agrees(page: Page, opened: OpenedFixture, settings: PruneSettings): Promise<void> {
  await drawn(page);
  const wanted = [...expected(opened, settings)];
  await passes(
    async () => shown(page),
    (table) => {
      assert.deepEqual(
        wanted.map(([name]) => [name, table.get(name)]),
        wanted,
      );
    },
  );
}

const slider = (page: Page, knob: string) =>
  page.getByRole("slider", { name: `${knob}, logarithmic scale` });
const field = (page: Page, knob: string) =>
  page.getByRole("textbox", { name: new RegExp(`^${knob}`) });

async function type(page: Page, knob: string, text: string): Promise<void> {
  await field(page, knob).fill(text);
}

/** The page as it is kept by someone who wants the what-if as recorded. */
const asRecordedWanted = {
  keptState: {
    lab: { mode: "as recorded", prices: { kind: "setting" }, measure: "cost", chart: "curves" },
  },
};

describe("the knobs, as recorded,", () => {
  it(
    "give while dragging what the core gives, at every place",
    withHost(asRecordedWanted, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      // What comes above the knobs moves them where it takes more lines than usual.
      await page.waitForSelector(".advice:not(.waiting)");
      await drawn(page);
      const range = slider(page, "Protected tokens");
      const box = await range.boundingBox();
      assert.ok(box !== null);
      const y = box.y + box.height / 2;
      const last = Number(await range.getAttribute("max"));
      await page.mouse.move(box.x + 7 + ((box.width - 14) * knobPosition(8000)) / last, y);
      await page.mouse.down();
      const seen = new Set<string>();
      for (const share of [0.6, 0.75, 0.85, 0.9, 0.98]) {
        await page.mouse.move(box.x + box.width * share, y, { steps: 4 });
        await drawn(page);
        const protectedTokens = knobValue(Number(await range.inputValue()));
        await eventually(
          async () => field(page, "Protected tokens").inputValue(),
          formatCount(protectedTokens),
        );
        await agrees(page, opened, { ...defaultSettings, protectedTokens });
        seen.add((await shown(page)).get("Requests that fired") ?? "");
      }
      await page.mouse.up();
      assert.ok(seen.size > 3, "dragging changes what is shown");
    }),
  );

  it(
    "move by keys, and say their value in tokens",
    withHost(asRecordedWanted, async ({ page, host }) => {
      const opened = await openFixture("many-eager");
      await host.show(opened);
      const range = slider(page, "Min savings");
      await range.focus();
      const before = Number(await range.inputValue());
      for (let step = 0; step < 40; step++) await page.keyboard.press("ArrowRight");
      await eventually(async () => Number(await range.inputValue()), before + 40);
      const minSavings = knobValue(before + 40);
      await drawn(page);
      await eventually(
        async () => range.getAttribute("aria-valuetext"),
        `${formatCount(minSavings)} tokens`,
      );
      const last = opened.replay.segments.flatMap((segment) => segment.evaluations).at(-1);
      assert.ok(last !== undefined);
      await agrees(page, opened, { ...last.settings, minSavings });
      await page.keyboard.press("Home");
      await agrees(page, opened, { ...last.settings, minSavings: 0 });
    }),
  );

  it(
    "take numbers as typed, and leave them as typed",
    withHost(asRecordedWanted, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      await type(page, "Protected tokens", "12345");
      await type(page, "Min savings", "1,000");
      await agrees(page, opened, { protectedTokens: 12345, minSavings: 1000 });
      await eventually(async () => field(page, "Protected tokens").inputValue(), "12345");
      await eventually(
        async () => Number(await slider(page, "Protected tokens").inputValue()),
        knobPosition(12345),
      );
    }),
  );

  it(
    "refuse with words what is no number of tokens, and keep the last that was",
    withHost(asRecordedWanted, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      await type(page, "Protected tokens", "20000");
      await agrees(page, opened, { ...defaultSettings, protectedTokens: 20000 });
      for (const [text, words] of [
        ["", "Enter a number of tokens."],
        ["-5", "Tokens cannot be negative; 0 is the least."],
        ["1.5", "Tokens are whole numbers."],
        ["1,5", "What stands between digits groups them by three, as in 15,000"],
        ["8k", "Only digits make a number of tokens."],
        ["9007199254740993", "Larger than 2^53 − 1"],
      ] as const) {
        await type(page, "Protected tokens", text);
        await page.waitForSelector(`.problem[role=alert] >> text=${words}`);
        await eventually(
          async () => field(page, "Protected tokens").getAttribute("aria-invalid"),
          "true",
        );
        await agrees(page, opened, { ...defaultSettings, protectedTokens: 20000 });
      }
      await type(page, "Protected tokens", "30000");
      await agrees(page, opened, { ...defaultSettings, protectedTokens: 30000 });
      await eventually(async () => page.innerText(".problem >> nth=0"), "");
      await eventually(
        async () => field(page, "Protected tokens").getAttribute("aria-invalid"),
        "false",
      );
    }),
  );

  it(
    "have presets: as recorded, yoi's defaults, off",
    withHost(asRecordedWanted, async ({ page, host }) => {
      const opened = await openFixture("many-cautious");
      await host.show(opened);
      const pressed = async () =>
        await page.locator("[aria-label=Presets] [aria-pressed=true]").allInnerTexts();
      await eventually(pressed, ["Recorded"]);
      await eventually(async () => (await shown(page)).get("Requests that fired"), "–");
      await page.click("text=yoi's defaults");
      await agrees(page, opened, defaultSettings);
      await eventually(pressed, ["yoi's defaults"]);
      await page.click("[aria-label=Presets] >> text=Off");
      await drawn(page);
      await eventually(pressed, ["Off"]);
      await eventually(async () => (await shown(page)).get("Requests that fired"), "0");
      await eventually(
        async () => (await shown(page)).get("Content left out, over all requests"),
        "0 bytes",
      );
      await page.click("[aria-label=Presets] >> text=Recorded");
      await drawn(page);
      await eventually(async () => (await shown(page)).get("Requests that fired"), "–");
    }),
  );

  it(
    "begin where metadata, or inference, says that the session was run",
    withHost(asRecordedWanted, async ({ page, host }) => {
      for (const [name, protectedTokens, minSavings] of [
        ["many-cautious", undefined, undefined],
        ["no-metadata", "9,500", "3,000"],
        ["no-pruning", "8,000", "4,096"],
      ] as const) {
        const opened = await openFixture(name);
        await host.show(opened);
        const last = opened.replay.segments.flatMap((segment) => segment.evaluations).at(-1);
        const settings = last?.settings ?? defaultSettings;
        await drawn(page);
        await eventually(
          async () => field(page, "Protected tokens").inputValue(),
          protectedTokens ?? formatCount(settings.protectedTokens),
        );
        await eventually(
          async () => field(page, "Min savings").inputValue(),
          minSavings ?? formatCount(settings.minSavings),
        );
      }
    }),
  );

  it(
    "name the mode, and how far replay carries it",
    withHost(asRecordedWanted, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await eventuallyMatches(async () => page.innerText(".mode"), /as recorded/);
      await page.click("text=yoi's defaults");
      await page.waitForSelector(".trust summary >> text=121 of 121 certain");
      await page.click(".trust summary");
      await page.waitForSelector("text=Replay reproduces all 121 requests exactly");
    }),
  );
});

describe("the mode", () => {
  it(
    "gives no good mark where there is nothing to check the method on",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("no-pruning"));
      await page.waitForSelector(".sweep-chart");
      await eventuallyMatches(
        async () => page.innerText(".trust summary"),
        /^\s*⚠\s+nothing to check on\s*$/,
      );
    }),
  );
});
