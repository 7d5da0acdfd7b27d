import type { Page } from "playwright-core";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { drawn } from "./playedHost";

/** Two recorded sessions, A and B. */
export async function two(a: string, b: string): Promise<readonly [OpenedFixture, OpenedFixture]> {
  return [await openFixture(a), await openFixture(b)];
}

/** A session without some of its requests. */
export function without(
  opened: OpenedFixture,
  isLost: (request: number) => boolean,
): OpenedFixture {
  const requests = opened.replay.requests.filter((_, request) => !isLost(request));
  return { ...opened, replay: { ...opened.replay, requests } };
}

/** Numbers of the selected requests of A and B, as the detail names them. */
export async function selected(page: Page): Promise<readonly (number | undefined)[]> {
  await drawn(page);
  const titles = await page.locator(".compare-detail thead th.numeric").allTextContents();
  return titles.slice(0, 2).map((title) => {
    const digits = /Request ([\d,]+)/.exec(title)?.[1]?.replaceAll(",", "");
    return digits === undefined ? undefined : Number(digits);
  });
}

export interface KeptState {
  readonly selected?: number;
  readonly view?: { readonly from: number; readonly to: number };
  readonly prices?: string;
  readonly restore?: string;
  readonly search?: { readonly text: string; readonly scope: string };
}

/** What the page has kept. */
export const kept = async (page: Page): Promise<KeptState> =>
  await page.evaluate(() => window.editorStandIn.state as KeptState);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an element is, in CSS pixels. Throws where it is not visible. */
export async function box(page: Page, selector: string): Promise<Box> {
  const found = await page.locator(selector).boundingBox();
  if (found === null) throw new Error(`${selector} is not visible`);
  return found;
}

/** The middle of a row of the strip, where all of so many rows are visible. */
export async function stripPoint(
  page: Page,
  row: number,
  rows: number,
): Promise<{ readonly x: number; readonly y: number }> {
  const { x, y, width, height } = await box(page, ".difference-strip");
  return { x: x + 76 + ((row + 0.5) / rows) * (width - 86), y: y + height / 2 };
}

/** Which difference of how many is selected, in the page's words. */
export async function walkText(page: Page): Promise<string> {
  await drawn(page);
  return (await page.locator(".walk-count").innerText()).trim();
}
