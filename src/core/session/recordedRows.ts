import type { Decision } from "../prune/evaluate";
import { byteOffset, epochMs, itemCount, lineNumber, tokens, type Tokens } from "../units";
import type { InternedNames, RoomFor } from "./columns";
import type { Rows } from "./rows";
import { RowTable } from "./rowTable";
import {
  compact,
  type ReadEvaluations,
  type ReadJoins,
  type ReadRequests,
} from "./scan/recordReader";
import { decisionCodes } from "./scan/recordTables";
import type { LinePlace, MeasuredRequest, PostRequest, RecordedEvaluation } from "./segment";

/** Columns of numbers that may be undefined hold NaN then. */
const placeColumns = (capacity: number) => ({
  line: new Uint32Array(capacity),
  offset: new Float64Array(capacity),
  byteLength: new Uint32Array(capacity),
});

type PlaceColumns = ReturnType<typeof placeColumns>;
type ReadPlaces = Pick<ReadRequests, keyof PlaceColumns>;

function putPlace(columns: PlaceColumns, at: number, place: LinePlace): void {
  columns.line[at] = place.line;
  columns.offset[at] = place.offset;
  columns.byteLength[at] = place.byteLength;
}

function putPlaces(columns: PlaceColumns, at: number, read: ReadPlaces, count: number): void {
  columns.line.set(read.line.subarray(0, count), at);
  columns.offset.set(read.offset.subarray(0, count), at);
  columns.byteLength.set(read.byteLength.subarray(0, count), at);
}

function placeAt({ line, offset, byteLength }: PlaceColumns, at: number): LinePlace {
  return {
    line: lineNumber(line[at] ?? 0),
    offset: byteOffset(compact(offset[at] ?? 0)),
    byteLength: byteLength[at] ?? 0,
  };
}

const requestColumns = (capacity: number) => ({
  ...placeColumns(capacity),
  ts: new Float64Array(capacity),
  run: new Uint32Array(capacity),
  historyLength: new Float64Array(capacity),
  inputTokens: new Float64Array(capacity),
  cacheReadTokens: new Float64Array(capacity),
  cacheWriteTokens: new Float64Array(capacity),
  outputTokens: new Float64Array(capacity),
});

/** The measured requests of a segment. */
export class RequestTable {
  readonly #table: RowTable<ReturnType<typeof requestColumns>>;

  constructor(roomFor: RoomFor) {
    this.#table = new RowTable(requestColumns, roomFor);
  }

  get length(): number {
    return this.#table.length;
  }

  /** Line of the one at a position; undefined where there is none. */
  lineOf(position: number): number | undefined {
    return position < this.length ? this.#table.columns.line[position] : undefined;
  }

  push(row: MeasuredRequest): void {
    const columns = this.#table.room();
    const at = this.#table.length;
    putPlace(columns, at, row.place);
    columns.ts[at] = row.ts;
    columns.run[at] = row.run;
    columns.historyLength[at] = row.historyLength;
    columns.inputTokens[at] = row.inputTokens;
    columns.cacheReadTokens[at] = row.cacheReadTokens ?? NaN;
    columns.cacheWriteTokens[at] = row.cacheWriteTokens ?? NaN;
    columns.outputTokens[at] = row.outputTokens ?? NaN;
    this.#table.added();
  }

  /** Appends the first so many that were read; their run is set later. */
  appendRead(read: ReadRequests, count: number): void {
    if (count === 0) return;
    const columns = this.#table.room(count);
    const at = this.#table.length;
    putPlaces(columns, at, read, count);
    columns.ts.set(read.ts.subarray(0, count), at);
    columns.historyLength.set(read.historyLength.subarray(0, count), at);
    columns.inputTokens.set(read.inputTokens.subarray(0, count), at);
    columns.cacheReadTokens.set(read.cacheReadTokens.subarray(0, count), at);
    columns.cacheWriteTokens.set(read.cacheWriteTokens.subarray(0, count), at);
    columns.outputTokens.set(read.outputTokens.subarray(0, count), at);
    this.#table.added(count);
  }

