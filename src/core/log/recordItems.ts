import type { LogEntry, UnreadableEntry } from "./entry";
import type { LoggedItem } from "./item";

/** The items that one record holds, in order: a segment's opening history, or what the line appended. */
export function itemsOfRecord(entry: LogEntry | UnreadableEntry): readonly LoggedItem[] {
  switch (entry.kind) {
    case "segment_start":
      return entry.history;
    case "items":
      return entry.items;
    case "invoke":
    case "turn_end":
    case "run_end":
    case "usage":
    case "metric":
    case "extension":
    case "note":
    case "unreadable":
      return [];
  }
}
