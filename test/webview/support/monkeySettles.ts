import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { inspect, isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";

/** What a page shows of what it keeps, piece by piece; of what it does not keep, such as an opened figure, nothing. */
export type Shown = Readonly<Record<string, unknown>>;

/** What is awaited stays away for so long, while nothing changes, before it counts as never coming: no machine is that slow. */
const patienceMilliseconds = 60_000;

/** Pages opened for one that keeps something else each time: it comes to rest sooner. */
const mostOpenings = 50;

/** What a page keeps for when it is loaded anew. */
export async function keptBy(page: Page): Promise<unknown> {
  return await page.evaluate(() => window.editorStandIn.state);
}

/**
 * Opens a page anew with what one keeps until both show the same. What was under way, such as a step to a match that is
 * still looked for, may change what is kept: then another is opened.
 * @param openAnew opens a page with a state, and calls back with it
 */
export async function showsTheSameAnew(
  page: Page,
  read: (shown: Page) => Promise<Shown>,
  openAnew: (keptState: unknown, use: (anew: Page) => Promise<void>) => Promise<void>,
  about: () => string,
): Promise<void> {
  const outcome = { isSame: false };
  for (let opening = 0; !outcome.isSame; opening++) {
    assert.ok(opening < mostOpenings, `what is kept never comes to rest\n${about()}`);
    const keptState = await keptBy(page);
    await openAnew(keptState, async (anew) => {
      outcome.isSame = await settlesAs(
        async () => read(page),
        async () => read(anew),
        async () => !isDeepStrictEqual(await keptBy(page), keptState),
        about,
      );
    });
  }
}

/**
 * Reads a page until it shows what another one shows and is at rest; false once that one is outdated. Says what differs
 * where neither comes.
 */
async function settlesAs(
  read: () => Promise<Shown>,
  wanted: () => Promise<Shown>,
  isOutdated: () => Promise<boolean>,
  about: () => string,
): Promise<boolean> {
  let before: readonly [Shown, Shown] | undefined;
  let since = Date.now();
  for (;;) {
    const now = [rounded(await read()), rounded(await wanted())] as const;
    if (await isOutdated()) return false;
    if (isDeepStrictEqual(...now)) return true;
    if (!isDeepStrictEqual(now, before)) since = Date.now();
    before = now;
    if (Date.now() - since > patienceMilliseconds) {
      const names = new Set(now.flatMap((shown) => Object.keys(shown)));
      const differing = [...names].filter((name) => !isDeepStrictEqual(now[0][name], now[1][name]));
      const words = differing.map(
        (name) =>
          `${name}:\n  ${inspect(now[0][name], { breakLength: Infinity, depth: 9 }).slice(0, 1500)}\nand opened anew\n  ${inspect(now[1][name], { breakLength: Infinity, depth: 9 }).slice(0, 1500)}`,
      );
      assert.fail(
        `a page that was opened anew shows something else\n${words.join("\n")}\n${about()}`,
      );
    }
    await pause(100);
  }
}

/** A place on an axis that is clamped anew may differ in its last bits, a billionth of a pixel. */
function rounded(shown: Shown): Shown {
  const round = (value: unknown): unknown => {
    if (typeof value === "number") return Number(value.toPrecision(12));
    if (Array.isArray(value)) return value.map(round);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, round(each)]));
  };
  return Object.fromEntries(Object.entries(shown).map(([name, each]) => [name, round(each)]));
}

/** What both pages show, by the selectors of what belongs to one of them alone. */
export async function readShown(
  page: Page,
  texts: Readonly<Record<string, string>>,
): Promise<Shown> {
  return await page.evaluate(async (given) => {
    // At rest in the picture too.
    for (let frames = 0; frames < 3; frames++)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const text = (element: Element) => element.textContent.trim().replace(/\s+/g, " ");
    const value = (element: Element) => ("value" in element ? String(element.value) : "");
    const hash = (canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      if (width === 0 || height === 0 || !canvas.checkVisibility()) return "hidden";
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data;
      let mixed = 7;
      for (const each of pixels ?? []) mixed = (Math.imul(mixed, 31) + each) | 0;
      return `${String(width)} × ${String(height)}: ${String(mixed)}`;
    };
    return {
      ...Object.fromEntries(
        Object.entries(given).map(([name, selector]) => [name, all(selector).map(text)]),
      ),
      busy: all("[aria-busy=true], .work-shown, progress").length,
      kept: window.editorStandIn.state,
      legend: all(".timeline-legend-list li").map(
        (entry) => `${text(entry)} ${entry.querySelector("button")?.ariaPressed ?? ""}`,
      ),
      filter: all(".timeline-matching").map(text),
      // Where to look is kept with what is looked for.
      chosen: all("select:not(.timeline-find select)").map(
        (select) => `${select.ariaLabel ?? select.id} ${value(select)}`,
      ),
      pressed: all("button[aria-pressed=true], [role=tab][aria-selected=true]").map(text),
      finding: all(".timeline-find, .pair-find").map((bar) =>
        !bar.checkVisibility()
          ? "closed"
          : [
              ...[...bar.querySelectorAll("input, select")].map(value),
              // Which match is looked at is not kept.
              text(bar.querySelector(".timeline-find-count") ?? bar)
                .replace(/^\d+ of ([\d,]+).*/, "$1")
                .replace(/^([\d,]+) match(es)?.*/, "$1"),
            ].join(" | "),
      ),
      sliders: all("input[type=range]").map(
        (slider) => `${value(slider)} of ${slider.getAttribute("max") ?? ""}`,
      ),
      overview: all(".timeline-minimap").map(
        (map) => `${map.ariaValueNow ?? ""} ${map.ariaValueText ?? ""}`,
      ),
      tables: all(".grid table").map((table) => table.ariaRowCount),
      pictures: all(".timeline-figure canvas:first-child").map((canvas) =>
        hash(canvas as HTMLCanvasElement),
      ),
    };
  }, texts);
}
