import assert from "node:assert/strict";
import type { LogEntry, UnreadableEntry } from "../../../../src/core/log/entry";
import { parseLine } from "../../../../src/core/log/parseLine";
import { InternedNames } from "../../../../src/core/session/columns";
import { itemFlags } from "../../../../src/core/session/itemColumns";
import { measureItem } from "../../../../src/core/session/measureItem";
import { readPruneMetric } from "../../../../src/core/session/pruneMetrics";
import {
  EvaluationTable,
  JoinTable,
  RequestTable,
} from "../../../../src/core/session/recordedRows";
import { LongLine } from "../../../../src/core/session/scan/longLine";
import { RecordReader } from "../../../../src/core/session/scan/recordReader";
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
  const behind = records.read(linesAt, end, nowhere.line, nowhere.offset);
  if (behind === linesAt) return undefined;
  assert.equal(behind, end + 1);
  assert.equal(records.lineCount, 1);
  const { firstTs: ts } = records;
  assert.equal(records.lastTs, ts);
  if (records.turns !== undefined) return { kind: "turn_end", ts, turnCount: records.turns };
  const { mark, runLine, isUnderway } = records.stretch(0);
  if (mark?.kind === "completed") return { kind: "run_end", ...mark.end };
  if (mark !== undefined) {
    assert.equal(mark.line, nowhere.line);
    return { kind: "invoke", ts: mark.ts, trigger: mark.trigger };
  }
  assert.equal(records.stretchCount, 1);
  assert.equal(runLine, records.joinCount > 0 ? 0 : nowhere.line);
  if (records.itemCount > 0)
    return { kind: "measured", ts, isUnderway, items: readItems(records, ts, bytes) };
  assert.equal(isUnderway, records.joinCount === 0);
  const room = () => 64;
  const ids = new InternedNames();
  if (records.requestCount > 0) {
    const requests = new RequestTable(room);
    requests.appendRead(records.requests, 1);
    requests.setRun(2, 0, 1);
    return { kind: "request", ...requests.rows().at(0) };
  }
  if (records.joinCount > 0) {
    const joins = new JoinTable(room, ids);
    joins.appendRead(records.joins, 1, records.bytes, () => 3);
    return { kind: "post request", written: ts, ...joins.rows().at(0), place: nowhere };
  }
  const evaluations = new EvaluationTable(room, ids);
  evaluations.appendRead(records.evaluations, 1, records.bytes);
  evaluations.setRun(2, 0, 1);
  return { kind: "evaluation", written: ts, ...evaluations.rows().at(0), place: nowhere };
}

/** The items of one line. */
function readItems(records: RecordReader, ts: number, line: Uint8Array): readonly unknown[] {
  const { items, itemCount } = records;
  const { fast: space } = spaces;
  return Array.from({ length: itemCount }, (_, row) => {
    const at = (column: keyof typeof items) => items[column][row] ?? NaN;
    assert.deepEqual(
      [at("ts"), at("line"), at("lineOffset"), at("lineBytes"), at("ordinal")],
      [ts, nowhere.line, nowhere.offset, line.length, row],
    );
    assert.equal(at("projectable"), at("flags") & itemFlags.content);
    const isCall = at("nameTo") !== 0;
    return {
      kind: at("kind"),
      flags: at("flags"),
      wholeBytes: at("wholeBytes"),
      contentBytes: at("contentBytes"),
      attachmentBytes: 0,
      restWeight: at("restWeight"),
      contentWeight: at("contentWeight"),
      attachmentWeight: 0,
      callId: at("idTo") === 0 ? undefined : space.ascii(at("idFrom"), at("idTo")),
      tool: isCall ? space.ascii(at("nameFrom"), at("nameTo")) : undefined,
      argumentsHash: isCall ? at("argumentsHash") : 0,
    };
  });
}

const newline = 0x0a;
const nowhere = { line: lineNumber(1), offset: byteOffset(0), byteLength: 0 };

/** What parsing the line gives, with its metrics read as the fold reads them. */
export function parsedAsRead(bytes: Uint8Array): unknown {
  const line = { number: lineNumber(1), offset: byteOffset(0), bytes, byteLength: bytes.length };
  const entry = parseLine(line, decodeUtf8);
  if (entry.kind === "items") {
    assert.notEqual(entry.source, "system");
    // Columns keep weights with less digits.
    const items = entry.items
      .map((item) => measureItem(item))
      .map((item) => ({
        ...item,
        restWeight: Math.fround(item.restWeight),
        contentWeight: Math.fround(item.contentWeight),
      }));
    return { kind: "measured", ts: entry.ts, isUnderway: entry.source !== "user", items };
  }
  if (entry.kind === "usage")
    return { ...entry, kind: "request", place: { ...nowhere, byteLength: bytes.length }, run: 2 };
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
