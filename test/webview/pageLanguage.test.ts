import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { useTranslation } from "../../src/core/l10n/translation";
import { openFixture, type OpenedFixture } from "../support/openFixture";
import { withExport } from "./exportedPage/exportedFile";
import { settled, swept } from "./support/labPage";
import {
  allTexts,
  forgotten,
  marked,
  markedTranslation,
  noteDrawnTexts,
  speakMarked,
} from "./support/markedWords";
import { withCompare } from "./support/playedCompare";
import { drawn, withHost } from "./support/playedHost";

/** Gathers the texts that were ever shown, since a page says different things at different times. */
class Gathered {
  readonly #page: Page;
  readonly #texts = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  async look(): Promise<void> {
    await drawn(this.#page);
    for (const text of await allTexts(this.#page)) this.#texts.add(text);
  }

  /** Fails where one was never translated, or too few were shown. */
  areAllTranslated(sessions: readonly OpenedFixture[], atLeast: number): void {
    const texts = [...this.#texts];
    const translated = texts.filter((text) => /[áéíóú]/.test(text));
    assert.ok(translated.length >= atLeast, `only ${translated.length} were translated`);
    assert.deepEqual(forgotten(texts, sessions), []);
  }
}

/** Points at places all over the figure, so that it explains each. */
async function pointThrough(page: Page, gathered: Gathered): Promise<void> {
  const box = await page.locator(".timeline-figure canvas").first().boundingBox();
  assert.ok(box !== null);
  for (let down = 1; down < 16; down++) {
    const across = ((down * 7) % 16) / 16;
    await page.mouse.move(box.x + 80 + (box.width - 90) * across, box.y + (box.height * down) / 16);
    await gathered.look();
  }
}

async function openEverything(page: Page): Promise<void> {
  for (const details of await page.locator("summary, .inspector .disclose").all())
    if (await details.isVisible()) await details.click();
}

describe("what a page shows in plain letters", () => {
  it("is found, whatever stands beside it, unless the session says it", async () => {
    const opened = await openFixture("first");
    const [tool] = opened.session.segments.flatMap(({ toolNames }) => toolNames);
    const texts = [marked("Requests"), `${marked("Tool")} ${tool ?? ""}`, "12,5 KiB", "1.234"];
    assert.deepEqual(forgotten(texts, [opened]), []);
    const faults = ["Requests", `${marked("Left out")}: none`, "1,234", `${tool ?? ""} of it`];
    assert.deepEqual(forgotten([...texts, ...faults], [opened]), faults);
  });
});

describe("the page in another language", () => {
  for (const name of [
    "many-default",
    "new-failures",
    "compacted",
    "restarted-forked",
    "no-pruning",
    "no-metadata",
  ])
    it(
      `says nothing of ${name} in English`,
      withHost({ before: speakMarked }, async ({ page, host }) => {
        const opened = await openFixture(name);
        const gathered = new Gathered(page);
        // What the document says before its script runs is the host's; it is in English here.
        await host.welcome(opened.name);
        await host.send({ type: "loading", detail: "", done: undefined });
        await page.waitForSelector("progress");
        await gathered.look();
        await host.show(opened, 1000);
        await gathered.look();
        await swept(page);
        await page.click(`text=${marked("How obtained")}`);
        await gathered.look();
        await pointThrough(page, gathered);
        await page.locator(".timeline-figure").focus();
        for (const key of ["Home", "Shift+ArrowRight", "Shift+ArrowRight", "End"]) {
          await page.keyboard.press(key);
          await page.waitForSelector(".inspector h2");
          await openEverything(page);
          await gathered.look();
        }
        for (const tab of ["candidates", "requests", "whatIf"]) {
          await page.click(`#tab-${tab}`);
          await gathered.look();
        }
        gathered.areAllTranslated([opened], 150);
      }),
    );

  it(
    "searches, filters and changes its axis without a word of English",
    withHost({ before: speakMarked }, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      const gathered = new Gathered(page);
      await host.show(opened);
      await page.locator(".timeline-figure").focus();
      await page.keyboard.press("/");
      for (const text of ["e", "there is no such text", "a"]) {
        await page.locator(".timeline-find input").fill(text);
        await gathered.look();
        await page.keyboard.press("Enter");
        await gathered.look();
      }
      await page.keyboard.press("Escape");
      for (const part of ["assistant", "sent again", "error results"]) {
        const entry = page
          .locator(".timeline-legend-list")
          .getByRole("button", { name: marked(part), exact: true });
        if ((await entry.count()) === 1) await entry.click();
        await gathered.look();
      }
      await page.click(".timeline-clear");
      await page.click("button[data-axis=time]");
      await gathered.look();
      await pointThrough(page, gathered);
      await page.setViewportSize({ width: 500, height: 600 });
      await gathered.look();
      gathered.areAllTranslated([opened], 150);
    }),
  );

  it(
    "says nothing of a what-if in English, whatever the knobs say",
    withHost({ before: speakMarked }, async ({ page, host }) => {
      const opened = await openFixture("first");
      const gathered = new Gathered(page);
      await host.show(opened);
      await swept(page);
      const policies = await page
        .locator("#policy option")
        .evaluateAll((options) => options.map((option) => option.getAttribute("value") ?? ""));
      assert.ok(policies.length > 3);
      for (const policy of policies) {
        await page.selectOption("#policy", policy);
        await settled(page);
        await gathered.look();
      }
      await page.selectOption("#policy", "yoi");
      for (const text of ["", "x", "-1", "1.5", "99999999999999999999", "0", "900000"]) {
        await page.locator("vscode-text-field input").first().fill(text);
        await gathered.look();
      }
      await pointThrough(page, gathered);
      for (const name of ["as recorded", "re-simulated", "Map"]) {
        await page.click(`.what-if button:text-is("${marked(name)}")`);
        await gathered.look();
      }
      await page.waitForSelector(".map-grid td");
      await openEverything(page);
      await page.click(`text=${marked("Edit prices")}`);
      await gathered.look();
      gathered.areAllTranslated([opened], 250);
    }),
  );

  it(
    "makes its picture for an export in it",
    withHost({ before: speakMarked }, async ({ page, host }) => {
      const opened = await openFixture("compacted");
      await host.show(opened);
      await swept(page);
      await host.send({ type: "produce", id: 0, what: "svg" });
      const { product } = await host.until("produced");
      assert.ok(product.kind === "text");
      const texts = [...product.text.matchAll(/<(?:text|title|desc)\b[^>]*>([^<]+)</g)];
      assert.ok(texts.length > 10);
      assert.deepEqual(
        forgotten(
          texts.map(([, text]) => text ?? ""),
          [opened],
        ),
        [],
      );
    }),
  );
});

describe("the comparing page in another language", () => {
  it(
    "says nothing in English",
    withCompare({ before: speakMarked }, async ({ page, host }) => {
      const [a, b] = [await openFixture("many-default"), await openFixture("many-eager")];
      const gathered = new Gathered(page);
      await host.send({ type: "welcome", restore: "kept for the host" });
      await host.show(a, b);
      await gathered.look();
      await page.locator(".side-a .timeline-figure").focus();
      for (const key of ["n", "n", "ArrowRight"]) {
        await page.keyboard.press(key);
        await gathered.look();
      }
      await page.click(`button:text-is("${marked("How obtained")}")`);
      await gathered.look();
      gathered.areAllTranslated([a, b], 150);
    }),
  );
});

describe("an exported session in another language", () => {
  it("brings its language along", async () => {
    const opened = await openFixture("first");
    try {
      useTranslation(markedTranslation());
      await withExport(opened, { withTexts: true, before: noteDrawnTexts }, async (page) => {
        useTranslation(undefined);
        const gathered = new Gathered(page);
        await swept(page);
        assert.equal(await page.getAttribute("html", "lang"), "de");
        await gathered.look();
        gathered.areAllTranslated([opened], 100);
      });
    } finally {
      useTranslation(undefined);
    }
  });
});
