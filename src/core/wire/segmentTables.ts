import type { Rows } from "../session/rows";
import type {
  LinePlace,
  MeasuredRequest,
  PostRequest,
  RecordedEvaluation,
  Run,
  Segment,
  UnreadLine,
} from "../session/segment";
import { byteOffset, epochMs, itemCount, lineNumber, tokens, type Tokens } from "../units";
import { readItems, writeItems } from "./itemTable";
import type { TableReader } from "./tableReader";
import type { TableWriter } from "./tableWriter";
import { decisions, runResults } from "./words";

const unreadWhats = ["line", "metric", "doubled", "missing"] as const;
const lostRecords = ["item", "measurement", "evaluation", "nothing", "unknown"] as const;

/** The parts of a segment that travel as arrays. */
export type SegmentTables = Pick<
  Segment,
  "items" | "toolNames" | "callIds" | "runs" | "requests" | "evaluations" | "joins" | "unread"
>;

/** Writes what of a segment is many: items, runs, requests, evaluations, joins, unread lines. */
export function writeSegment(to: TableWriter, prefix: string, segment: SegmentTables): void {
  writeItems(to, `${prefix}items.`, segment.items);
  to.texts(`${prefix}toolNames`, segment.toolNames, (name) => name);
  to.texts(`${prefix}callIds`, segment.callIds, (id) => id);
  writeRuns(to, `${prefix}runs.`, segment.runs);
  writeRequests(to, `${prefix}requests.`, segment.requests);
  writeEvaluations(to, `${prefix}evaluations.`, segment.evaluations);
  writeJoins(to, `${prefix}joins.`, segment.joins);
  writeUnread(to, `${prefix}unread.`, segment.unread);
}

/** Reads them back. Rows of which nothing has changed are those of the state `before`. */
export function readSegment(
  from: TableReader,
  prefix: string,
  before?: SegmentTables,
): SegmentTables {
  return {
    items: readItems(from, `${prefix}items.`),
    toolNames: readNames(from, `${prefix}toolNames`, before?.toolNames),
    callIds: readNames(from, `${prefix}callIds`, before?.callIds),
    runs: readRuns(from, `${prefix}runs.`, before?.runs),
    requests: readRequests(from, `${prefix}requests.`, before?.requests),
    evaluations: readEvaluations(from, `${prefix}evaluations.`, before?.evaluations),
    joins: readJoins(from, `${prefix}joins.`, before?.joins),
    unread: readUnread(from, `${prefix}unread.`, before?.unread),
  };
}

function readNames(
  from: TableReader,
  column: string,
  before: readonly string[] | undefined,
): readonly string[] {
  const first = from.sameRows(column, before);
  const name = from.texts(column, first);
  return tableRows(from, column, before, first, (row) => name(row) ?? "");
}

interface Placed {
  readonly place: LinePlace;
}

function writePlaces(to: TableWriter, prefix: string, rows: Rows<Placed>): void {
  to.numbers(`${prefix}line`, "f64", rows, ({ place }) => place.line);
  to.numbers(`${prefix}offset`, "f64", rows, ({ place }) => place.offset);
  to.numbers(`${prefix}byteLength`, "f64", rows, ({ place }) => place.byteLength);
}

function placeReader(from: TableReader, prefix: string): (row: number) => LinePlace {
  const line = from.number(`${prefix}line`);
  const offset = from.number(`${prefix}offset`);
  const byteLength = from.number(`${prefix}byteLength`);
  return (row) => ({
    line: lineNumber(line(row)),
    offset: byteOffset(offset(row)),
    byteLength: byteLength(row),
  });
}

/** The rows of a table: the first ones from the state before, the others read. */
export function tableRows<Row>(
  from: TableReader,
  column: string,
  before: Rows<Row> | undefined,
  first: number,
  read: (row: number) => Row,
): readonly Row[] {
  const rows = before?.slice(0, first) ?? [];
  const count = from.rows(column);
  for (let row = rows.length; row < count; row++) rows.push(read(row));
  return rows;
}

const runNumbers = [
  "firstLine",
  "startTs",
  "firstItem",
  "endItem",
  "firstEvaluation",
  "endEvaluation",
  "firstRequest",
  "endRequest",
] as const satisfies readonly (keyof Run)[];

