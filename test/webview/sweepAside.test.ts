import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { formatCount } from "../../src/core/format";
import { labMap, labSweep, type LabSweep } from "../../src/core/lab/labRun";
import { layoutMap } from "../../src/core/lab/mapChart";
import { defaultSettings } from "../../src/core/prune/evaluate";
import { defaultPrices } from "../../src/core/whatif/prices";
import { prepareResimulation, type Resimulation } from "../../src/core/whatif/resimulate";
import { isLeftAside, type SweepPoint } from "../../src/core/whatif/sweep";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { swept } from "./support/labPage";
import { drawn, withHost } from "./support/playedHost";
import { clipped } from "./support/reach";
import { themeNames } from "./support/theme";

/** A session in which many settings would hide results from the model. */
const name = "many-default";

function finished<Result>(work: Generator<number, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

let resimulated: Promise<Resimulation> | undefined;

async function resimulation(): Promise<Resimulation> {
  resimulated ??= openFixture(name).then(({ session, replay }) =>
    finished(prepareResimulation(session, replay)),
  );
  return await resimulated;
}

async function sweepOfCore(): Promise<LabSweep> {
  return finished(labSweep(await resimulation(), defaultPrices, defaultSettings));
}

const drawnPoints = async (page: Page) =>
  page.locator(".sweep-chart .curve title").evaluateAll((titles) =>
    titles.map((title) => ({
      text: title.textContent,
      hollow: title.parentElement?.classList.contains("aside") === true,
      fill: getComputedStyle(title.parentElement?.firstElementChild ?? title).fill,
    })),
  );

describe("settings that hide results from the model", () => {
  it(
    "are hollow on the curves, say why, and are counted where the best is named",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(name));
      await swept(page);
      const { sweep, bestOfYoi } = await sweepOfCore();
      const expected = sweep.curves
        .filter(({ parameter }) => parameter !== undefined)
        .flatMap(({ points }) => points);
      const aside = expected.filter(isLeftAside);
      assert.ok(aside.length > 5 && aside.length < expected.length);
      const points = await drawnPoints(page);
      assert.deepEqual(
        points.map(({ hollow }) => hollow),
        expected.map(isLeftAside),
      );
      const fills = (hollow: boolean) =>
        new Set(points.filter((point) => point.hollow === hollow).map(({ fill }) => fill));
      assert.equal(fills(true).size, 1, "all hollow points have the colour of the ground");
      for (const fill of fills(true)) assert.ok(!fills(false).has(fill));
      for (const [at, point] of expected.entries()) {
        const why = `; left aside: ${formatCount(point.newlyHidden)} more result`;
        assert.equal(points[at]?.text.includes(why), isLeftAside(point), points[at]?.text);
      }
      await page.waitForSelector(".sweep-legend >> text=hides results");
      const cheaper = [sweep.best?.cheaperLeftAside, bestOfYoi?.cheaperLeftAside];
      assert.ok((cheaper[0] ?? 0) > 1 && (cheaper[1] ?? 0) > 1);
      for (const [at, count] of cheaper.entries())
        await eventuallyMatches(
          async () => page.innerText(`.best-point >> nth=${String(at)}`),
          new RegExp(`${String(count)} cheaper points left aside, drawn hollow: results hidden`),
        );
    }),
  );

  it(
    "say so to who walks the curves by keys, and are marked in the table",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(name));
      await swept(page);
      const { sweep } = await sweepOfCore();
      const own = sweep.curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      const [first] = own;
      assert.ok(first !== undefined && isLeftAside(first));
      await page.focus(".sweep-chart");
      await page.keyboard.press("Home");
      await eventuallyMatches(
        async () => (await page.getAttribute(".sweep-chart", "aria-valuetext")) ?? "",
        /^yoi, 0: .*; left aside: \d+ more results? hidden/,
      );
      await page.keyboard.press("End");
      await eventuallyHolds(
        async () =>
          (await page.getAttribute(".sweep-chart", "aria-valuetext"))?.includes("left aside") ===
          false,
      );
      await page.click("text=Points as a table");
      await page.waitForSelector("text=* left aside when the best is named");
      const marked = sweep.curves
        .filter(({ parameter }) => parameter !== undefined)
        .flatMap(({ points }) => points)
        .filter(isLeftAside).length;
      await eventually(
        async () =>
          page
            .locator(".sweep-table td button")
            .evaluateAll((cells) => cells.filter((cell) => cell.textContent.includes("*")).length),
        marked,
      );
    }),
  );

  it(
    "are struck through on the map, by pointer and keys too",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(name));
      await swept(page);
      await page.click('button:text-is("Map")');
      await page.waitForSelector(".map-grid td");
      const chart = layoutMap(
        finished(labMap(await resimulation(), defaultPrices, defaultSettings)),
        "cost",
      );
      const expected = chart.rows.map((row) => row.map(({ point }) => isLeftAside(point)));
      const shown = async () =>
        page.locator(".map-grid tbody tr").evaluateAll((rows) =>
          rows.map((row) =>
            Array.from(row.querySelectorAll("td"), (cell) => {
              const said = cell.getAttribute("aria-label")?.includes("left aside") === true;
              const struck = getComputedStyle(cell).backgroundImage.includes("gradient");
              return said === struck ? said : undefined;
            }),
          ),
        );
      await eventually(shown, expected);
      const flat: readonly SweepPoint[] = chart.rows.flat().map(({ point }) => point);
      assert.ok(flat.some(isLeftAside) && !flat.every(isLeftAside));
      const row = expected.findIndex((cells) => cells[0] === true);
      await page.hover(`#map-${String(row)}-0`);
      await eventuallyMatches(
        async () => page.innerText(".map-value"),
        /, left aside: \d+ more result/,
      );
      await page.waitForSelector(".map-scale >> text=hides results");
      await page.focus(".map-grid table");
      await page.keyboard.press("PageDown");
      await page.keyboard.press("Home");
      await passes(
        async () => page.innerText(".map-value"),
        (text) => {
          assert.equal(text.includes("left aside"), expected.at(-1)?.[0]);
        },
      );
    }),
  );

  it(
    "are not spoken of where there are none",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("no-pruning"));
      await swept(page);
      const { session, replay } = await openFixture("no-pruning");
      const made = finished(prepareResimulation(session, replay));
      const { sweep } = finished(labSweep(made, defaultPrices, defaultSettings));
      const some = sweep.curves.some(({ points }) => points.some(isLeftAside));
      await eventually(async () => page.locator(".sweep-legend .aside-sign").count(), some ? 1 : 0);
      await eventually(
        async () => page.locator(".best-point >> text=left aside").count(),
        (sweep.best?.cheaperLeftAside ?? 0) > 0 ? 1 : 0,
      );
    }),
  );

  for (const theme of themeNames)
    it(
      `are accessible, and fit where it is narrow: ${theme}`,
      withHost({ theme, viewport: { width: 400, height: 800 } }, async ({ page, host }) => {
        await host.show(await openFixture(name));
        await swept(page);
        await page.waitForSelector(".sweep-legend .aside-sign");
        await drawn(page);
        assert.deepEqual(await accessibilityViolations(page), []);
        await eventually(async () => clipped(page), []);
        await page.click('button:text-is("Map")');
        await page.waitForSelector(".map-grid td.aside");
        await drawn(page);
        assert.deepEqual(await accessibilityViolations(page), []);
        await eventually(async () => clipped(page), []);
      }),
    );
});
