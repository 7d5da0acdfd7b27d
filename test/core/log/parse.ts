import type { LogEntry, UnreadableEntry } from "../../../src/core/log/entry";
import { parseLine } from "../../../src/core/log/parseLine";
import { byteOffset, lineNumber } from "../../../src/core/units";
import { decodeUtf8 } from "../../support/foldLog";

/** What one line says. */
export function parse(line: string | Uint8Array): LogEntry | UnreadableEntry {
  const bytes = Buffer.from(line);
  return parseLine(
    { number: lineNumber(1), offset: byteOffset(0), bytes, byteLength: bytes.length },
    decodeUtf8,
  );
}

/** Why a line cannot be read; a sentence that says otherwise where it can. */
export function reason(line: string | Uint8Array): string {
  const entry = parse(line);
  return entry.kind === "unreadable" ? entry.reason : `it was read as ${entry.kind}`;
}
