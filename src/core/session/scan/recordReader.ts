import { epochMs, itemCount, lineNumber, byteOffset, tokens, type EpochMs } from "../../units";
import type { LinePlace, MeasuredRequest, PostRequest, RecordedEvaluation } from "../segment";
import {
  evaluationPlaces,
  itemColumnStarts,
  itemRows,
  joinPlaces,
  otherRows,
  decisionKinds,
  requestPlaces,
  rowLength,
  rowPlaces,
  tableStarts,
  totalCount,
  totals,
  type ItemColumn,
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

/** Columns of the items that were read; `recordTables` says what they hold. */
export type ReadItems = ReturnType<typeof itemTable>;

function itemTable({ buffer, byteOffset: start }: Uint8Array) {
  const at = (column: ItemColumn) => [buffer, start + itemColumnStarts[column], itemRows] as const;
  return {
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
    nameFrom: new Uint32Array(...at("nameFrom")),
    nameTo: new Uint32Array(...at("nameTo")),
    nameHash: new Int32Array(...at("nameHash")),
    kind: new Uint8Array(...at("kind")),
    flags: new Uint8Array(...at("flags")),
    projectable: new Uint8Array(...at("projectable")),
  };
}

/** Tells what the record machine of a space has read, many lines at a time: items as columns, what was measured and decided. */
export class RecordReader {
  readonly #space: ScanSpace;
  readonly #machine: RecordMachine;
  readonly #totals: Float64Array;
  readonly #requests: Rows;
  readonly #evaluations: Rows;
  readonly #joins: Rows;
  /** The items; only the first `itemCount` are some. */
  readonly items: ReadItems;

  constructor(space: ScanSpace, machine: RecordMachine) {
    const { buffer, byteOffset: start } = machine.tables;
    const rows = (first: number) =>
      new Rows(new Float64Array(buffer, start + first, rowLength * otherRows));
    this.#space = space;
    this.#machine = machine;
    this.#totals = new Float64Array(buffer, start, totalCount);
    this.#requests = rows(tableStarts.requests);
    this.#evaluations = rows(tableStarts.evaluations);
    this.#joins = rows(tableStarts.joins);
    this.items = itemTable(machine.tables);
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

  /** Line of the first record that is part of a run; 0 where there is none. */
  get runLine(): number {
    return this.#total(totals.runLine);
  }

  get runTs(): EpochMs {
    return epochMs(this.#total(totals.runTs));
  }

  /** Whether any record says that the run is under way. */
  get isUnderway(): boolean {
    return this.#total(totals.underway) > 0;
  }

  /** What the last `turn_end` counted; undefined where there is none. */
  get turns(): number | undefined {
    const turns = this.#total(totals.turns);
    return turns < 0 ? undefined : turns;
  }

  /** One of the requests. */
  request(index: number, run: number): MeasuredRequest {
    const rows = this.#requests;
    return {
      place: rows.place(index),
      ts: epochMs(rows.value(index, rowPlaces.ts)),
      run,
      historyLength: itemCount(rows.value(index, requestPlaces.historyLength)),
      inputTokens: tokens(rows.value(index, requestPlaces.inputTokens)),
      cacheReadTokens: tokens(rows.value(index, requestPlaces.cacheRead)),
      cacheWriteTokens: tokens(rows.value(index, requestPlaces.cacheWrite)),
      outputTokens: tokens(rows.value(index, requestPlaces.output)),
    };
  }

  /** One of the evaluations. */
  evaluation(index: number, run: number): RecordedEvaluation {
    const rows = this.#evaluations;
    const kind = rows.value(index, evaluationPlaces.kind);
    const isEmpty = kind === decisionKinds.noCandidates;
    const isFire = kind === decisionKinds.fire;
    return {
      place: rows.place(index),
      ts: epochMs(rows.value(index, evaluationPlaces.metricTs)),
      run,
      decision: isFire ? "fired" : isEmpty ? "no_candidates" : "below_min_savings",
      candidateCount: isEmpty ? undefined : rows.value(index, evaluationPlaces.candidateCount),
      protectedStart: isEmpty ? undefined : rows.value(index, evaluationPlaces.protectedStart),
      estimatedSavingsTokens: isEmpty ? undefined : rows.value(index, evaluationPlaces.value),
      correlationId: isFire
        ? this.#space.ascii(
            rows.value(index, evaluationPlaces.idFrom),
            rows.value(index, evaluationPlaces.idTo),
          )
        : undefined,
      borderTurn: undefined,
    };
  }

  /** How many requests were read before one of the joins. */
  requestsBefore(index: number): number {
    return this.#joins.value(index, joinPlaces.requests);
  }

  /** Line of one of the joins. */
  joinLine(index: number): number {
    return this.#joins.value(index, rowPlaces.line);
  }

  /** One of the joins; `request` is the position of the usage record directly before it, or −1. */
  join(index: number, request: number): PostRequest {
    const rows = this.#joins;
    return {
      place: rows.place(index),
      correlationId: this.#space.ascii(
        rows.value(index, joinPlaces.idFrom),
        rows.value(index, joinPlaces.idTo),
      ),
      cacheReadTokens: rows.value(index, joinPlaces.value),
      cacheWriteTokens: rows.value(index, joinPlaces.cacheWrite),
      historyLength: rows.value(index, joinPlaces.historyLength),
      request,
    };
  }
}

/** One of the tables of rows. */
class Rows {
  readonly #table: Float64Array;

  constructor(table: Float64Array) {
    this.#table = table;
  }

  value(index: number, place: number): number {
    return compact(this.#table[rowLength * index + place] ?? 0);
  }

  place(index: number): LinePlace {
    return {
      line: lineNumber(this.value(index, rowPlaces.line)),
      offset: byteOffset(this.value(index, rowPlaces.offset)),
      byteLength: this.value(index, rowPlaces.byteLength),
    };
  }
}
