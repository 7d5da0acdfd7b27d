import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, eventuallyHolds, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { drawn, withHost } from "./support/playedHost";

interface Kept {
  readonly choices?: {
    readonly filter: { readonly kinds: readonly string[] };
    readonly search: { readonly text: string; readonly scope: string } | undefined;
  };
}

const kept = async (page: Page): Promise<Kept> =>
  await page.evaluate(() => window.editorStandIn.state as Kept);
const entry = (page: Page, name: string) => page.locator(`[data-entry="${name}"]`);
const input = (page: Page) => page.getByRole("textbox", { name: "Find in the session" });

const filter = {
  kinds: ["assistant"],
  tool: undefined,
  errors: false,
  states: [],
  decisions: [],
  fates: [],
  uncertain: false,
};

describe("filter and search", () => {
  it(
    "are kept while the page is away, the search only as long as it is open",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await entry(page, "assistant").evaluate((button: HTMLElement) => {
        button.click();
      });
      await page.focus(".timeline-figure");
      await page.keyboard.press("/");
      await page.keyboard.type("read");
      await drawn(page);
      await passes(
        async () => kept(page),
        ({ choices }) => {
          assert.deepEqual(choices?.filter.kinds, ["assistant"]);
          assert.equal(choices.search?.text, "read");
        },
      );
      await page.keyboard.press("Escape");
      await drawn(page);
      await eventually(async () => (await kept(page)).choices?.search, undefined);
    }),
  );

  it(
    "are taken up again, without taking the focus",
    withHost(
      { keptState: { choices: { filter, search: { text: "read", scope: "tools" } } } },
      async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await drawn(page);
        await eventually(async () => entry(page, "assistant").getAttribute("aria-pressed"), "true");
        await eventually(async () => input(page).inputValue(), "read");
        const focused = await page.evaluate(() => document.activeElement?.tagName);
        assert.notEqual(focused, "INPUT");
        await page.waitForFunction(() =>
          (document.querySelector(".timeline-find-count")?.textContent ?? "").includes("match"),
        );
      },
    ),
  );

  for (const choices of [
    { filter: { kinds: ["nobody"] } },
    "read",
    { filter, search: { text: 7 } },
  ])
    it(
      `begin anew where ${JSON.stringify(choices).slice(0, 40)} was kept`,
      withHost({ keptState: { choices } }, async ({ page, host }) => {
        await host.show(await openFixture("many-default"));
        await drawn(page);
        await eventually(
          async () => entry(page, "assistant").getAttribute("aria-pressed"),
          "false",
        );
        await eventuallyHolds(async () => input(page).isHidden());
      }),
    );
});
