import type { Page } from "playwright-core";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { FileProblem } from "../../../src/core/session/fileProblem";
import { parseAgentMetadata } from "../../../src/core/session/agentMetadata";
import { assembleSession } from "../../../src/core/session/session";
import { byteOffset, lineNumber } from "../../../src/core/units";
import { visibleText } from "../../../src/core/visibleText";
import { hostileTexts } from "../../core/export/hostileSession";
import { foldLog } from "../../support/foldLog";
import { call, LogBuilder, result, user } from "../../support/logBuilder";
import type { OpenedFixture } from "../../support/openFixture";

/** Texts that act somewhere: in markup, in a terminal, in VS Code's lists, in objects, in a layout. */
export const texts: readonly string[] = [
  ...hostileTexts,
  "constructor",
  "toString",
  "hasOwnProperty",
  "$(trash) $(sync~spin) $(error)",
  "[click](command:workbench.action.terminal.new) ![x](http://example.invalid/x.png)",
  "\u001b]8;;http://example.invalid\u0007link\u001b]8;;\u0007 \u001b[2J\u001b[31m",
  "\u2066\u2067\u2068\u2069\u200f\u061cتبديل\u202a",
  "e" + "\u0301".repeat(500),
  "<iframe src=http://example.invalid></iframe><link rel=stylesheet href=//example.invalid/x>",
  "<style>*{display:none!important}</style><base href=http://example.invalid>",
  "W".repeat(100_000),
];

const sessionId = "01a1fc94-0000-7000-8000-000000000001";

/** Enough requests and content that pruning fires, with a hostile text in each place that a log has for text. */
export function hostile(): OpenedFixture {
  const log = new LogBuilder().start([], {}, sessionId);
  const items = [user(texts.join("\n"))];
  log.invoke(texts[0]).userInput(texts.join("\n"));
  for (const [at, text] of texts.entries()) {
    const id = `${text.slice(0, 40)}${String(at)}`;
    const asked = call(id, text, JSON.stringify({ path: text, [text]: text }));
    const answered = result(id, text, `${text} ${"content ".repeat(4000)}`);
    items.push(asked, answered);
    log.item(asked).item(answered).systemItem(text, text);
    items.push(user(text));
    log.extension("metrics", {
      name: "prune.fire",
      ts: log.ts,
      correlation_id: text,
      value: 5000 + at,
      dimensions: {
        candidate_count: String(at),
        protected_start_index: String(2 * at),
        [text]: text,
      },
    });
    log.usage(items.length, 4000 + 9000 * at, { cacheRead: 500 });
    log
      .line(text, { [text]: text })
      .extension(text, { text })
      .metric(text, 1);
    log.metric("prune.skip", 1, { dimensions: { reason: text } });
    log.raw(`${text.replaceAll("\n", " ")}\n`);
  }
  log.runErrored(texts.join(" "));
  const segment = foldLog(log.bytes(), undefined, texts[1]);
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
