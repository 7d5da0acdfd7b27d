import { parseAgentMetadata } from "../../../src/core/session/agentMetadata";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession } from "../../../src/core/session/session";
import { foldLog } from "../../support/foldLog";
import { call, LogBuilder, result, user } from "../../support/logBuilder";
import type { OpenedFixture } from "../../support/openFixture";

/** Texts that want to be more than text: markup, ends of elements and comments, formulas, controls, prototype keys. */
export const hostileTexts: readonly string[] = [
  "</script><script>window.hacked = 1</script>",
  "<!--<script>",
  "--><img src=x onerror=window.hacked=1>",
  "]]></style><svg onload=window.hacked=1>",
  "\u2028window.hacked=1\u2029//",
  "${window.hacked=1}`'\"\\",
  '=HYPERLINK("http://example.invalid","x")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "\t=1",
  "\r\n=1",
  'a,b;"c"\nd',
  "\u202edesrever\u202c \u001b[31mred\u0007",
  "\ud800lone",
  "__proto__",
  "javascript:window.hacked=1",
  "&lt;b&gt; &amp; <b>bold</b>",
];

/** A session in which each of these texts stands wherever a log may hold text. */
export function hostileSession(): OpenedFixture {
  const id = "01a1fc94-0000-7000-8000-000000000001";
  const log = new LogBuilder().start([], {}, id);
  const items = [user("begin")];
  log.invoke(hostileTexts[0]).userInput("begin");
  for (const [at, text] of hostileTexts.entries()) {
    const asked = call(text, text, JSON.stringify({ path: text }));
    const answered = result(text, text, `${text} ${"content ".repeat(400)}`);
    items.push(asked, answered);
    log.item(asked).item(answered);
    log.extension("metrics", {
      name: "prune.skip",
      ts: log.ts,
      correlation_id: text,
      value: 100,
      dimensions: {
        reason: "below_min_savings",
        candidate_count: "1",
        protected_start_index: String(2 * at + 2),
      },
    });
    log.usage(items.length, 1000 + 500 * at, { cacheRead: 500 });
    log.line(text).extension(text, { text }).metric(text, 1);
    log.metric("prune.skip", 1, { dimensions: { reason: text } });
  }
  log.runErrored(hostileTexts.join(" "));
  const segment = foldLog(log.bytes());
  const metadata = parseAgentMetadata({
    pod_name: hostileTexts.join(""),
    active: { session_id: id, segment_id: segment.id },
  });
  const session = assembleSession(id, [segment], metadata);
  return { name: hostileTexts.join(""), session, replay: replaySession(session), items: [items] };
}
