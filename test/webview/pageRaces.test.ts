import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { knobValue } from "../../src/core/inspect/knob";
import { replaySession } from "../../src/core/replay/replaySession";
import { pricePresets } from "../../src/core/whatif/prices";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { growingFixture } from "../support/growingFixture";
import { openFixture, type OpenedFixture } from "../support/openFixture";
import { holdBack, holdWorkers, release, untilHeld } from "./support/heldWorker";
import { swept, whatIf } from "./support/labPage";
import { beginning } from "./support/namedSessions";
import { inOneTick, middle } from "./support/oneTick";
import { foundByHost } from "./support/foundByHost";
import { drawn, withHost } from "./support/playedHost";

interface Kept {
  readonly selected?: number;
  readonly tab?: string;
  readonly knobs?: {
    readonly policy?: string;
    readonly values?: readonly number[];
    readonly settings?: { readonly protectedTokens: number };
  };
  readonly view?: { readonly axis: string; readonly from: number; readonly to: number };
  readonly layout?: { readonly panelOpen: boolean; readonly inspectorShare: number };
  readonly choices?: { readonly search?: { readonly text: string } };
}

const kept = async (page: Page): Promise<Kept> =>
  await page.evaluate(() => (window.editorStandIn.state ?? {}) as Kept);
const find = ".timeline-find input";
const findStatus = async (page: Page) => page.locator(".timeline-find-count").innerText();
const protectedTokens = "input[type=range][aria-label^='Protected']";

/** A session's logs as they were read so far, from half of it to all. */
async function grown(name: string): Promise<readonly [OpenedFixture, OpenedFixture]> {
  const opened = await openFixture(name);
  const states = [];
  for await (const state of growingFixture(name, 200)) states.push(state);
  const session = states[Math.floor(states.length / 2)];
  assert.ok(session !== undefined && session !== opened.session);
  return [{ ...opened, session, replay: replaySession(session) }, opened];
}

describe("two acts within one frame", () => {
  it(
    "open the panel again that the first of them closed",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      const toggle = { kind: "click", on: ".panel-toggle" } as const;
      await inOneTick(page, [toggle, toggle]);
      await drawn(page);
      // It was open, and is: one more closes it.
      await inOneTick(page, [toggle]);
      await eventually(async () => (await kept(page)).layout?.panelOpen, false);
      await page.waitForSelector("#panel-splitter", { state: "detached" });
    }),
  );

  it(
    "move a bar by two steps",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      const left = { kind: "key", on: "#inspector-splitter", key: "ArrowLeft" } as const;
      await inOneTick(page, [left, left, left]);
      await passes(
        async () => (await kept(page)).layout?.inspectorShare,
        (share) => {
          assert.equal(share?.toFixed(2), "0.34");
        },
      );
    }),
  );

  it(
    "leave the tab open that was chosen last",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await inOneTick(page, [
        { kind: "click", on: "#tab-requests" },
        { kind: "click", on: "#tab-whatIf" },
      ]);
      await page.waitForSelector("#tab-whatIf[aria-selected=true]");
      await eventually(async () => (await kept(page)).tab, "whatIf");
    }),
  );

  it(
    "keep the value of a knob for the policy that is chosen next",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      await inOneTick(page, [
        { kind: "type", on: protectedTokens, text: "40" },
        { kind: "choose", on: "#policy", value: "yoi-sticky" },
      ]);
      await eventually(async () => (await kept(page)).knobs?.policy, "yoi-sticky");
      await eventually(async () => (await kept(page)).knobs?.values?.[0], knobValue(40));
    }),
  );

  it(
    "zoom on the axis that was just chosen",
    withHost({ reducedMotion: true }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const time = { kind: "click", on: "[data-axis=time]" } as const;
      const wheel = { kind: "wheel", on: ".timeline-figure", by: -300 } as const;
      await inOneTick(page, [time]);
      await drawn(page);
      await inOneTick(page, [wheel]);
      const wanted = await passes(
        async () => (await kept(page)).view,
        (view) => {
          assert.equal(view?.axis, "time");
        },
      );
      await page.click("[data-axis=requests]");
      await page.focus(".timeline-figure");
      await page.keyboard.press("0");
      await drawn(page);
      await inOneTick(page, [time, wheel]);
      await eventually(async () => (await kept(page)).view, wanted);
    }),
  );
});

describe("the what-if, acted on while it is being answered", () => {
  it(
    "answers the last knob at the prices that came before the first answer",
    withHost({ before: holdWorkers }, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      const [, other] = pricePresets;
      assert.ok(other !== undefined);
      const acts = [
        { kind: "type", on: protectedTokens, text: "40" },
        { kind: "type", on: protectedTokens, text: "45" },
        { kind: "choose", on: "#prices", value: other.id },
      ] as const;
      await inOneTick(page, acts);
      await page.waitForSelector('.comparison[aria-busy="false"]');
      const cost = await passes(
        async () => whatIf(page, "Cost"),
        (text) => {
          assert.match(text, /^[\d,]+$/);
        },
      );
      // The same again, with all the time in the world.
      await inOneTick(page, [{ kind: "type", on: protectedTokens, text: "44" }]);
      await page.waitForSelector('.comparison[aria-busy="false"]');
      await inOneTick(page, [{ kind: "type", on: protectedTokens, text: "45" }]);
      await page.waitForSelector('.comparison[aria-busy="false"]');
      await eventually(async () => whatIf(page, "Cost"), cost);
    }),
  );

  it(
    "is not at work for ever on a map whose sweep ended before it was stopped",
    withHost(
      {
        before: holdWorkers,
        keptState: {
          lab: {
            mode: "re-simulated",
            prices: { kind: "setting" },
            measure: "cost",
            chart: "map",
          },
        },
      },
      async ({ page, host }) => {
        await holdBack(page, "swept");
        await host.show(await openFixture("many-default"));
        await untilHeld(page);
        await page.getByRole("button", { name: "Cancel", exact: true }).click();
        await release(page, "progress", "mapped");
        // Work is said once it has lasted for a tenth of a second.
        const begun = await page.evaluate(() => performance.now());
        await page.waitForFunction((since) => performance.now() > since + 400, begun);
        await page.waitForSelector(".work-shown", { state: "detached" });
      },
    ),
  );
});

