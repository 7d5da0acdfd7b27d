import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds } from "../support/eventually";
import type { PageOptions } from "./support/browser";
import { withoutEnd } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { settled, swept } from "./support/labPage";
import { beginning, namedSession } from "./support/namedSessions";
import { drawn, withHost, type HostedPage } from "./support/playedHost";
import { buriedControls, clipped } from "./support/reach";
import { themeNames } from "./support/theme";

const sessions = [
  "many-default",
  "forked",
  "compacted-midway",
  "failures",
  "no-pruning",
  "damaged",
  "growing",
] as const;
type SessionName = (typeof sessions)[number];

/** Windows as VS Code gives them; at 200 % zoom a window has half as many CSS pixels. */
const windows = {
  "1280 wide": { viewport: { width: 1280, height: 800 } },
  "200 % zoom": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  "400 wide": { viewport: { width: 400, height: 700 } },
} satisfies Readonly<Record<string, PageOptions>>;
const windowNames = ["1280 wide", "200 % zoom", "400 wide"] as const;

/** Each ends in what is to be looked at. All begin with a session and nothing selected. */
const states = {
  "a request selected": async ({ page, host }) => {
    await host.send({ type: "reveal", request: 8 });
    await page.waitForSelector(".inspector h2");
  },
  "every derivation opened": async ({ page, host }) => {
    await host.send({ type: "reveal", request: 9 });
    await page.waitForSelector(".inspector h2");
    await page.getByRole("button", { name: "How obtained" }).click();
    // In one go: what is opened is drawn again, and a figure that stands twice opens twice.
    await page.evaluate(() => {
      const closed = new Map(
        Array.from(
          document.querySelectorAll<HTMLElement>("button.disclose[aria-expanded=false]"),
          (button) => [button.getAttribute("aria-controls"), button],
        ),
      );
      for (const button of closed.values()) button.click();
    });
    await drawn(page);
    await eventuallyHolds(
      async () => (await page.locator("button.disclose[aria-expanded=true]").count()) > 0,
    );
  },
  candidates: async ({ page, host }) => {
    await host.send({ type: "reveal", request: 8 });
    await page.click("#tab-candidates");
  },
  requests: async ({ page }) => {
    await page.click("#tab-requests");
  },
  "filtered and searched": async ({ page }) => {
    const more = page.locator(".timeline-legend-more");
    if (await more.isVisible()) await more.click();
    await page.locator(".timeline-legend-list button >> nth=0").click();
    await page.focus(".timeline-figure");
    await page.keyboard.press("Control+f");
    await page.getByRole("textbox", { name: "Find in the session" }).fill("e");
    await page.waitForFunction(
      () => document.querySelector(".timeline-find-count")?.textContent !== "",
    );
  },
  "the what-if moved": async ({ page }) => {
    await page.click("#tab-whatIf");
    await swept(page);
    await page.getByRole("textbox", { name: /^Protected tokens/ }).fill("12000");
    await settled(page);
    for (const summary of await page.locator(".panel summary").all()) await summary.click();
  },
  "the map, and prices of one's own": async ({ page }) => {
    await page.click("#tab-whatIf");
    await swept(page);
    await page.click('button:text-is("Map")');
    await page.waitForSelector(".map-grid, .work-shown");
    if ((await page.locator(".price-fields").count()) === 0) await page.click("text=Edit prices");
    await page.waitForSelector(".price-fields");
  },
  "a newer state failed": async ({ page, host }) => {
    await host.send({ type: "failed", message: "The disk is gone.", detail: "Plug it in." });
    await page.waitForSelector("[role=alert] >> text=The disk is gone.");
  },
} satisfies Readonly<Record<string, (hosted: HostedPage) => Promise<void>>>;
type StateName = keyof typeof states;
const stateNames = Object.keys(states) as StateName[];

interface Row {
  readonly session: SessionName;
  readonly theme: (typeof themeNames)[number];
  readonly window: (typeof windowNames)[number];
  readonly states: readonly StateName[];
}

function turned<Value>(values: readonly Value[], at: number): Value {
  const value = values[at % values.length];
  if (value === undefined) throw new Error("there is nothing to choose from");
  return value;
}

/** Every session in every theme, and so that any two of session, theme, window and state meet somewhere. */
const rows: readonly Row[] = sessions.flatMap((session, s) =>
  themeNames.map((theme, t) => ({
    session,
    theme,
    window: turned(windowNames, s + t),
    states: [turned(stateNames, 2 * t + s), turned(stateNames, 2 * t + 1 + s)],
  })),
);

async function show({ page, host }: HostedPage, name: SessionName): Promise<void> {
  const whole = await namedSession(name === "growing" ? "many-default" : name);
  if (name !== "growing") {
    await host.show(whole);
    return;
  }
  await host.show(beginning(whole, 60), 0);
  await host.show(withoutEnd(whole), 0);
  await page.waitForSelector(".live");
}

/** What is wrong with what is seen now: accessibility, width, and controls that nobody can reach. */
async function assertWellMannered(page: Page, state: string): Promise<void> {
  await drawn(page);
  assert.deepEqual(await accessibilityViolations(page), [], `${state}: accessible`);
  await eventually(async () => clipped(page), [], `${state}: nothing is wider than the window`);
  assert.deepEqual(await buriedControls(page), [], `${state}: every control can be reached`);
}

describe("the page in every session, theme, window and state", () => {
  it("brings any two of them together", () => {
    const pairs = (one: (row: Row) => readonly string[], other: (row: Row) => readonly string[]) =>
      new Set(rows.flatMap((row) => one(row).flatMap((a) => other(row).map((b) => `${a} ${b}`))))
        .size;
    const of = {
      session: (row: Row) => [row.session],
      theme: (row: Row) => [row.theme],
      window: (row: Row) => [row.window],
      state: (row: Row) => row.states,
    };
    assert.equal(pairs(of.session, of.theme), sessions.length * themeNames.length);
    assert.equal(pairs(of.session, of.window), sessions.length * windowNames.length);
    assert.equal(pairs(of.session, of.state), sessions.length * stateNames.length);
    assert.equal(pairs(of.theme, of.window), themeNames.length * windowNames.length);
    assert.equal(pairs(of.theme, of.state), themeNames.length * stateNames.length);
    assert.equal(pairs(of.window, of.state), windowNames.length * stateNames.length);
  });

  for (const [at, row] of rows.entries())
    it(
      `${row.session}, ${row.theme}, ${row.window}: ${row.states.join(", then ")}`,
      withHost(
        { theme: row.theme, ...windows[row.window], reducedMotion: at % 2 === 0 },
        async (hosted) => {
          await show(hosted, row.session);
          for (const state of row.states) {
            await states[state](hosted);
            await assertWellMannered(hosted.page, state);
          }
        },
      ),
    );

  for (const [at, theme] of themeNames.entries())
    it(
      `${theme}: before a session, while it is read, where it failed and where it is empty`,
      withHost(
        { theme, ...windows[turned(windowNames, at + 1)], reducedMotion: at % 2 === 1 },
        async ({ page, host }) => {
          await assertWellMannered(page, "before the first message");
          await host.welcome("agent");
          await host.send({ type: "loading", detail: "reading 2 of 3 segments", done: 0.2 });
          await page.waitForSelector("progress");
          await assertWellMannered(page, "loading");
          await host.send({ type: "failed", message: "It could not.", detail: "Line 3." });
          await page.waitForSelector("[role=alert]");
          await assertWellMannered(page, "failed");
          await host.show(beginning(await namedSession("first"), 0));
          await page.waitForSelector("main");
          await assertWellMannered(page, "empty");
        },
      ),
    );
});