function writeRuns(to: TableWriter, prefix: string, runs: readonly Run[]): void {
  for (const name of runNumbers) to.numbers(prefix + name, "f64", runs, (run) => run[name]);
  to.texts(`${prefix}trigger`, runs, (run) => run.trigger);
  to.numbers(`${prefix}endTs`, "f64", runs, (run) => run.end?.ts);
  to.codes(`${prefix}result`, runResults, runs, (run) => run.end?.result);
  to.numbers(`${prefix}interrupted`, "u8", runs, (run) => (run.end?.interrupted === true ? 1 : 0));
  to.texts(`${prefix}message`, runs, (run) => run.end?.message);
}

function readRuns(
  from: TableReader,
  prefix: string,
  before: readonly Run[] | undefined,
): readonly Run[] {
  const first = from.sameRows(prefix, before);
  const number = (name: (typeof runNumbers)[number]) => from.number(prefix + name);
  const [firstLine, startTs] = [number("firstLine"), number("startTs")];
  const [firstItem, endItem] = [number("firstItem"), number("endItem")];
  const [firstEvaluation, endEvaluation] = [number("firstEvaluation"), number("endEvaluation")];
  const [firstRequest, endRequest] = [number("firstRequest"), number("endRequest")];
  const trigger = from.texts(`${prefix}trigger`, first);
  const endTs = from.maybeNumber(`${prefix}endTs`);
  const result = from.maybeWord(`${prefix}result`, runResults);
  const interrupted = from.number(`${prefix}interrupted`);
  const message = from.texts(`${prefix}message`, first);
  const endOf = (row: number): Run["end"] => {
    const ts = endTs(row);
    const kind = result(row);
    if (ts === undefined || kind === undefined) return undefined;
    return {
      ts: epochMs(ts),
      result: kind,
      interrupted: interrupted(row) === 1,
      message: message(row),
    };
  };
  return tableRows(from, `${prefix}startTs`, before, first, (row) => ({
    firstLine: lineNumber(firstLine(row)),
    startTs: epochMs(startTs(row)),
    trigger: trigger(row),
    firstItem: firstItem(row),
    endItem: endItem(row),
    firstEvaluation: firstEvaluation(row),
    endEvaluation: endEvaluation(row),
    firstRequest: firstRequest(row),
    endRequest: endRequest(row),
    end: endOf(row),
  }));
}

const requestNumbers = [
  "ts",
  "run",
  "historyLength",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
] as const satisfies readonly (keyof MeasuredRequest)[];

function writeRequests(to: TableWriter, prefix: string, requests: Rows<MeasuredRequest>): void {
  writePlaces(to, prefix, requests);
  for (const name of requestNumbers) to.numbers(prefix + name, "f64", requests, (row) => row[name]);
}

function readRequests(
  from: TableReader,
  prefix: string,
  before: Rows<MeasuredRequest> | undefined,
): readonly MeasuredRequest[] {
  const first = from.sameRows(prefix, before);
  const place = placeReader(from, prefix);
  const ts = from.number(`${prefix}ts`);
  const run = from.number(`${prefix}run`);
  const historyLength = from.number(`${prefix}historyLength`);
  const inputTokens = from.number(`${prefix}inputTokens`);
  const cacheRead = from.maybeNumber(`${prefix}cacheReadTokens`);
  const cacheWrite = from.maybeNumber(`${prefix}cacheWriteTokens`);
  const output = from.maybeNumber(`${prefix}outputTokens`);
  return tableRows(from, `${prefix}ts`, before, first, (row) => ({
    place: place(row),
    ts: epochMs(ts(row)),
    run: run(row),
    historyLength: itemCount(historyLength(row)),
    inputTokens: tokens(inputTokens(row)),
    cacheReadTokens: maybeTokens(cacheRead(row)),
    cacheWriteTokens: maybeTokens(cacheWrite(row)),
    outputTokens: maybeTokens(output(row)),
  }));
}

function maybeTokens(value: number | undefined): Tokens | undefined {
  return value === undefined ? undefined : tokens(value);
}

