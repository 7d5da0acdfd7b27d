import type { Page } from "playwright-core";
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