  /** Those from one position up to another are of that run. */
  setRun(run: number, from: number, to: number): void {
    this.#table.columns.run.fill(run, from, to);
  }

  rows(): Rows<MeasuredRequest> {
    return this.#table.rows((columns, at) => ({
      place: placeAt(columns, at),
      ts: epochMs(columns.ts[at] ?? 0),
      run: columns.run[at] ?? 0,
      historyLength: itemCount(compact(columns.historyLength[at] ?? 0)),
      inputTokens: tokens(compact(columns.inputTokens[at] ?? 0)),
      cacheReadTokens: maybeTokens(columns.cacheReadTokens[at]),
      cacheWriteTokens: maybeTokens(columns.cacheWriteTokens[at]),
      outputTokens: maybeTokens(columns.outputTokens[at]),
    }));
  }
}

/** By their codes. */
const decisions: readonly Decision[] = ["fired", "no_candidates", "below_min_savings"];

const evaluationColumns = (capacity: number) => ({
  ...placeColumns(capacity),
  ts: new Float64Array(capacity),
  run: new Uint32Array(capacity),
  decision: new Uint8Array(capacity),
  candidateCount: new Float64Array(capacity),
  protectedStart: new Float64Array(capacity),
  estimatedSavingsTokens: new Float64Array(capacity),
  /** One more than the number of the correlation id; 0 where there is none. */
  correlation: new Uint32Array(capacity),
  /** One more than it; 0 where there is none, which nearly no log has: a column of nothing else takes no memory. */
  borderTurn: new Float64Array(capacity),
});

/** The recorded evaluations of a segment. */
export class EvaluationTable {
  readonly #table: RowTable<ReturnType<typeof evaluationColumns>>;
  readonly #ids: InternedNames;

  constructor(roomFor: RoomFor, ids: InternedNames) {
    this.#table = new RowTable(evaluationColumns, roomFor);
    this.#ids = ids;
  }

  get length(): number {
    return this.#table.length;
  }

  push(row: RecordedEvaluation): void {
    const columns = this.#table.room();
    const at = this.#table.length;
    putPlace(columns, at, row.place);
    columns.ts[at] = row.ts;
    columns.run[at] = row.run;
    columns.decision[at] = decisionCodes[row.decision];
    columns.candidateCount[at] = row.candidateCount ?? NaN;
    columns.protectedStart[at] = row.protectedStart ?? NaN;
    columns.estimatedSavingsTokens[at] = row.estimatedSavingsTokens ?? NaN;
    columns.correlation[at] =
      row.correlationId === undefined ? 0 : this.#ids.idOf(row.correlationId) + 1;
    if (row.borderTurn !== undefined) columns.borderTurn[at] = row.borderTurn + 1;
    this.#table.added();
  }

  /** Appends the first so many that were read from these bytes; their run is set later. */
  appendRead(read: ReadEvaluations, count: number, bytes: Uint8Array): void {
    if (count === 0) return;
    const columns = this.#table.room(count);
    const at = this.#table.length;
    putPlaces(columns, at, read, count);
    columns.ts.set(read.ts.subarray(0, count), at);
    columns.decision.set(read.decision.subarray(0, count), at);
    columns.candidateCount.set(read.candidateCount.subarray(0, count), at);
    columns.protectedStart.set(read.protectedStart.subarray(0, count), at);
    columns.estimatedSavingsTokens.set(read.savingsTokens.subarray(0, count), at);
    const { idFrom, idTo, idHash } = read;
    for (let row = 0; row < count; row++) {
      const end = idTo[row] ?? 0;
      if (end === 0) continue;
      columns.correlation[at + row] =
        this.#ids.idOfBytes(bytes, idFrom[row] ?? 0, end, idHash[row]) + 1;
    }
    this.#table.added(count);
  }

  /** Those from one position up to another are of that run. */
  setRun(run: number, from: number, to: number): void {
    this.#table.columns.run.fill(run, from, to);
  }