const evaluationNumbers = [
  "ts",
  "run",
  "candidateCount",
  "protectedStart",
  "estimatedSavingsTokens",
  "borderTurn",
] as const satisfies readonly (keyof RecordedEvaluation)[];

function writeEvaluations(
  to: TableWriter,
  prefix: string,
  evaluations: Rows<RecordedEvaluation>,
): void {
  writePlaces(to, prefix, evaluations);
  for (const name of evaluationNumbers)
    to.numbers(prefix + name, "f64", evaluations, (row) => row[name]);
  to.codes(`${prefix}decision`, decisions, evaluations, (row) => row.decision);
  to.texts(`${prefix}correlationId`, evaluations, (row) => row.correlationId);
}

function readEvaluations(
  from: TableReader,
  prefix: string,
  before: Rows<RecordedEvaluation> | undefined,
): readonly RecordedEvaluation[] {
  const first = from.sameRows(prefix, before);
  const place = placeReader(from, prefix);
  const ts = from.number(`${prefix}ts`);
  const run = from.number(`${prefix}run`);
  const candidateCount = from.maybeNumber(`${prefix}candidateCount`);
  const protectedStart = from.maybeNumber(`${prefix}protectedStart`);
  const savings = from.maybeNumber(`${prefix}estimatedSavingsTokens`);
  const borderTurn = from.maybeNumber(`${prefix}borderTurn`);
  const decision = from.word(`${prefix}decision`, decisions);
  const correlationId = from.texts(`${prefix}correlationId`, first);
  return tableRows(from, `${prefix}ts`, before, first, (row) => ({
    place: place(row),
    ts: epochMs(ts(row)),
    run: run(row),
    decision: decision(row),
    candidateCount: candidateCount(row),
    protectedStart: protectedStart(row),
    estimatedSavingsTokens: savings(row),
    correlationId: correlationId(row),
    borderTurn: borderTurn(row),
  }));
}

const joinNumbers = [
  "cacheReadTokens",
  "cacheWriteTokens",
  "historyLength",
  "request",
] as const satisfies readonly (keyof PostRequest)[];

function writeJoins(to: TableWriter, prefix: string, joins: Rows<PostRequest>): void {
  writePlaces(to, prefix, joins);
  for (const name of joinNumbers) to.numbers(prefix + name, "f64", joins, (join) => join[name]);
  to.texts(`${prefix}correlationId`, joins, (join) => join.correlationId);
}

function readJoins(
  from: TableReader,
  prefix: string,
  before: Rows<PostRequest> | undefined,
): readonly PostRequest[] {
  const first = from.sameRows(prefix, before);
  const place = placeReader(from, prefix);
  const cacheRead = from.maybeNumber(`${prefix}cacheReadTokens`);
  const cacheWrite = from.maybeNumber(`${prefix}cacheWriteTokens`);
  const historyLength = from.maybeNumber(`${prefix}historyLength`);
  const request = from.number(`${prefix}request`);
  const correlationId = from.texts(`${prefix}correlationId`, first);
  return tableRows(from, `${prefix}request`, before, first, (row) => ({
    place: place(row),
    correlationId: correlationId(row) ?? "",
    cacheReadTokens: cacheRead(row),
    cacheWriteTokens: cacheWrite(row),
    historyLength: historyLength(row),
    request: request(row),
  }));
}

function writeUnread(to: TableWriter, prefix: string, unread: readonly UnreadLine[]): void {
  writePlaces(to, prefix, unread);
  to.codes(`${prefix}what`, unreadWhats, unread, (row) => row.what);
  to.texts(`${prefix}reason`, unread, (row) => row.reason);
  to.codes(`${prefix}lost`, lostRecords, unread, (row) => row.lost);
}

function readUnread(
  from: TableReader,
  prefix: string,
  before: readonly UnreadLine[] | undefined,
): readonly UnreadLine[] {
  const first = from.sameRows(prefix, before);
  const place = placeReader(from, prefix);
  const what = from.word(`${prefix}what`, unreadWhats);
  const reason = from.texts(`${prefix}reason`, first);
  const lost = from.word(`${prefix}lost`, lostRecords);
  return tableRows(from, `${prefix}what`, before, first, (row) => ({
    place: place(row),
    what: what(row),
    reason: reason(row) ?? "",
    lost: lost(row),
  }));
}
