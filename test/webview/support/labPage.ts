import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { formatCount } from "../../../src/core/format";
import { labOutcome } from "../../../src/core/lab/labRun";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { prepareResimulation, type Resimulation } from "../../../src/core/whatif/resimulate";
import { runToEnd } from "../../../src/core/work";
import { eventually } from "../../support/eventually";
import { openFixture } from "../../support/openFixture";
import { drawn } from "./playedHost";

/** Waits until the tokens are fitted and the sweep is through. */
export async function swept(page: Page): Promise<void> {
  await page.waitForSelector(".sweep-chart");
  await drawn(page);
}

/** Waits until the table shows what the knobs stand at. */
export async function settled(page: Page): Promise<void> {
  await drawn(page);
  await page.waitForSelector('.comparison[aria-busy="false"]');
  await drawn(page);
}

/** One line of the table: recorded, what if, difference. */
export async function line(page: Page, figure: string): Promise<readonly string[]> {
  const cells = await page
    .locator(".comparison tbody tr", {
      has: page.getByRole("rowheader", { name: figure, exact: true }),
    })
    .locator("td")
    .allInnerTexts();
  return cells.map((text) => text.trim());
}

/** What stands in the what-if column for a figure. */
export async function whatIf(page: Page, figure: string): Promise<string> {
  return (await line(page, figure))[1] ?? "";
}

const fits = new Map<string, Resimulation>();

/** What the core fits to a session, once for all tests. */
export async function fit(name: string): Promise<Resimulation> {
  const known = fits.get(name);
  if (known !== undefined) return known;
  const { session, replay } = await openFixture(name);
  const made = runToEnd(prepareResimulation(session, replay));
  fits.set(name, made);
  return made;
}

/** The table against the core, for one policy and its values. */
export async function agrees(
  page: Page,
  resimulation: Resimulation,
  policy: string,
  values: readonly number[],
): Promise<void> {
  await settled(page);
  const summary = labOutcome(resimulation, policy, values, defaultPrices)?.summary;
  assert.ok(summary !== undefined);
  const expected = {
    "Requests that fired": summary.fires,
    "Changes of the set": summary.setChanges,
    "Requests sending again": summary.requestsSendingAgain,
    Cost: summary.cost,
    "Input tokens": summary.prompt.total,
    "Peak prompt": summary.prompt.peak ?? NaN,
    "Uncertain decisions": summary.uncertain ?? NaN,
  };
  for (const [figure, value] of Object.entries(expected))
    await eventually(async () => whatIf(page, figure), formatCount(value), figure);
}

/** Leaves the page with a worker that never says a word. */
export function neverAnswering(): void {
  Object.defineProperty(window, "Worker", {
    value: function silent() {
      return Object.assign(new EventTarget(), {
        postMessage: () => undefined,
        terminate: () => undefined,
      });
    },
  });
}

/** The number field of a knob. */
export const field = (page: Page, knob: string): Locator =>
  page.getByRole("textbox", { name: new RegExp(`^${knob}`) });