  rows(): Rows<RecordedEvaluation> {
    const ids = this.#ids;
    return this.#table.rows((columns, at) => {
      const correlation = columns.correlation[at] ?? 0;
      const borderTurn = columns.borderTurn[at] ?? 0;
      return {
        place: placeAt(columns, at),
        ts: epochMs(columns.ts[at] ?? 0),
        run: columns.run[at] ?? 0,
        decision: decisions[columns.decision[at] ?? 0] ?? "fired",
        candidateCount: maybeNumber(columns.candidateCount[at]),
        protectedStart: maybeNumber(columns.protectedStart[at]),
        estimatedSavingsTokens: maybeNumber(columns.estimatedSavingsTokens[at]),
        correlationId: correlation === 0 ? undefined : ids.text(correlation - 1),
        borderTurn: borderTurn === 0 ? undefined : compact(borderTurn - 1),
      };
    });
  }
}

const joinColumns = (capacity: number) => ({
  ...placeColumns(capacity),
  correlation: new Uint32Array(capacity),
  cacheReadTokens: new Float64Array(capacity),
  cacheWriteTokens: new Float64Array(capacity),
  historyLength: new Float64Array(capacity),
  /** One more than the position of the request; 0 where there is none. */
  request: new Uint32Array(capacity),
});

/** The joins of a segment. */
export class JoinTable {
  readonly #table: RowTable<ReturnType<typeof joinColumns>>;
  readonly #ids: InternedNames;

  constructor(roomFor: RoomFor, ids: InternedNames) {
    this.#table = new RowTable(joinColumns, roomFor);
    this.#ids = ids;
  }

  push(row: PostRequest): void {
    const columns = this.#table.room();
    const at = this.#table.length;
    putPlace(columns, at, row.place);
    columns.correlation[at] = this.#ids.idOf(row.correlationId);
    columns.cacheReadTokens[at] = row.cacheReadTokens ?? NaN;
    columns.cacheWriteTokens[at] = row.cacheWriteTokens ?? NaN;
    columns.historyLength[at] = row.historyLength ?? NaN;
    columns.request[at] = row.request + 1;
    this.#table.added();
  }

  /** Appends the first so many that were read from these bytes; `requestOf` gives the position of a row's request, or −1. */
  appendRead(
    read: ReadJoins,
    count: number,
    bytes: Uint8Array,
    requestOf: (row: number) => number,
  ): void {
    if (count === 0) return;
    const columns = this.#table.room(count);
    const at = this.#table.length;
    putPlaces(columns, at, read, count);
    columns.cacheReadTokens.set(read.cacheReadTokens.subarray(0, count), at);
    columns.cacheWriteTokens.set(read.cacheWriteTokens.subarray(0, count), at);
    columns.historyLength.set(read.historyLength.subarray(0, count), at);
    const { idFrom, idTo, idHash } = read;
    for (let row = 0; row < count; row++) {
      columns.correlation[at + row] = this.#ids.idOfBytes(
        bytes,
        idFrom[row] ?? 0,
        idTo[row] ?? 0,
        idHash[row],
      );
      columns.request[at + row] = requestOf(row) + 1;
    }
    this.#table.added(count);
  }

  rows(): Rows<PostRequest> {
    const ids = this.#ids;
    return this.#table.rows((columns, at) => ({
      place: placeAt(columns, at),
      correlationId: ids.text(columns.correlation[at] ?? 0),
      cacheReadTokens: maybeNumber(columns.cacheReadTokens[at]),
      cacheWriteTokens: maybeNumber(columns.cacheWriteTokens[at]),
      historyLength: maybeNumber(columns.historyLength[at]),
      request: (columns.request[at] ?? 0) - 1,
    }));
  }
}

function maybeNumber(value = NaN): number | undefined {
  return Number.isNaN(value) ? undefined : compact(value);
}

function maybeTokens(value: number | undefined): Tokens | undefined {
  const known = maybeNumber(value);
  return known === undefined ? undefined : tokens(known);
}
