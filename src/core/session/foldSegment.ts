import { t } from "../l10n/translation";
import type {
  ItemsEntry,
  LogEntry,
  MetricEntry,
  SegmentOrigin,
  UnreadableEntry,
} from "../log/entry";
import { parseLine, type DecodeUtf8 } from "../log/parseLine";
import { epochMs, itemCount, type EpochMs } from "../units";
import { InternedNames } from "./columns";
import { ItemColumnsBuilder } from "./itemColumnsBuilder";
import { measureItem, type MeasuredItem } from "./measureItem";
import { partsOf, recovered } from "./mend/tornLine";
import { readPruneMetric } from "./pruneMetrics";
import { EvaluationTable, JoinTable, RequestTable } from "./recordedRows";
import { roomWithin } from "./rowTable";
import { RunList, type Reached } from "./runList";
import { LineFeed, type FillBytes } from "./scan/lineFeed";
import type { LongLine } from "./scan/longLine";
import { RecordReader } from "./scan/recordReader";
import { RecordScanner, type MeasuredItems } from "./scan/recordScanner";
import { sharedScanSpace, type ScanSpace } from "./scan/scanSpace";
import { stringFigures, type TextFigures } from "./scan/textMeter";
import type { LinePlace, LostRecord, NameCount, Segment, UnreadLine } from "./segment";

/**
 * Folds one segment log, chunk by chunk, into a `Segment`. An appended line costs as much as that line. Lines that
 * cannot be read are kept with their place and reason; nothing throws.
 */
export class SegmentFold {
  readonly #id: string;
  readonly #decode: DecodeUtf8;
  readonly #space: ScanSpace;
  readonly #lines: LineFeed;
  readonly #scanner: RecordScanner;
  readonly #texts: TextFigures;
  readonly #items: ItemColumnsBuilder;
  readonly #runs = new RunList();
  readonly #requests: RequestTable;
  readonly #evaluations: EvaluationTable;
  readonly #joins: JoinTable;
  readonly #unread: UnreadLine[] = [];
  readonly #otherMetrics = new Map<string, number>();
  readonly #otherDomains = new Map<string, number>();
  readonly #unknownKinds = new Map<string, number>();
  #started = false;
  #sessionId: string | undefined;
  #origin: SegmentOrigin = { kind: "new" };
  #startTs: EpochMs | undefined;
  #endTs: EpochMs | undefined;
  #openingItems = 0;
  #turns: number | undefined;
  #expectedBytes = 0;

