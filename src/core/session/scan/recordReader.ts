import { epochMs, lineNumber, type EpochMs, type LineNumber } from "../../units";
import type { RunEnd } from "../segment";
import {
  columnStart,
  runMarks,
  runResults,
  tableRows,
  totalCount,
  totals,
  type ColumnName,
  type TableName,
} from "./recordTables";
import type { RecordMachine, ScanSpace } from "./scanSpace";

/**
 * The same number, as one that an object holds without a further one in the memory: numbers from a column of doubles are kept as
 * doubles, each of which takes twice the room of its field.
 */
export function compact(value: number): number {
  const small = value | 0;
  return small === value ? small : value;
}

/** Where a column lies in the memory, and how many values it has. */
type Stretch = readonly [buffer: ArrayBufferLike, byteOffset: number, length: number];
type Locate<Table extends TableName> = (column: ColumnName<Table>) => Stretch;

const itemColumns = (at: Locate<"items">) => ({
  ts: new Float64Array(...at("ts")),
  lineOffset: new Float64Array(...at("lineOffset")),
  argumentsHash: new Float64Array(...at("argumentsHash")),
  line: new Uint32Array(...at("line")),
  lineBytes: new Uint32Array(...at("lineBytes")),
  ordinal: new Uint32Array(...at("ordinal")),
  wholeBytes: new Uint32Array(...at("wholeBytes")),
  contentBytes: new Uint32Array(...at("contentBytes")),
  restWeight: new Float32Array(...at("restWeight")),
  contentWeight: new Float32Array(...at("contentWeight")),
  idFrom: new Uint32Array(...at("idFrom")),
  idTo: new Uint32Array(...at("idTo")),
  idHash: new Int32Array(...at("idHash")),
  callRow: new Uint32Array(...at("callRow")),
  nameFrom: new Uint32Array(...at("nameFrom")),
  nameTo: new Uint32Array(...at("nameTo")),
  nameHash: new Int32Array(...at("nameHash")),
  kind: new Uint8Array(...at("kind")),
  flags: new Uint8Array(...at("flags")),
  projectable: new Uint8Array(...at("projectable")),
});
const requestColumns = (at: Locate<"requests">) => ({
  offset: new Float64Array(...at("offset")),
  line: new Uint32Array(...at("line")),
  byteLength: new Uint32Array(...at("byteLength")),
  ts: new Float64Array(...at("ts")),
  historyLength: new Float64Array(...at("historyLength")),
  inputTokens: new Float64Array(...at("inputTokens")),
  cacheReadTokens: new Float64Array(...at("cacheReadTokens")),
  cacheWriteTokens: new Float64Array(...at("cacheWriteTokens")),
  outputTokens: new Float64Array(...at("outputTokens")),
});
const evaluationColumns = (at: Locate<"evaluations">) => ({
  offset: new Float64Array(...at("offset")),
  line: new Uint32Array(...at("line")),
  byteLength: new Uint32Array(...at("byteLength")),
  ts: new Float64Array(...at("ts")),
  candidateCount: new Float64Array(...at("candidateCount")),
  protectedStart: new Float64Array(...at("protectedStart")),
  savingsTokens: new Float64Array(...at("savingsTokens")),
  idFrom: new Uint32Array(...at("idFrom")),
  idTo: new Uint32Array(...at("idTo")),
  idHash: new Int32Array(...at("idHash")),
  decision: new Uint8Array(...at("decision")),
});
const joinColumns = (at: Locate<"joins">) => ({
  offset: new Float64Array(...at("offset")),
  line: new Uint32Array(...at("line")),
  byteLength: new Uint32Array(...at("byteLength")),
  cacheReadTokens: new Float64Array(...at("cacheReadTokens")),
  cacheWriteTokens: new Float64Array(...at("cacheWriteTokens")),
  historyLength: new Float64Array(...at("historyLength")),
  idFrom: new Uint32Array(...at("idFrom")),
  idTo: new Uint32Array(...at("idTo")),
  idHash: new Int32Array(...at("idHash")),
  requests: new Uint32Array(...at("requests")),
});
const markColumns = (at: Locate<"marks">) => ({
  ts: new Float64Array(...at("ts")),
  runTs: new Float64Array(...at("runTs")),
  runLine: new Uint32Array(...at("runLine")),
  underway: new Uint32Array(...at("underway")),
  line: new Uint32Array(...at("line")),
  triggerFrom: new Uint32Array(...at("triggerFrom")),
  triggerTo: new Uint32Array(...at("triggerTo")),
  items: new Uint32Array(...at("items")),
  requests: new Uint32Array(...at("requests")),
  evaluations: new Uint32Array(...at("evaluations")),
  mark: new Uint8Array(...at("mark")),
  result: new Uint8Array(...at("result")),
  interrupted: new Uint8Array(...at("interrupted")),
});

/** Columns of what was read, of which only the first so many values are some; `recordTables` says what they hold. */
export type ReadItems = ReturnType<typeof itemColumns>;
export type ReadRequests = ReturnType<typeof requestColumns>;
export type ReadEvaluations = ReturnType<typeof evaluationColumns>;
export type ReadJoins = ReturnType<typeof joinColumns>;

