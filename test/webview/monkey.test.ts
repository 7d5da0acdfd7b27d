import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sides } from "../../src/core/compare/comparedSession";
import { accessibilityViolations } from "./support/axe";
import { Dice, firstMonkey, growth, monkeyAbout, monkeys } from "./support/monkey";
import { readShown, showsTheSameAnew, type Shown } from "./support/monkeySettles";
import { withCompare } from "./support/playedCompare";
import { withHost } from "./support/playedHost";
import { changeTheme } from "./support/theme";

const seeds = Array.from({ length: monkeys }, (_, at) => firstMonkey + at);
const names = ["many-default", "compacted-midway", "failures", "forked", "restarted", "many-eager"];
const actsEach = 45;

/** What the page of a session shows, by where it stands. */
const sessionTexts = {
  header: "header.summary .figures",
  inspector: "#inspector h2, #inspector dd:not(.workings), #inspector .decision",
  advice: ".advice",
  comparison: ".comparison",
  trust: ".trust summary",
  sweep: ".sweep-table table",
  labels: "vscode-panel-tab",
};

/** What the page of two sessions shows. */
const compareTexts = {
  head: ".compare-head",
  walk: ".walk-count",
  differences: ".strip-legend",
  detail: ".compare-detail",
  figures: ".compare-figures table",
};

/** Brings the page to where every other of the same kept state can come: nothing under the pointer, the same place and colours. */
async function calm(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.mouse.up();
  await page.setViewportSize({ width: 1280, height: 800 });
  await changeTheme(page, "dark");
  // What somebody opened is not kept, and takes the room of what is.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = false;
    for (const opener of document.querySelectorAll<HTMLElement>(
      ":is(.disclose, .findings button, .timeline-legend-more)[aria-expanded=true]",
    ))
      opener.click();
  });
}

/** As it is read; what was stopped by a click is begun again. */
async function sessionShown(page: Page): Promise<Shown> {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>(".mode button"))
      if (button.textContent.trim() === "Start again") button.click();
  });
  return await readShown(page, sessionTexts);
}

describe("a monkey on the page", function () {
  // Nothing here is a matter of time.
  this.timeout(0);

  for (const seed of seeds)
    it(`of a session leaves what it keeps, and a page opened anew shows the same: number ${seed}`, async () => {
      const dice = new Dice(seed);
      const states = await growth(dice.of(names), 4);
      const about = () => `number ${seed}, ${states[0]?.name ?? ""}:\n${dice.trail.join("\n")}`;
      await withHost(
        { reducedMotion: true, viewport: { width: 1280, height: 800 } },
        async ({ page, host }) => {
          const at = dice.below(2);
          const last = states.length - 1;
          const [first] = states.slice(at);
          assert.ok(first !== undefined);
          await host.show(first);
          const left = states.slice(at + 1);
          await monkeyAbout(
            page,
            host,
            dice,
            actsEach,
            async () => {
              const next = left.shift();
              if (next !== undefined) await host.show(next);
            },
            () => left.length > 0,
          );
          await calm(page);
          const whole = states[last];
          assert.ok(whole !== undefined);
          await showsTheSameAnew(
            page,
            sessionShown,
            async (keptState, use) => {
              await withHost(
                { reducedMotion: true, keptState, viewport: { width: 1280, height: 800 } },
                async (anew) => {
                  await anew.host.show(whole);
                  await calm(anew.page);
                  await use(anew.page);
                },
              )();
            },
            about,
          );
          assert.deepEqual(host.of("error"), [], about());
          assert.deepEqual(await accessibilityViolations(page), [], about());
        },
      )();
    });

  for (const seed of seeds)
    it(`of two sessions leaves what it keeps, and a page opened anew shows the same: number ${seed}`, async () => {
      const dice = new Dice(seed + 1_000_000);
      const [a, b] = [await growth(dice.of(names), 3), await growth(dice.of(names), 3)];
      const about = () =>
        `number ${seed}, ${a[0]?.name ?? ""} and ${b[0]?.name ?? ""}:\n${dice.trail.join("\n")}`;
      await withCompare({ viewport: { width: 1280, height: 800 } }, async ({ page, host }) => {
        const [firstA, firstB] = [a[0], b[0]];
        const [lastA, lastB] = [a.at(-1), b.at(-1)];
        assert.ok(firstA !== undefined && firstB !== undefined);
        assert.ok(lastA !== undefined && lastB !== undefined);
        await host.show(firstA, firstB);
        const left = { a: a.slice(1), b: b.slice(1) };
        await monkeyAbout(
          page,
          host,
          dice,
          actsEach,
          async () => {
            const side = dice.of(sides.filter((each) => left[each].length > 0));
            const next = left[side].shift();
            if (next !== undefined) await host.give(side, next);
          },
          () => left.a.length + left.b.length > 0,
        );
        await calm(page);
        await showsTheSameAnew(
          page,
          async (shown) => readShown(shown, compareTexts),
          async (keptState, use) => {
            await withCompare(
              { keptState, viewport: { width: 1280, height: 800 } },
              async (anew) => {
                await anew.host.show(lastA, lastB);
                await calm(anew.page);
                await use(anew.page);
              },
            )();
          },
          about,
        );
        assert.deepEqual(host.of("error"), [], about());
        assert.deepEqual(await accessibilityViolations(page), [], about());
      })();
    });
});