  /** The space is used during `push` only, so that many folds can share one. */
  constructor(id: string, decode: DecodeUtf8, space: ScanSpace = sharedScanSpace()) {
    this.#id = id;
    this.#decode = decode;
    this.#space = space;
    this.#scanner = new RecordScanner(space);
    this.#texts = stringFigures(space);
    const roomFor = (length: number) => this.#roomFor(length);
    const correlationIds = new InternedNames(roomFor);
    this.#items = new ItemColumnsBuilder(roomFor);
    this.#requests = new RequestTable(roomFor);
    this.#evaluations = new EvaluationTable(roomFor, correlationIds);
    this.#joins = new JoinTable(roomFor, correlationIds);
    this.#lines = new LineFeed(space, {
      records: space.records && new RecordReader(space, space.records),
      recordsRead: (records) => {
        this.#takeRecords(records);
      },
      line: (place, from, to, isUtf8) => {
        this.#takeLine(place, from, to, isUtf8);
      },
      longLine: (place, line) => {
        this.#takeLongLine(place, line);
      },
    });
  }

  /** The next bytes of the file; they may be reused afterwards. */
  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  /** The next bytes of the file, where somebody puts them; gives how many these were. */
  take(fill: FillBytes): number {
    return this.#lines.take(fill);
  }

  /** Bytes of the file taken so far, an uncommitted last line included. */
  get byteLength(): number {
    return this.#lines.committedBytes + this.#lines.uncommittedBytes;
  }

  /** How long the file is, as far as that is known; without it, what fills up is made twice as long. */
  expect(byteLength: number): void {
    this.#expectedBytes = byteLength;
  }

  #roomFor(length: number): number {
    return roomWithin(length, this.#lines.committedBytes, this.#expectedBytes);
  }

  /** The segment as far as it has been read. Later pushes do not show in it. */
  snapshot(): Segment {
    const items = this.#items;
    const ids = items.callIdCount;
    return {
      id: this.#id,
      sessionId: this.#sessionId,
      origin: this.#origin,
      startTs: this.#startTs,
      endTs: this.#endTs,
      items: items.snapshot(),
      openingItems: itemCount(this.#openingItems),
      toolNames: items.toolNames(),
      get callIds() {
        return items.callIds(ids);
      },
      runs: this.#runs.runs(this.#reached()),
      requests: this.#requests.rows(),
      evaluations: this.#evaluations.rows(),
      joins: this.#joins.rows(),
      unread: this.#unread.slice(),
      tally: {
        turns: this.#turns,
        otherMetrics: counted(this.#otherMetrics),
        otherDomains: counted(this.#otherDomains),
        unknownKinds: counted(this.#unknownKinds),
      },
      file: {
        byteLength: this.byteLength,
        lineCount: this.#lines.lineCount,
        uncommittedBytes: this.#lines.uncommittedBytes,
      },
    };
  }

  #takeLine(place: LinePlace, from: number, to: number, isUtf8: boolean): void {
    const scanned =
      isUtf8 || this.#space.isUtf8(from, to) ? this.#scanner.scan(from, to) : undefined;
    if (scanned !== undefined) {
      this.#takeEntry(scanned, place, this.#texts);
      return;
    }
    const bytes = this.#space.bytes.subarray(from, to);
    const entry = this.#parsed(bytes, place);
    if (entry.kind === "unreadable") this.#recover(bytes, place, entry);
    else this.#takeEntry(entry, place, this.#texts);
  }

  #parsed(bytes: Uint8Array, { line: number, offset }: LinePlace): LogEntry | UnreadableEntry {
    return parseLine({ number, offset, bytes, byteLength: bytes.length }, this.#decode);
  }

  /** Takes from a line that is not one record what can be told of it: records that stand on it whole, the items of others. */
  #recover(bytes: Uint8Array, place: LinePlace, { reason }: UnreadableEntry): void {
    const firstItem = this.#items.length;
    let read = 0;
    const lost: LostRecord[] = [];
    for (const { from, to, remains } of partsOf(bytes)) {
      const isPart = from > 0 || to < bytes.length;
      const entry = isPart ? this.#parsed(bytes.subarray(from, to), place) : undefined;
      if (entry !== undefined && entry.kind !== "unreadable") {
        read += 1;
        this.#takeEntry(entry, place, this.#texts, this.#items.length - firstItem);
        continue;
      }
      lost.push(remains.lost);
      if (remains.item === undefined) continue;
      const ts = this.#endTs ?? epochMs(0);
      this.#runs.goOn(place.line, ts, this.#reached(), false);
      this.#items.append(remains.item, this.#items.length - firstItem, place, ts, false);
    }
    this.#unread.push({ place, what: "line", ...recovered(reason, read, lost) });
  }

  #see(ts: EpochMs): void {
    // The writer's clock may have gone back.
    if (this.#startTs === undefined || ts < this.#startTs) this.#startTs = ts;
    if (this.#endTs === undefined || ts > this.#endTs) this.#endTs = ts;
  }

  #reached(): Reached {
    return {
      items: this.#items.length,
      requests: this.#requests.length,
      evaluations: this.#evaluations.length,
    };
  }

  /** Takes what the record reader has read, without making objects of it. */
  #takeRecords(records: RecordReader): void {
    const { bytes } = records;
    const before = this.#reached();
    this.#see(records.firstTs);
    this.#see(records.lastTs);
    this.#turns = records.turns ?? this.#turns;
    this.#items.appendRead(records.items, records.itemCount, bytes);
    this.#requests.appendRead(records.requests, records.requestCount);
    this.#evaluations.appendRead(records.evaluations, records.evaluationCount, bytes);
    this.#joins.appendRead(records.joins, records.joinCount, bytes, (row) =>
      this.#requestDirectlyBefore(
        before.requests + (records.joins.requests[row] ?? 0) - 1,
        records.joins.line[row] ?? 0,
      ),
    );
    this.#takeRuns(records, before);
  }

  /** Takes the beginnings and ends of runs among records that have been appended. */
  #takeRuns(records: RecordReader, before: Reached): void {
    const runs = this.#runs;
    let from = before;
    for (let index = 0; index < records.stretchCount; index++) {
      const { runLine, runTs, isUnderway, mark, ...read } = records.stretch(index);
      const to = {
        items: before.items + read.items,
        requests: before.requests + read.requests,
        evaluations: before.evaluations + read.evaluations,
      };
      if (runLine > 0) runs.goOn(runLine, runTs, from, isUnderway);
      this.#requests.setRun(runs.current, from.requests, to.requests);
      this.#evaluations.setRun(runs.current, from.evaluations, to.evaluations);
      if (mark?.kind === "invoke") runs.invoke(mark.line, mark.ts, to, mark.trigger);
      else if (mark !== undefined) runs.close(to, mark.end);
      from = to;
    }
  }

  /** The position of a usage record where it stands directly before a line, else −1. */
  #requestDirectlyBefore(request: number, line: number): number {
    return this.#requests.lineOf(request) === line - 1 ? request : -1;
  }

  #takeLongLine(place: LinePlace, line: LongLine): void {
    const { entry, texts } = line.finish(this.#decode);
    this.#takeEntry(entry, place, texts);
  }

  #takeEntry(
    entry: LogEntry | UnreadableEntry | MeasuredItems,
    place: LinePlace,
    texts: TextFigures,
    firstOrdinal = 0,
  ): void {
    if (entry.kind === "unreadable") {
      this.#unread.push({ place, what: "line", reason: entry.reason, lost: "unknown" });
      return;
    }
    if (entry.ts !== undefined) this.#see(entry.ts);
    this.#fold(entry, place, texts, firstOrdinal);
  }

  #fold(
    entry: LogEntry | MeasuredItems,
    place: LinePlace,
    texts: TextFigures,
    firstOrdinal: number,
  ): void {
    switch (entry.kind) {
      case "segment_start":
        if (this.#started || this.#items.length > 0) {
          this.#unread.push({
            place,
            what: "line",
            reason: t("a second segment start; its history is not taken"),
            lost: "nothing",
          });
          return;
        }
        this.#started = true;
        this.#sessionId = entry.sessionId;
        this.#origin = entry.origin;
        this.#openingItems = entry.history.length;
        for (const [ordinal, item] of entry.history.entries())
          this.#items.append(measureItem(item, texts), ordinal, place, entry.ts, true);
        return;
      case "invoke":
        this.#runs.invoke(place.line, entry.ts, this.#reached(), entry.trigger);
        return;
      case "items":
        this.#foldItems(
          entry,
          entry.items.map((item) => measureItem(item, texts)),
          place,
          firstOrdinal,
        );
        return;
      case "measured":
        this.#foldItems(entry, entry.items, place, firstOrdinal);
        return;
      case "run_end": {
        const { ts, result, interrupted, message } = entry;
        this.#runs.close(this.#reached(), { ts, result, interrupted, message });
        return;
      }
      case "usage":
        this.#runs.goOn(place.line, entry.ts, this.#reached(), true);
        this.#requests.push({
          place,
          ts: entry.ts,
          run: this.#runs.current,
          historyLength: entry.historyLength,
          inputTokens: entry.inputTokens,
          cacheReadTokens: entry.cacheReadTokens,
          cacheWriteTokens: entry.cacheWriteTokens,
          outputTokens: entry.outputTokens,
        });
        return;
      case "metric":
        this.#foldMetric(entry, place);
        return;
      case "extension":
        if (entry.malformedMetric)
          this.#unread.push({
            place,
            what: "metric",
            reason: t("the payload has not the shape of a metric"),
            lost: "evaluation",
          });
        else tally(this.#otherDomains, entry.domain);
        return;
      case "note":
        if (!entry.known) tally(this.#unknownKinds, entry.name);
        return;
      case "turn_end":
        this.#turns = entry.turnCount ?? this.#turns;
        return;
    }
  }

  #foldMetric(entry: MetricEntry, place: LinePlace): void {
    const request = this.#requestDirectlyBefore(this.#requests.length - 1, place.line);
    const metric = readPruneMetric(entry, place, this.#runs.current, request);
    switch (metric.kind) {
      case "evaluation":
        this.#runs.goOn(place.line, entry.ts, this.#reached(), true);
        this.#evaluations.push(metric.evaluation);
        return;
      case "join":
        this.#joins.push(metric.join);
        return;
      case "other":
        tally(this.#otherMetrics, entry.name);
        return;
      case "malformed":
        this.#unread.push({
          place,
          what: "metric",
          reason: metric.reason,
          lost: entry.name === "prune.post_request" ? "nothing" : "evaluation",
        });
        return;
    }
  }

  #foldItems(
    { ts, source }: ItemsEntry | MeasuredItems,
    items: readonly MeasuredItem[],
    place: LinePlace,
    firstOrdinal: number,
  ): void {
    const isUnderway = source === "assistant" || source === "tool";
    this.#runs.goOn(place.line, ts, this.#reached(), isUnderway);
    for (const [ordinal, item] of items.entries())
      this.#items.append(item, firstOrdinal + ordinal, place, ts, false);
  }
}

function tally(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function counted(counts: ReadonlyMap<string, number>): readonly NameCount[] {
  return Array.from(counts, ([name, count]) => ({ name, count }));
}