describe("a session that changes under the user's hand", () => {
  it(
    "is looked at nowhere where it was cut back before what was selected",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      await page.focus(".timeline-figure");
      await page.keyboard.press("End");
      await eventuallyMatches(async () => page.locator("#inspector h2").first().innerText(), /121/);
      await host.show(beginning(opened, 20));
      await eventually(async () => (await kept(page)).selected, undefined);
      await eventuallyHolds(
        async () => !(await page.locator("#inspector").innerText()).includes("121"),
        "nothing of the request that is gone",
      );
    }),
  );

  it(
    "selects what was pressed though it grows before the button is released",
    withHost({ reducedMotion: true }, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(beginning(opened, 20));
      const { x, y } = await middle(page.locator(".timeline-figure"));
      await page.mouse.click(x, y);
      const selected = await passes(
        async () => (await kept(page)).selected,
        (request) => {
          assert.ok(request !== undefined);
        },
      );
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await eventually(async () => (await kept(page)).selected, undefined);
      await page.mouse.down();
      await host.show(opened);
      await page.mouse.up();
      await eventually(async () => (await kept(page)).selected, selected);
    }),
  );

  it(
    "selects the row that was pressed though others come before it",
    withHost({ keptState: { tab: "requests" } }, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(beginning(opened, 60));
      const requests = page.locator("#view-requests");
      // Twice: the newest comes first then.
      const header = requests.locator("th button").first();
      await header.click();
      await requests.locator("th[aria-sort]").first().waitFor();
      if ((await requests.locator("th").first().getAttribute("aria-sort")) !== "descending")
        await header.click();
      await requests.locator("th[aria-sort=descending]").waitFor();
      const row = requests.locator("tbody:not([aria-hidden]) tr").nth(2);
      await eventually(async () => row.locator("td").first().innerText(), "58");
      const { x, y } = await middle(row);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await host.show(opened);
      await page.mouse.up();
      await eventually(async () => (await kept(page)).selected, 57);
    }),
  );

  it(
    "writes over nothing that is being written",
    withHost({}, async ({ page, host }) => {
      const [early, whole] = await grown("many-default");
      await host.show(early);
      const field = page.getByRole("textbox", { name: /^Protected tokens/ });
      await field.fill("12000");
      await host.show(whole);
      await page.keyboard.press("End");
      await page.keyboard.type("5");
      await eventually(async () => field.inputValue(), "120005");
      await eventually(async () => (await kept(page)).knobs?.settings?.protectedTokens, 120_005);
    }),
  );

  it(
    "is searched to the end though it grows, and the step that waits is not lost",
    withHost({}, async ({ page, host }) => {
      const [early, whole] = await grown("many-default");
      await host.show(early);
      await page.keyboard.press("Control+f");
      // A search for this word is answered by the test.
      await inOneTick(page, [
        { kind: "type", on: find, text: "mute" },
        { kind: "key", on: find, key: "Enter" },
      ]);
      const { id } = await host.until("search");
      await host.show(whole);
      await host.send({ type: "matches", id, ...foundByHost(whole, "parser", "everything") });
      await eventuallyMatches(async () => findStatus(page), /^1 of \d/);
      assert.equal(host.of("cancelSearch").length, 0);
      // What came meanwhile is looked for once it rests.
      assert.notEqual((await host.until("search", 1)).id, id);
    }),
  );
});

describe("the search", () => {
  it(
    "is kept as open when it is opened again with what was looked for before",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await page.keyboard.press("Control+f");
      await page.keyboard.type("read");
      await eventually(async () => (await kept(page)).choices?.search?.text, "read");
      await page.keyboard.press("Escape");
      await eventually(async () => (await kept(page)).choices?.search, undefined);
      await page.keyboard.press("Control+f");
      await eventually(async () => (await kept(page)).choices?.search?.text, "read");
    }),
  );

  it(
    "leaves the keys alone by which a character is put together",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await page.keyboard.press("Control+f");
      await page.keyboard.type("parser");
      await eventuallyMatches(async () => findStatus(page), /^\d+ match/);
      const before = await findStatus(page);
      await inOneTick(page, [
        { kind: "key", on: find, key: "Enter", isComposing: true },
        { kind: "key", on: find, key: "Escape", isComposing: true },
      ]);
      await drawn(page);
      assert.equal(await findStatus(page), before);
      await page.keyboard.press("Enter");
      await eventuallyMatches(async () => findStatus(page), /^1 of /);
    }),
  );
});
