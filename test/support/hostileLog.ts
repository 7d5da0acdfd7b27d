import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LoggedItem } from "../../src/core/log/item";
import { hostileTexts } from "../core/export/hostileSession";
import { call, LogBuilder, result, user } from "./logBuilder";

/** Texts that act somewhere: in markup, in a terminal, in VS Code's lists, in objects, in a layout. */
export const actingTexts: readonly string[] = [
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

export const hostileSessionId = "01a1fc94-0000-7000-8000-000000000001";

/** A log with enough requests and content that pruning fires, and one of the texts in each place that a log has for text. */
export function hostileLog(): {
  readonly bytes: Uint8Array;
  readonly items: readonly LoggedItem[];
} {
  const log = new LogBuilder().start([], {}, hostileSessionId);
  const items = [user(actingTexts.join("\n"))];
  log.invoke(actingTexts[0]).userInput(actingTexts.join("\n"));
  for (const [at, text] of actingTexts.entries()) {
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
  log.runErrored(actingTexts.join(" "));
  return { bytes: log.bytes(), items };
}

/** Writes that log below a folder as a data directory's only session, whose agent has a name. */
export async function writeHostileData(folder: string, agentName: string): Promise<void> {
  const session = path.join(folder, "sessions", hostileSessionId);
  await mkdir(session, { recursive: true });
  const segment = "01a1fc94-0000-7000-8000-000000000002";
  await writeFile(path.join(session, `${segment}.jsonl`), hostileLog().bytes);
  const worker = path.join(folder, "workers", "w");
  await mkdir(worker, { recursive: true });
  await writeFile(
    path.join(worker, "metadata.json"),
    JSON.stringify({ worker_name: agentName, active: { session_id: hostileSessionId } }),
  );
}
