import { t } from "../../l10n/translation";
import type { EpochMs } from "../../units";
import type { LogEntry, UnreadableEntry } from "../entry";
import { listField, type JsonObject } from "../json";
import type { LoggedItem } from "../item";
import { parseItems, parseSystemItem, unreadable, type Parser } from "./shared";
import { parseSegmentStart } from "./singular";

/** Several items a line, and `session_start` for the segment's first line: the kinds written before 2026-05-23. */
export const pluralKinds: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ["session_start", parseSegmentStart],
  ["assistant_items", (raw, ts) => withItems(raw, ts, "assistant")],
  ["tool_results", (raw, ts) => withItems(raw, ts, "tool")],
  ["system_items", parseSystemItems],
  ["hook_injected_items", parseSystemItems],
]);

function withItems(
  raw: JsonObject,
  ts: EpochMs,
  source: "assistant" | "tool",
): LogEntry | UnreadableEntry {
  const list = listField(raw, "items");
  if (list === undefined) return unreadable(t("a line of items lacks its items"));
  const items = parseItems(list);
  return "kind" in items ? items : { kind: "items", ts, source, items };
}

function parseSystemItems(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const list = listField(raw, "items");
  if (list === undefined) return unreadable(t("a line of items lacks its items"));
  const items: LoggedItem[] = [];
  for (const value of list) {
    const item = parseSystemItem(value);
    if (typeof item === "string") return unreadable(item);
    items.push(item);
  }
  return { kind: "items", ts, source: "system", items };
}
