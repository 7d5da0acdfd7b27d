import type { LogEntry, UnreadableEntry } from "../../../../src/core/log/entry";
import { parseLine } from "../../../../src/core/log/parseLine";
import { measureItem } from "../../../../src/core/session/measureItem";
import { LongLine } from "../../../../src/core/session/scan/longLine";
import { RecordScanner } from "../../../../src/core/session/scan/recordScanner";
import { linesAt, plainScanSpace } from "../../../../src/core/session/scan/scanSpace";
import { plainFigures, type TextFigures } from "../../../../src/core/session/scan/textMeter";
import { byteOffset, lineNumber } from "../../../../src/core/units";
import { fastScanSpace } from "../../../../src/platform/scanSpace";
import { decodeUtf8 } from "../../../support/foldLog";

/** Both spaces: each test runs in the one that needs nothing and in the one that ships. */
export const spaces = { plain: plainScanSpace(), fast: fastScanSpace() };

/** What a line says with its items measured; what is unreadable without the reason. */
function measured(entry: LogEntry | UnreadableEntry, texts: TextFigures): unknown {
  switch (entry.kind) {
    case "items": {
      const items = entry.items.map((item) => measureItem(item, texts));
      return { kind: "measured", ts: entry.ts, source: entry.source, items };
    }
    case "segment_start":
      return { ...entry, history: entry.history.map((item) => measureItem(item, texts)) };
    case "unreadable":
      return { kind: "unreadable" };
    case "invoke":
    case "turn_end":
    case "run_end":
    case "usage":
    case "metric":
    case "extension":
    case "note":
      return entry;
  }
}

/** What parsing the line gives. */
export function parsed(bytes: Uint8Array): unknown {
  const line = { number: lineNumber(1), offset: byteOffset(0), bytes, byteLength: bytes.length };
  return measured(parseLine(line, decodeUtf8), plainFigures());
}

/** What scanning the line gives; undefined where it must be parsed. */
export function scanned(bytes: Uint8Array, space = spaces.fast): unknown {
  // What stands behind a line must not matter.
  space.bytes.fill(0x22, linesAt + bytes.length, linesAt + bytes.length + 80);
  space.bytes.set(bytes, linesAt);
  const end = linesAt + bytes.length;
  return space.isUtf8(linesAt, end) ? new RecordScanner(space).scan(linesAt, end) : undefined;
}

/** What reading it as a line too long to be held gives, where it comes in parts of these sizes. */
export function readAsLong(
  bytes: Uint8Array,
  sizes: readonly number[],
  space = spaces.fast,
): unknown {
  const line = new LongLine(space);
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    let to = Math.min(bytes.length, from + (sizes[turn % sizes.length] ?? bytes.length));
    while (to < bytes.length && ((bytes[to] ?? 0) & 0xc0) === 0x80) to += 1;
    space.bytes.set(bytes.subarray(from, to), linesAt);
    line.take(linesAt, linesAt + to - from);
    from = to;
  }
  const { entry, texts } = line.finish(decodeUtf8);
  return measured(entry, texts);
}