/** Records up to one that begins or ends a run, or up to the last that was read. */
export interface RunStretch {
  /** Line and moment of the first record that is part of a run; line 0 where there is none. */
  readonly runLine: number;
  readonly runTs: EpochMs;
  /** Whether any record says that the run is under way. */
  readonly isUnderway: boolean;
  /** How many of each were read up to its end. */
  readonly items: number;
  readonly requests: number;
  readonly evaluations: number;
  readonly mark: RunMark | undefined;
}

/** What begins or ends a run. */
export type RunMark =
  | {
      readonly kind: "invoke";
      readonly line: LineNumber;
      readonly ts: EpochMs;
      readonly trigger: string;
    }
  | { readonly kind: "completed"; readonly end: RunEnd };

/** Tells what the record machine of a space has read, many lines at a time, as columns. */
export class RecordReader {
  readonly #space: ScanSpace;
  readonly #machine: RecordMachine;
  readonly #totals: Float64Array;
  readonly #marks: ReturnType<typeof markColumns>;
  readonly items: ReadItems;
  readonly requests: ReadRequests;
  readonly evaluations: ReadEvaluations;
  readonly joins: ReadJoins;

  constructor(space: ScanSpace, machine: RecordMachine) {
    const { buffer, byteOffset: start } = machine.tables;
    const locate =
      <Table extends TableName>(table: Table): Locate<Table> =>
      (column) => [buffer, start + columnStart(table, column), tableRows[table]];
    this.#space = space;
    this.#machine = machine;
    this.#totals = new Float64Array(buffer, start, totalCount);
    this.#marks = markColumns(locate("marks"));
    this.items = itemColumns(locate("items"));
    this.requests = requestColumns(locate("requests"));
    this.evaluations = evaluationColumns(locate("evaluations"));
    this.joins = joinColumns(locate("joins"));
  }

  /** The bytes that positions in the columns mean. */
  get bytes(): Uint8Array {
    return this.#space.bytes;
  }

  /**
   * Reads records from `from` on, up to `end`, where a newline stands: as many as the tables hold, and up to the first that must
   * be read otherwise. The first stands in that line of the file, at that offset. Gives the position behind the last one's newline.
   */
  read(from: number, end: number, line: number, offset: number): number {
    const sums = this.#totals;
    sums.fill(0);
    sums[totals.origin] = offset - from;
    sums[totals.firstTs] = Infinity;
    sums[totals.lastTs] = -Infinity;
    sums[totals.turns] = -1;
    return this.#machine.readRecords(from, end, line);
  }

  #total(place: number): number {
    return compact(this.#totals[place] ?? 0);
  }

  get itemCount(): number {
    return this.#total(totals.items);
  }

  get requestCount(): number {
    return this.#total(totals.requests);
  }

  get evaluationCount(): number {
    return this.#total(totals.evaluations);
  }

  get joinCount(): number {
    return this.#total(totals.joins);
  }

  get lineCount(): number {
    return this.#total(totals.lines);
  }

  /** Earliest and latest moment that a line names. */
  get firstTs(): EpochMs {
    return epochMs(this.#total(totals.firstTs));
  }

  get lastTs(): EpochMs {
    return epochMs(this.#total(totals.lastTs));
  }

  /** What the last `turn_end` counted; undefined where there is none. */
  get turns(): number | undefined {
    const turns = this.#total(totals.turns);
    return turns < 0 ? undefined : turns;
  }

  /** How many stretches were read: one more than records that begin or end a run. */
  get stretchCount(): number {
    return this.#total(totals.marks) + 1;
  }

  stretch(index: number): RunStretch {
    if (index + 1 === this.stretchCount)
      return {
        runLine: this.#total(totals.runLine),
        runTs: epochMs(this.#total(totals.runTs)),
        isUnderway: this.#total(totals.underway) > 0,
        items: this.itemCount,
        requests: this.requestCount,
        evaluations: this.evaluationCount,
        mark: undefined,
      };
    const { runLine, runTs, underway, items, requests, evaluations } = this.#marks;
    return {
      runLine: runLine[index] ?? 0,
      runTs: epochMs(compact(runTs[index] ?? 0)),
      isUnderway: (underway[index] ?? 0) > 0,
      items: items[index] ?? 0,
      requests: requests[index] ?? 0,
      evaluations: evaluations[index] ?? 0,
      mark: this.#mark(index),
    };
  }

  #mark(index: number): RunMark {
    const { mark, ts: moments, line, triggerFrom, triggerTo, result, interrupted } = this.#marks;
    const ts = epochMs(compact(moments[index] ?? 0));
    if (mark[index] === runMarks.invoke)
      return {
        kind: "invoke",
        line: lineNumber(line[index] ?? 0),
        ts,
        trigger: this.#space.ascii(triggerFrom[index] ?? 0, triggerTo[index] ?? 0),
      };
    const end: RunEnd = {
      ts,
      result: runResults[result[index] ?? 0] ?? "unknown",
      interrupted: interrupted[index] === 1,
      message: undefined,
    };
    return { kind: "completed", end };
  }
}
