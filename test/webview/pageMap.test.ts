import assert from "node:assert/strict";
import { formatCount } from "../../src/core/format";
import { labMap, labOutcome } from "../../src/core/lab/labRun";
import { bestCell, layoutMap, nearestCell } from "../../src/core/lab/mapChart";
import { defaultSettings, type PruneSettings } from "../../src/core/prune/evaluate";
import { milliseconds } from "../../src/core/units";
import { defaultPrices } from "../../src/core/whatif/prices";
import { isLeftAside } from "../../src/core/whatif/sweep";
import { runToEnd } from "../../src/core/work";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { agrees, fit, line, settled, swept, whatIf } from "./support/labPage";
import { drawn, withHost } from "./support/playedHost";
import { themeNames } from "./support/theme";

/** A session of few requests, so that the map is there soon. */
const small = "first";

async function recordedSettings(): Promise<PruneSettings> {
  const { replay } = await openFixture(small);
  const evaluations = replay.segments.flatMap((segment) => segment.evaluations);
  return evaluations.at(-1)?.settings ?? defaultSettings;
}

describe("the map over both settings", () => {
  it(
    "shows what the core gives for every pair, and takes one by keys and by a click",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(small));
      await swept(page);
      await page.click('button:text-is("Map")');
      await page.waitForSelector(".map-grid td");
      const resimulation = await fit(small);
      const chart = layoutMap(
        runToEnd(labMap(resimulation, defaultPrices, await recordedSettings())),
        "cost",
      );
      const shown = await page
        .locator(".map-grid tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) =>
            Array.from(row.querySelectorAll("td"), (cell) => cell.getAttribute("aria-label") ?? ""),
          ),
        );
      assert.equal(shown.length, chart.rows.length);
      for (const [row, cells] of chart.rows.entries())
        for (const [column, { point, figure }] of cells.entries())
          assert.ok(
            (shown[row]?.[column] ?? "").startsWith(
              `Protected ${formatCount(point.values[0] ?? NaN)}, min savings ${formatCount(point.values[1] ?? NaN)}: ${formatCount(figure)} tokens`,
            ),
            shown[row]?.[column],
          );
      const start = nearestCell(chart, await recordedSettings());
      assert.match(shown[start.row]?.[start.column] ?? "", /, recorded(, |$)/);

      await page.focus(".map-grid table");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowUp");
      await drawn(page);
      const next = chart.rows[start.row - 1]?.[start.column - 1];
      assert.ok(next !== undefined);
      const [budget, least] = next.point.values.map(formatCount);
      await eventuallyMatches(
        async () => page.innerText(".map-value"),
        new RegExp(`^Protected ${budget ?? ""}, min savings ${least ?? ""}: `),
      );
      await eventually(async () => page.locator(".map-grid td.at").count(), 1);
      await page.keyboard.press("Enter");
      await settled(page);
      const values = await page
        .locator(".knob vscode-text-field")
        .evaluateAll((fields) =>
          fields.map((field) => ("value" in field ? field.value : undefined)),
        );
      assert.deepEqual(values, [budget, least]);
      const taken = labOutcome(resimulation, "yoi", next.point.values, defaultPrices);
      await eventually(async () => whatIf(page, "Cost"), formatCount(taken?.summary.cost ?? NaN));
      await eventuallyMatches(async () => page.innerText(".map-value"), /, chosen(, |$)/);

      const other = chart.rows[0]?.[0];
      await page.hover("#map-0-0");
      await drawn(page);
      await eventuallyMatches(async () => page.innerText(".map-value"), /^Protected 0, /);
      await page.click("#map-0-0");
      await settled(page);
      const clicked = labOutcome(resimulation, "yoi", other?.point.values ?? [], defaultPrices);
      await eventually(async () => whatIf(page, "Cost"), formatCount(clicked?.summary.cost ?? NaN));
    }),
  );

  it(
    "marks the best pair, recorded and chosen ones, names only what it shows, and B leads to the best",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      await page.selectOption(".sweep-head select", "fires");
      await page.click('button:text-is("Map")');
      await page.waitForSelector(".map-grid td");
      const resimulation = await fit("many-default");
      const map = runToEnd(labMap(resimulation, defaultPrices, defaultSettings));
      const chart = layoutMap(map, "fires");
      const best = bestCell(chart, defaultSettings);
      assert.ok(best !== undefined);
      const cell = `#map-${String(best.row)}-${String(best.column)}`;
      const named = async () => (await page.innerText(".map-marks")).split(/\s{2,}|\n/).join(" ");
      await eventually(async () => page.locator(`${cell} > .map-mark.best`).count(), 1);
      await eventually(async () => page.locator(".map-grid .map-mark").count(), 2);
      await eventuallyMatches(
        async () => (await page.getAttribute(cell, "aria-label")) ?? "",
        /, best(, |$)/,
      );
      await eventuallyMatches(named, /recorded .*best/);
      await eventuallyHolds(async () => !(await named()).includes("chosen"));
      await page.focus(".map-grid table");
      await page.keyboard.press("b");
      await eventuallyMatches(async () => page.innerText(".map-value"), /, best$/);
      await page.keyboard.press("Enter");
      await agrees(
        page,
        resimulation,
        "yoi",
        chart.rows[best.row]?.[best.column]?.point.values ?? [],
      );
      await eventuallyMatches(async () => page.innerText(".map-value"), /, chosen, best$/);
      await eventuallyMatches(named, /recorded .*chosen .*best/);
      await page.getByRole("button", { name: "Off", exact: true }).click();
      await eventuallyHolds(async () => !(await named()).includes("chosen"));
    }),
  );

  it(
    "stands as a table too, for the figure chosen, and comes back with the page",
    withHost(
      {
        keptState: {
          lab: {
            mode: "re-simulated",
            prices: { kind: "preset", id: "no-cache" },
            measure: "fires",
            chart: "map",
          },
        },
      },
      async ({ page, host }) => {
        await host.show(await openFixture(small));
        await page.waitForSelector(".map-grid td");
        await page.click("text=Map as a table");
        const chart = layoutMap(
          runToEnd(labMap(await fit(small), defaultPrices, await recordedSettings())),
          "fires",
        );
        const figures = await page
          .locator(".sweep-table tbody tr")
          .evaluateAll((rows) =>
            rows.map((row) =>
              Array.from(row.querySelectorAll("td"), (cell) => cell.textContent.trim()),
            ),
          );
        assert.deepEqual(
          figures,
          chart.rows.map((row) =>
            row.map(({ figure, point }) => formatCount(figure) + (isLeftAside(point) ? "*" : "")),
          ),
        );
        await page.click(".sweep-table button >> nth=0");
        await settled(page);
        await eventually(
          async () => whatIf(page, "Requests that fired"),
          formatCount(chart.rows[0]?.[0]?.figure ?? NaN),
        );
      },
    ),
  );

  it(
    "says that it is being computed, and can be stopped",
    withHost(
      {
        before: async (page) => {
          await page.addInitScript(() => {
            // A worker that never begins with the map.
            const ordinary = window.Worker;
            class WithoutMap extends ordinary {
              override postMessage(message: unknown): void {
                const isMap =
                  typeof message === "object" &&
                  message !== null &&
                  "type" in message &&
                  message.type === "map";
                if (!isMap) super.postMessage(message);
              }
            }
            Object.defineProperty(window, "Worker", { value: WithoutMap });
          });
        },
      },
      async ({ page, host }) => {
        await host.show(await openFixture(small));
        await swept(page);
        await page.click('button:text-is("Map")');
        await page
          .getByRole("progressbar", { name: "Trying both settings against each other" })
          .waitFor();
        await page.click(".work-shown >> text=Cancel");
        await page.waitForSelector("[role=alert] >> text=Stopped.");
        await page.click('button:text-is("Curves")');
        await drawn(page);
        await eventually(async () => page.locator(".work-shown").count(), 0);
        await eventuallyHolds(async () => page.locator(".sweep-chart").isVisible());
      },
    ),
  );

  for (const theme of themeNames)
    it(
      `is accessible, and its prices too: ${theme}`,
      withHost({ theme }, async ({ page, host }) => {
        await host.show(await openFixture(small));
        await swept(page);
        await page.click('button:text-is("Map")');
        await page.waitForSelector(".map-grid td");
        await page.click("text=Map as a table");
        await page.click("text=Edit prices");
        await drawn(page);
        assert.deepEqual(await accessibilityViolations(page), []);
      }),
    );
});

