import type { Page } from "playwright-core";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { FileProblem } from "../../../src/core/session/fileProblem";
import { parseAgentMetadata } from "../../../src/core/session/agentMetadata";
import { assembleSession } from "../../../src/core/session/session";
import { byteOffset, lineNumber } from "../../../src/core/units";
import { visibleText } from "../../../src/core/visibleText";
import { foldLog } from "../../support/foldLog";
import {
  actingTexts as texts,
  hostileLog,
  hostileSessionId as sessionId,
} from "../../support/hostileLog";
import type { OpenedFixture } from "../../support/openFixture";

export { texts };

export function hostile(): OpenedFixture {
  const { bytes, items } = hostileLog();
  const segment = foldLog(bytes, undefined, texts[1]);
  const metadata = parseAgentMetadata({
    pod_name: texts.join(" "),
    active: { session_id: sessionId, segment_id: segment.id },
    resolved_manifest_snapshot: {
      compaction: { prune_protected_tokens: texts[3], prune_min_savings: texts[4] },
    },
  });
  const session = assembleSession(sessionId, [segment], metadata);
  return { name: texts.join(" "), session, replay: replaySession(session), items: [items] };
}

/** A file that could not be read for each of them. */
export const problems: readonly FileProblem[] = texts.map((text, at) => ({
  path: `/data/${text}.jsonl`,
  what: text,
  ...(at % 2 === 0 ? { line: lineNumber(at + 1), offset: byteOffset(100 * at) } : {}),
}));

/** Everything that was asked for since the call and is not the page's own. */
export function requestsOf(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("blob:")) asked.push(request.url());
  });
  return asked;
}

/** What stands in the page that no view of it makes, and what a script of the log would have left behind. */
export async function foreign(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => [
    ...Array.from(
      document.querySelectorAll(
        "#page :is(script, style, img, iframe, object, embed, link, base, a[href], [onerror], [onload])",
      ),
      ({ outerHTML }) => outerHTML.slice(0, 200),
    ),
    ...("hacked" in window ? ["a script ran"] : []),
    ...("polluted" in {} ? ["a prototype was changed"] : []),
  ]);
}

/** Characters that would turn the text around them, or draw on a terminal, and that are shown as they are. */
export async function unmarked(page: Page): Promise<readonly string[]> {
  const shown = await page.locator("#page").evaluate((element) => {
    const attributes = Array.from(element.querySelectorAll("*")).flatMap((each) =>
      ["title", "aria-label"].map((name) => each.getAttribute(name) ?? ""),
    );
    return [element.textContent, ...attributes];
  });
  const acting = (text: string) =>
    Array.from(text).some(
      (character) => character !== "\n" && visibleText(character) !== character,
    );
  return shown.filter(acting).map((text) => text.trim().slice(0, 300));
}
