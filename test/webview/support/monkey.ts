import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import { growingFixture } from "../../support/growingFixture";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { changeTheme, themeNames } from "./theme";

/** How many monkeys are let loose on each page, and the number of the first: see test/README.md. */
export const monkeys = numberFrom("PRUNESCOPE_MONKEYS", 2);
export const firstMonkey = numberFrom("PRUNESCOPE_MONKEY_SEED", 1);

function numberFrom(variable: string, otherwise: number): number {
  const value = process.env[variable];
  if (value === undefined) return otherwise;
  if (!/^\d+$/.test(value)) throw new Error(`${variable}: ${value} is not a number`);
  return Number(value);
}

/** Random choices that are the same for the same number, and what was done by them. */
export class Dice {
  readonly trail: string[] = [];
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) >>> 0;
  }

  /** From 0 to below 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to below a count. */
  below(count: number): number {
    return Math.floor(this.share() * count);
  }

  of<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    assert.ok(value !== undefined, "there is something to choose from");
    return value;
  }

  shuffled<Value>(values: readonly Value[]): readonly Value[] {
    return values
      .map((value) => ({ value, place: this.share() }))
      .sort((a, b) => a.place - b.place)
      .map(({ value }) => value);
  }
}

/** The host of a page, as far as monkeys play with it. */
export interface MonkeyHost {
  holdAnswers(): void;
  releaseAnswers(
    order: (held: readonly (() => Promise<void>)[]) => readonly (() => Promise<void>)[],
  ): Promise<void>;
}

const states = new Map<string, Promise<readonly OpenedFixture[]>>();

/** A recorded session as it grew: so many states of it, the last one whole. */
export async function growth(name: string, count: number): Promise<readonly OpenedFixture[]> {
  const key = `${name} ${String(count)}`;
  const known = states.get(key) ?? grow(name, count);
  states.set(key, known);
  return await known;
}

async function grow(name: string, count: number): Promise<readonly OpenedFixture[]> {
  const whole = await openFixture(name);
  const sessions: Session[] = [];
  for await (const session of growingFixture(name, 40)) sessions.push(session);
  const chosen = Array.from(
    { length: count - 1 },
    (_, at) => sessions[Math.floor(((at + 1) * sessions.length) / count)],
  );
  return [
    ...chosen.flatMap((session) =>
      session === undefined ? [] : [{ ...whole, session, replay: replaySession(session) }],
    ),
    whole,
  ];
}

const keys = [
  ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"],
  ...["Enter", "Space", "Escape", "Tab", "Shift+Tab", "F3", "Shift+F3", "Shift+ArrowRight"],
  ...["+", "-", "0", "/", "n", "Shift+N", "Control+f"],
];
const words = ["read", "parser", "e", "no such text", "error", "Grep"];
/** Everything that somebody may press. */
const pressable =
  "button, vscode-button, summary, vscode-panel-tab, tbody:not([aria-hidden]) tr, .timeline-figure, .timeline-minimap, .difference-strip";

type Act = (page: Page, dice: Dice) => Promise<string>;

async function press(page: Page, dice: Dice): Promise<string> {
  const key = dice.of(keys);
  for (let times = 1 + dice.below(4); times > 0; times--) await page.keyboard.press(key);
  return `press ${key}`;
}

/** Several things in one task of the page, so that nothing is drawn between them. */
async function burst(page: Page, dice: Dice): Promise<string> {
  const shares = Array.from({ length: 2 + dice.below(3) }, () => dice.share());
  const done = await page.evaluate(
    ([selector, given]) =>
      given.map((share) => {
        const found = [...document.querySelectorAll<HTMLElement>(selector)].filter(
          (element) => element.checkVisibility() && !element.matches(":disabled"),
        );
        const element = found[Math.floor(share * found.length)];
        element?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        element?.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
        element?.dispatchEvent(
          new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }),
        );
        return element?.textContent.trim().replace(/\s+/g, " ").slice(0, 30) ?? "nothing";
      }),
    [
      "button, vscode-button, summary, vscode-panel-tab, tbody:not([aria-hidden]) tr",
      shares,
    ] as const,
  );
  return `burst of ${done.map((each) => `“${each}”`).join(", ")}`;
}