describe("prices of one's own", () => {
  it(
    "are not taken from who is typing when the page draws something else",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(small));
      await swept(page);
      await page.click("text=Edit prices");
      const field = page.getByRole("textbox", { name: "Input", exact: true });
      await field.focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("3");
      await host.send({ type: "reveal", request: 3 });
      await page.waitForSelector("text=Request 4");
      await drawn(page);
      await eventually(async () => field.inputValue(), "3");
      await page.keyboard.type(".5");
      await page.keyboard.press("Tab");
      await drawn(page);
      await eventually(async () => field.inputValue(), "3.5");
    }),
  );

  it(
    "count in any unit, are named everywhere, and are kept",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(small));
      await swept(page);
      await page.click("text=Edit prices");
      const field = (name: string) => page.getByRole("textbox", { name, exact: true });
      for (const [name, price] of [
        ["Input", "3"],
        ["Cache read", "0.6"],
        ["Cache write", "6"],
        ["Cache lives, minutes", "60"],
      ] as const) {
        await field(name).fill(price);
        await page.keyboard.press("Tab");
      }
      await page.waitForSelector(".advice:not(.waiting) >> text=Prices: Own: read 0.2, write 2.");
      const prices = {
        cacheRead: 0.2,
        cacheWrite: 2,
        cacheLifetime: milliseconds(3_600_000),
      };
      await page.selectOption("#policy", "yoi-sticky");
      await settled(page);
      const { protectedTokens, minSavings } = await recordedSettings();
      const expected = labOutcome(
        await fit(small),
        "yoi-sticky",
        [protectedTokens, minSavings],
        prices,
      );
      await eventually(
        async () => whatIf(page, "Cost"),
        formatCount(expected?.summary.cost ?? NaN),
      );
      const kept = async () =>
        page.evaluate(
          () => (window.editorStandIn.state as { lab: { prices: unknown } }).lab.prices,
        );
      await eventually(kept, { kind: "own", input: 3, read: 0.6, write: 6, minutes: 60 });
    }),
  );

  it(
    "are refused in words where they are none, and the last ones hold",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(small));
      await swept(page);
      const [before] = await line(page, "Cost");
      await page.click("text=Edit prices");
      const write = page.getByRole("textbox", { name: "Cache write", exact: true });
      const note = page.locator("#price-write-note");
      for (const [text, words] of [
        ["dear", "Only a number is a price, for instance 0.25."],
        ["-1", "A price cannot be negative"],
        ["", "Enter a number."],
        ["1,250", "May be 1250 or 1.25"],
      ] as const) {
        await write.fill(text);
        await page.keyboard.press("Tab");
        await eventuallyHolds(async () => (await note.innerText()).startsWith(words), words);
        await eventuallyHolds(async () => (await note.innerText()).endsWith("last price holds."));
        await eventually(async () => write.getAttribute("aria-invalid"), "true");
        await eventually(async () => (await line(page, "Cost"))[0], before);
        assert.deepEqual(await accessibilityViolations(page), []);
      }
      const input = page.getByRole("textbox", { name: "Input", exact: true });
      await input.fill("0");
      await page.keyboard.press("Tab");
      await page.waitForSelector("#price-input-note >> text=must be above 0");
      await input.fill("1");
      await write.fill("1.25");
      await page.keyboard.press("Tab");
      await drawn(page);
      await eventually(async () => write.getAttribute("aria-invalid"), "false");
      await eventually(async () => page.locator(".price-fields .problem").count(), 0);
    }),
  );

  for (const theme of themeNames)
    it(
      `are read with a comma too, and say while one types how they are understood: ${theme}`,
      withHost({ theme }, async ({ page, host }) => {
        await host.show(await openFixture(small));
        await swept(page);
        await page.focus(".price-fields summary");
        await page.keyboard.press("Enter");
        const read = page.getByRole("textbox", { name: "Cache read", exact: true });
        await read.focus();
        await page.keyboard.press("Control+A");
        await page.keyboard.type("0,");
        await page.waitForSelector("#price-read-note >> text=understood as 0");
        await page.keyboard.type("25");
        await page.waitForSelector("#price-read-note >> text=understood as 0.25");
        await eventually(async () => read.inputValue(), "0,25");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".advice:not(.waiting) >> text=Prices: Own: read 0.25");
        await page.keyboard.press("Tab");
        await drawn(page);
        await eventually(async () => read.inputValue(), "0,25");
        await page.waitForSelector("#price-read-note >> text=understood as 0.25");
        assert.deepEqual(await accessibilityViolations(page), []);
        await page.selectOption("#prices", "cache-5m");
        await eventually(async () => read.inputValue(), "0.1");
        await eventually(async () => page.innerText("#price-read-note"), "");
      }),
    );

  it(
    "begin at the editor's settings where it has some",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture(small));
      await host.send({
        type: "welcome",
        name: small,
        abilities: [],
        prices: { cacheRead: 0.5, cacheWrite: 1.5, cacheMinutes: 5 },
      });
      await swept(page);
      await eventually(async () => page.locator("#prices").inputValue(), "setting");
      await eventually(
        async () => (await page.locator("#prices option:checked").innerText()).trim(),
        "From settings: read 0.5, write 1.5",
      );
      await page.selectOption("#prices", "cache-5m");
      await swept(page);
      await eventually(async () => page.locator("#prices").inputValue(), "cache-5m");
    }),
  );
});
