import assert from "node:assert/strict";
import type { LogEntry, UnreadableEntry } from "../../../../src/core/log/entry";
import { parseLine } from "../../../../src/core/log/parseLine";
import { measureItem } from "../../../../src/core/session/measureItem";
import { readPruneMetric } from "../../../../src/core/session/pruneMetrics";
import { LongLine } from "../../../../src/core/session/scan/longLine";
import { RecordReader } from "../../../../src/core/session/scan/recordReader";
import { RecordScanner } from "../../../../src/core/session/scan/recordScanner";
import { recordKinds } from "../../../../src/core/session/scan/recordSlots";
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

/** What the machine reads of the line; undefined where it must be read otherwise. */
export function machineRead(bytes: Uint8Array): unknown {
  const { fast: space } = spaces;
  assert.ok(space.records !== undefined);
  const end = linesAt + bytes.length;
  space.bytes.fill(0x22, end, end + 80);
  space.bytes.set(bytes, linesAt);
  space.bytes[end] = newline;
  if (!space.isUtf8(linesAt, end)) return undefined;
  const records = new RecordReader(space, space.records);
  const kind = records.read(linesAt, end);
  if (kind === 0) return undefined;
  assert.equal(records.end, end);
  const { ts } = records;
  switch (kind) {
    case recordKinds.assistant:
    case recordKinds.tool: {
      const items = Array.from({ length: records.items }, (_, ordinal) => {
        const { idFrom, idTo, nameFrom, nameTo, ...figures } = records.item(ordinal);
        return {
          ...figures,
          callId: idTo === 0 ? undefined : space.ascii(idFrom, idTo),
          tool: nameTo === 0 ? undefined : space.ascii(nameFrom, nameTo),
          argumentsHash: nameTo === 0 ? 0 : figures.argumentsHash,
        };
      });
      return {
        kind: "measured",
        ts,
        source: kind === recordKinds.tool ? "tool" : "assistant",
        items,
      };
    }
    case recordKinds.usage: {
      const { historyLength, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } =
        records.request(nowhere, 0);
      const tokens = { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens };
      return { kind: "usage", ts, historyLength, ...tokens };
    }
    case recordKinds.postRequest:
      return { kind: "post request", written: ts, ...records.join(nowhere, 3) };
    default:
      return { kind: "evaluation", written: ts, ...records.evaluation(kind, nowhere, 2) };
  }
}

const newline = 0x0a;
const nowhere = { line: lineNumber(1), offset: byteOffset(0), byteLength: 0 };

/** What parsing the line gives, with its metrics read as the fold reads them. */
export function parsedAsRead(bytes: Uint8Array): unknown {
  const line = { number: lineNumber(1), offset: byteOffset(0), bytes, byteLength: bytes.length };
  const entry = parseLine(line, decodeUtf8);
  if (entry.kind !== "metric") return measured(entry, plainFigures());
  const metric = readPruneMetric(entry, nowhere, 2, 3);
  if (metric.kind === "join") return { kind: "post request", written: entry.ts, ...metric.join };
  if (metric.kind === "evaluation")
    return { kind: "evaluation", written: entry.ts, ...metric.evaluation };
  return metric;
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
