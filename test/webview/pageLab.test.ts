import assert from "node:assert/strict";
import { formatCount } from "../../src/core/format";
import { knobPosition, knobValue } from "../../src/core/inspect/knob";
import { labOutcome, labPriced, labSweep } from "../../src/core/lab/labRun";
import { defaultSettings } from "../../src/core/prune/evaluate";
import { replaySession } from "../../src/core/replay/replaySession";
import type { Session } from "../../src/core/session/session";
import { defaultPrices, pricePresets } from "../../src/core/whatif/prices";
import { runToEnd } from "../../src/core/work";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import { growingFixture } from "../support/growingFixture";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { agrees, field, fit, line, settled, swept, whatIf } from "./support/labPage";
import { drawn, withHost } from "./support/playedHost";
import { themeNames } from "./support/theme";

describe("the what-if lab", () => {
  it(
    "fits in a worker, and says how well the method does on the recorded run",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      assert.equal(page.workers().length, 1);
      const { selfCheck } = labPriced(await fit("many-default"), defaultPrices);
      assert.ok(selfCheck.evaluated > 100);
      await page.waitForSelector(
        `.trust summary >> text=repeats ${String(selfCheck.sameDecision)} of`,
      );
      await page.click(".trust summary");
      const text = await page.innerText(".self-check");
      assert.match(text, /^Mode: re-simulated\./);
      assert.ok(
        text.includes(
          `gives ${formatCount(selfCheck.sameDecision)} of ${formatCount(selfCheck.evaluated)} decisions, tokens `,
        ),
        text,
      );
      assert.match(text, /tokens [+−]\d+\.\d\d %, cost [+−]\d+\.\d\d %\.$/);
      await eventuallyMatches(
        async () => page.textContent(".timeline-heights"),
        /fitted to measurements/,
      );
    }),
  );

  it(
    "fits on the page's own thread where no worker can be started",
    withHost(
      {
        before: async (page) => {
          await page.addInitScript(() => {
            Object.defineProperty(window, "Worker", {
              value: function none() {
                throw new Error("no worker here");
              },
            });
          });
        },
      },
      async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await swept(page);
        assert.equal(page.workers().length, 0);
        await page.click("text=yoi's defaults");
        const { protectedTokens, minSavings } = defaultSettings;
        await agrees(page, await fit("many-default"), "yoi", [protectedTokens, minSavings]);
      },
    ),
  );

  it(
    "says that it is still fitting, can be stopped, and begun again",
    withHost(
      {
        before: async (page) => {
          await page.addInitScript(() => {
            const ordinary = window.Worker;
            let first = true;
            Object.defineProperty(window, "Worker", {
              value: function silentOnce(url: string) {
                if (!first) return new ordinary(url);
                first = false;
                return Object.assign(new EventTarget(), {
                  postMessage: () => undefined,
                  terminate: () => undefined,
                });
              },
            });
          });
        },
      },
      async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await page.getByRole("progressbar", { name: /Fitting tokens/ }).waitFor();
        await page.click(".work-shown >> text=Cancel");
        await page.waitForSelector("[role=alert] >> text=The fit was stopped");
        await page.click("text=Start again");
        await swept(page);
        await eventually(async () => page.locator("text=The fit was stopped").count(), 0);
      },
    ),
  );

  it(
    "switches between as recorded and re-simulated, and names which",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      await page.click("text=yoi's defaults");
      await settled(page);
      await page.getByRole("button", { name: "as recorded" }).click();
      await drawn(page);
      await page.waitForSelector(".trust summary >> text=121 of 121 certain");
      await page.focus(".trust summary");
      await page.keyboard.press("Enter");
      await eventuallyMatches(async () => page.innerText(".self-check"), /^Mode: as recorded\./);
      await eventually(async () => page.locator(".sweep-chart").count(), 0);
      await page.waitForSelector(".no-sweep >> text=in the mode re-simulated");
      await eventually(async () => whatIf(page, "Requests that fired"), "86");
      await page.getByRole("button", { name: "re-simulated" }).click();
      await swept(page);
      const { protectedTokens, minSavings } = defaultSettings;
      await agrees(page, await fit("many-default"), "yoi", [protectedTokens, minSavings]);
    }),
  );

  it(
    "stays re-simulated while the session grows, and then is what the grown session's own fit gives",
    withHost({}, async ({ page, host }) => {
      const whole = await openFixture("many-default");
      const states: Session[] = [];
      for await (const state of growingFixture("many-default", 300)) states.push(state);
      const [session] = states;
      assert.ok(session !== undefined && states.length > 1);
      await host.show({ ...whole, session, replay: replaySession(session) });
      await swept(page);
      await page.click("text=yoi's defaults");
      await settled(page);
      await page.click(".trust summary");
      await eventuallyMatches(async () => page.innerText(".self-check"), /^Mode: re-simulated\./);
      await page.evaluate(() => {
        const modes = new Set<string>();
        Object.defineProperty(window, "seenModes", { get: () => Array.from(modes) });
        const note = () => {
          const mode = document.querySelector(".self-check")?.textContent ?? "none";
          modes.add(mode.trim().slice(0, 18));
          if (document.querySelector(".sweep-chart") === null) modes.add("no chart");
        };
        new MutationObserver(note).observe(document.body, {
          ...{ subtree: true, childList: true, characterData: true },
        });
      });
      const fitsBefore = host.of("painted").length;
      await host.show(whole);
      await eventuallyHolds(() => host.of("painted").length > fitsBefore);
      const { protectedTokens, minSavings } = defaultSettings;
      const { requests } = whole.replay;
      await page.waitForSelector(`text=/of ${formatCount(requests.length)} decisions, tokens/`);
      await page.waitForSelector(".work-shown", { state: "detached" });
      await agrees(page, await fit("many-default"), "yoi", [protectedTokens, minSavings]);
      assert.deepEqual(await page.evaluate("window.seenModes"), ["Mode: re-simulated"]);
    }),
  );

  it(
    "gives what the core gives while a slider is dragged",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const resimulation = await fit("many-default");
      await swept(page);
      const range = page.getByRole("slider", { name: /^Protected tokens, log/ });
      const box = await range.boundingBox();
      assert.ok(box !== null);
      const y = box.y + box.height / 2;
      const last = Number(await range.getAttribute("max"));
      await page.mouse.move(box.x + 7 + ((box.width - 14) * knobPosition(8000)) / last, y);
      await page.mouse.down();
      const seen = new Set<string>();
      for (const share of [0.5, 0.7, 0.85, 0.95]) {
        await page.mouse.move(box.x + box.width * share, y, { steps: 5 });
        await drawn(page);
        const protectedTokens = knobValue(Number(await range.inputValue()));
        await agrees(page, resimulation, "yoi", [protectedTokens, defaultSettings.minSavings]);
        seen.add(await whatIf(page, "Requests that fired"));
      }
      await page.mouse.up();
      assert.ok(seen.size > 2, "dragging changes what is shown");
    }),
  );

  it(
    "simulates another policy with parameters of its own",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const resimulation = await fit("many-default");
      await swept(page);
      await page.selectOption("#policy", "yoi-sticky");
      await agrees(page, resimulation, "yoi-sticky", [8000, 4096]);
      await eventually(async () => whatIf(page, "Requests sending again"), "0");
      await page.selectOption("#policy", "keep-n");
      await field(page, "Prompt of at least").fill("50000");
      await field(page, "Keep, results").fill("2");
      await agrees(page, resimulation, "keep-n", [50_000, 2, 0]);
      await eventuallyHolds(async () =>
        page.getByRole("button", { name: "as recorded" }).isDisabled(),
      );
      await eventually(async () => page.locator(".knobs >> text=Copy as manifest").count(), 0);
      await page.click("#tab-requests");
      await drawn(page);
      const { outcome } = labOutcome(resimulation, "keep-n", [50_000, 2, 0], defaultPrices) ?? {};
      const shown = await page
        .locator("#view-requests tbody:not([aria-hidden]) tr >> nth=0")
        .locator("td")
        .allInnerTexts();
      assert.equal(shown.at(-1), formatCount(outcome?.inputTokens[0] ?? NaN));
      assert.match(shown.at(-2) ?? "", outcome?.certain[0] === 1 ? /, certain$/ : /uncertain$/);
    }),
  );

  it(
    "takes a point of the sweep by keys, by a click, and from the table",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const resimulation = await fit("many-default");
      await swept(page);
      const { sweep } = runToEnd(labSweep(resimulation, defaultPrices, defaultSettings));
      const values = sweep.curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      const at = values.findIndex((point) => point.values[0] === 8000);
      const next = values[at + 1]?.values ?? [];
      await page.focus(".sweep-chart");
      await page.keyboard.press("ArrowRight");
      await agrees(page, resimulation, "yoi", next);
      await eventually(
        async () => field(page, "Protected tokens").inputValue(),
        formatCount(next[0] ?? NaN),
      );
      await eventuallyHolds(async () => {
        const text = await page.getAttribute(".sweep-chart", "aria-valuetext");
        return text?.startsWith(`yoi, ${formatCount(next[0] ?? NaN)}: `) === true;
      });
      await page.keyboard.press("ArrowDown");
      await agrees(page, resimulation, "yoi-sticky", next);
      await page.keyboard.press("Home");
      await agrees(page, resimulation, "yoi-sticky", [0, 4096]);
      await page.click(".sweep-chart .c0 circle >> nth=3");
      await agrees(page, resimulation, "yoi", values[3]?.values ?? []);
      await page.click("text=Points as a table");
      await page.getByRole("button", { name: /^Take yoi, sticky, 8,000: / }).click();
      await agrees(page, resimulation, "yoi-sticky", [8000, 4096]);
    }),
  );

  it(
    "counts costs at the prices chosen",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const resimulation = await fit("many-default");
      await swept(page);
      await page.selectOption("#policy", "yoi-sticky");
      await settled(page);
      const preset = pricePresets.find(({ id }) => id === "no-cache");
      assert.ok(preset !== undefined);
      await page.selectOption("#prices", preset.id);
      const expected = labOutcome(resimulation, "yoi-sticky", [8000, 4096], preset.prices);
      const cost = formatCount(expected?.summary.cost ?? NaN);
      await page.waitForSelector(`.comparison tr:has-text("Cost") td:has-text("${cost}")`);
      const [recorded] = await line(page, "Cost");
      assert.equal(recorded, (await line(page, "Input tokens"))[0]);
    }),
  );

  it(
    "copies the chosen settings as lines of the manifest",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      await field(page, "Protected tokens").fill("24000");
      await page.click(".knobs >> text=Copy as manifest");
      assert.equal(
        (await host.until("copy")).text,
        "[compaction]\nprune_protected_tokens = 24000\nprune_min_savings = 4096\n",
      );
    }),
  );
});

describe("the what-if lab is accessible", () => {
  for (const theme of themeNames)
    it(
      `${theme}: another policy, the points as a table, all findings, a verdict`,
      withHost({ theme }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await swept(page);
        await host.send({ type: "reveal", request: 32 });
        await page.selectOption("#policy", "tool-budget");
        await settled(page);
        assert.deepEqual(await accessibilityViolations(page), []);
        await page.click("text=Points as a table");
        await page.click("text=more finding");
        await drawn(page);
        assert.deepEqual(await accessibilityViolations(page), []);
      }),
    );
});