/** A place in something that can be pressed. */
async function place(
  page: Page,
  dice: Dice,
): Promise<{ readonly x: number; readonly y: number; readonly what: string }> {
  return await page.evaluate(
    ([selector, which, across, down]) => {
      const found = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) =>
        element.checkVisibility(),
      );
      const element = found[Math.floor(which * found.length)] ?? document.body;
      element.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return {
        x: left + across * width,
        y: top + down * height,
        what: `${element.className || element.localName} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}”`,
      };
    },
    [pressable, dice.share(), dice.share(), dice.share()] as const,
  );
}

async function click(page: Page, dice: Dice): Promise<string> {
  const { x, y, what } = await place(page, dice);
  await page.mouse.click(x, y, { clickCount: dice.below(4) === 0 ? 2 : 1 });
  return `click ${what}`;
}

async function inFigure(page: Page, dice: Dice): Promise<{ x: number; y: number }> {
  const figure = page.locator(".timeline-figure").nth(0);
  const box = (await figure.isVisible()) ? await figure.boundingBox() : null;
  if (box === null) return { x: 5, y: 5 };
  return { x: box.x + dice.share() * box.width, y: box.y + dice.share() * box.height };
}

async function wheel(page: Page, dice: Dice): Promise<string> {
  const { x, y } = await inFigure(page, dice);
  await page.mouse.move(x, y);
  const by = dice.of([-400, -120, 120, 400]);
  await page.mouse.wheel(dice.below(3) === 0 ? by : 0, by);
  return `wheel by ${String(by)}`;
}

async function drag(page: Page, dice: Dice): Promise<string> {
  const from = dice.below(2) === 0 ? await inFigure(page, dice) : await place(page, dice);
  const to = { x: from.x + 300 * (dice.share() - 0.5), y: from.y + 200 * (dice.share() - 0.5) };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  return "drag";
}

async function type(page: Page, dice: Dice): Promise<string> {
  const word = dice.of(words);
  await page.keyboard.press("Control+f");
  await page.keyboard.type(word);
  if (dice.below(2) === 0) await page.keyboard.press("Enter");
  return `find “${word}”`;
}

/** Another choice in a list, or another value on a slider. */
async function choose(page: Page, dice: Dice): Promise<string> {
  return await page.evaluate(
    ([which, what]) => {
      const found = [
        ...document.querySelectorAll<HTMLSelectElement | HTMLInputElement>(
          "select, input[type=range]",
        ),
      ].filter((element) => element.checkVisibility());
      const element = found[Math.floor(which * found.length)];
      if (element instanceof HTMLSelectElement) {
        element.selectedIndex = Math.floor(what * element.options.length);
        element.dispatchEvent(new Event("change", { bubbles: true }));
      } else if (element !== undefined) {
        element.value = String(Math.floor(what * Number(element.max)));
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return `choose ${element?.value ?? "nothing"} in ${element?.id ?? ""}${element?.ariaLabel ?? ""}`;
    },
    [dice.share(), dice.share()] as const,
  );
}

async function theme(page: Page, dice: Dice): Promise<string> {
  const name = dice.of(themeNames);
  await changeTheme(page, name);
  return `theme ${name}`;
}

async function resize(page: Page, dice: Dice): Promise<string> {
  const width = dice.of([420, 700, 1000, 1280, 1600]);
  const height = dice.of([500, 800, 1100]);
  await page.setViewportSize({ width, height });
  return `resize to ${String(width)} × ${String(height)}`;
}

const acts: readonly Act[] = [
  ...[press, press, press, burst, click, click, click, click],
  ...[wheel, drag, type, choose, choose, theme, resize],
];

/** Lets a monkey do so many things; between them the session grows, in the end to its last state. */
export async function monkeyAbout(
  page: Page,
  host: MonkeyHost,
  dice: Dice,
  count: number,
  grow: () => Promise<void>,
  canGrow: () => boolean,
): Promise<void> {
  const release = async () =>
    host.releaseAnswers((held) => (dice.below(2) === 0 ? held : dice.shuffled(held)));
  for (let done = 0; done < count; done++) {
    const roll = dice.below(20);
    if (roll === 0) {
      host.holdAnswers();
      dice.trail.push("hold answers");
    } else if (roll === 1) {
      await release();
      dice.trail.push("release answers");
    } else if (roll < 5) {
      if (!canGrow()) continue;
      await grow();
      dice.trail.push("grow");
    } else dice.trail.push(await dice.of(acts)(page, dice));
  }
  await release();
  while (canGrow()) {
    await grow();
    dice.trail.push("grow");
  }
}
