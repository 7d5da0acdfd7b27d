import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/lib/root.mjs";
import { itemBrief } from "../../../src/core/itemBrief";
import type { Translation } from "../../../src/core/l10n/translation";
import { translationData } from "../../../src/core/pageHtml";
import { visibleText } from "../../../src/core/visibleText";
import type { OpenedFixture } from "../../support/openFixture";

/**
 * A language in which every message can be told from a text that was never translated: English with a mark above or below
 * every letter, numbers with the marks of German. What is shown in plain letters comes from the log or was forgotten.
 */

const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const markedLetters = Array.from("áƀçđéƒǧĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ");

/** A text as that language has it. */
export function marked(text: string): string {
  return text.replace(/\{\d+\}|[a-zA-Z]/g, (found) =>
    found.length === 1 ? (markedLetters[plain.indexOf(found)] ?? found) : found,
  );
}

export function markedTranslation(): Translation {
  const bundle: unknown = JSON.parse(
    readFileSync(path.join(root, "l10n/bundle.l10n.json"), "utf8"),
  );
  const messages = Object.keys(bundle as Readonly<Record<string, string>>).map(
    (text) => [text, marked(text)] as const,
  );
  return { locale: "de", messages: Object.fromEntries(messages) };
}

interface SpyWindow {
  readonly drawnTexts?: readonly string[];
}

/** Before the page is loaded: gives it the marked language, and notes what is written on canvases. */
export async function speakMarked(page: Page): Promise<void> {
  const data = translationData(markedTranslation());
  await page.route("**/page/*.html", async (route) => {
    const response = await route.fetch();
    // A function: the data may hold what a replacement would read as a pattern.
    const body = (await response.text()).replace("    <script", (script) => data + script);
    await route.fulfill({ response, body });
  });
  await noteDrawnTexts(page);
}

/** Before the page is loaded: notes what is written on canvases. */
export async function noteDrawnTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const texts: string[] = [];
    Object.defineProperty(window, "drawnTexts", { value: texts });
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const fillText: unknown = Reflect.get(prototype, "fillText");
      if (typeof fillText !== "function") throw new Error("a canvas writes no text");
      const noting = new Proxy(fillText, {
        apply: (write, context, given: readonly unknown[]): unknown => {
          texts.push(String(given[0]));
          return Reflect.apply(write, context, given);
        },
      });
      Reflect.set(prototype, "fillText", noting);
    }
  });
}

/** All texts of the document, hidden ones too, those of attributes that are read out or shown, and drawn ones; each once. */
export async function allTexts(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const texts = new Set<string>((window as unknown as SpyWindow).drawnTexts);
    const spoken = [
      ...["aria-label", "aria-valuetext", "aria-roledescription", "aria-description"],
      ...["title", "placeholder", "alt"],
    ];
    const visit = (node: Node) => {
      if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return;
      if (node instanceof Text) texts.add(node.data.trim());
      if (node instanceof Element) {
        for (const name of spoken) texts.add((node.getAttribute(name) ?? "").trim());
        if (node.shadowRoot !== null) visit(node.shadowRoot);
      }
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    return [...texts];
  });
}

/** Of these texts, those with a word in plain letters that does not come from the session, and numbers as English has them. */
export function forgotten(
  texts: readonly string[],
  sessions: readonly OpenedFixture[],
): readonly string[] {
  const logged = sessions.flatMap(textsOf).sort((a, b) => b.length - a.length);
  return texts.filter((text) => {
    let rest = text;
    for (const each of logged) rest = rest.replaceAll(each, " ");
    return /[a-zA-Z]{2}/.test(rest.replace(units, " ")) || /\d,\d{3}(?!\d)/.test(rest);
  });
}

/** Units and what stands for one the world over. */
const units = /\b(?:[KMGT]iB|ms|min|UTC)\b/g;

/** What a page shows of a session as it was logged. */
function textsOf({ name, session, items }: OpenedFixture): readonly string[] {
  const texts = [
    name,
    "Prunescope",
    ...session.segments.flatMap(({ id, sessionId, toolNames, runs, unread }) => [
      id,
      sessionId ?? "",
      ...toolNames,
      ...unread.map(({ reason }) => reason),
      ...runs.map(({ end }) => end?.message ?? ""),
    ]),
    ...items.flat().map(itemBrief),
  ];
  return [...new Set(texts.map(visibleText))].filter((text) => text.length > 1);
}
