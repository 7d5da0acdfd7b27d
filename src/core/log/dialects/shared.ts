import { t } from "../../l10n/translation";
import { epochMs, type EpochMs } from "../../units";
import type { LogEntry, SegmentOrigin, UnreadableEntry } from "../entry";
import { parseItem, textMessage, type LoggedItem } from "../item";
import { countField, numberField, objectField, stringField, type JsonObject } from "../json";

/** Reads the raw object of one line whose kind is known. */
export type Parser = (raw: JsonObject, ts: EpochMs) => LogEntry | UnreadableEntry;

/** The line's moment of writing; lines without one do not exist in any known dialect. */
export function lineTs(raw: JsonObject): EpochMs | undefined {
  const ts = numberField(raw, "ts");
  return ts === undefined ? undefined : epochMs(ts);
}

/** An entry that says why its line is left out. */
export function unreadable(reason: string): UnreadableEntry {
  return { kind: "unreadable", reason };
}

/** Parses each value as an item; the first that fails is named by its position. */
export function parseItems(values: readonly unknown[]): readonly LoggedItem[] | UnreadableEntry {
  const items: LoggedItem[] = [];
  for (const [position, value] of values.entries()) {
    const item = parseItem(value);
    if (typeof item === "string")
      return unreadable(values.length > 1 ? t("item {0}: {1}", String(position), item) : item);
    items.push(item);
  }
  return items;
}

/** A system item is one system message whose text is its `body`; a value without body is tried as a plain item. */
export function parseSystemItem(value: unknown): LoggedItem | string {
  const body =
    typeof value === "object" && value !== null && "body" in value ? value.body : undefined;
  return typeof body === "string" ? textMessage("system", body) : parseItem(value);
}

/**
 * Where the segment came from; an origin that names no segment counts as new. The oldest dialect, in which a session was one
 * file, names it `session_id`.
 */
export function parseOrigin(raw: JsonObject): SegmentOrigin {
  for (const [field, kind] of [
    ["compacted_from", "compacted"],
    ["forked_from", "forked"],
  ] as const) {
    const from = objectField(raw, field);
    if (from === undefined) continue;
    const segmentId = stringField(from, "segment_id") ?? stringField(from, "session_id");
    if (segmentId !== undefined)
      return { kind, segmentId, atTurnIndex: countField(from, "at_turn_index") };
  }
  return { kind: "new" };
}
