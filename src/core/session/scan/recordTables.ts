import type { Decision } from "../../prune/evaluate";

/*
 * Where a machine that reads frequent records from their bytes leaves what it found: tables of columns in one stretch of memory,
 * which are as wide as those that they are copied to, and before them some totals, which are emptied for each call. Positions are
 * those of bytes in the space.
 */

/** How columns hold what an evaluation decided. */
export const decisionCodes: Readonly<Record<Decision, number>> = {
  fired: 0,
  no_candidates: 1,
  below_min_savings: 2,
};

/** What begins or ends runs, and the results of those that end, by their codes. */
export const runMarks = { invoke: 0, completed: 1 } as const;
export const runResults = ["finished", "paused", "limit_reached", "yielded"] as const;

/** How many rows each table holds; and how many items at most one record may have. */
export const tableRows = {
  items: 1024,
  requests: 512,
  evaluations: 512,
  joins: 512,
  marks: 64,
} as const;
export const mostItems = 16;

/** Where a record stands in the file. */
const place = { offset: 8, line: 4, byteLength: 4 } as const;
/** A name, from behind its opening quote up to the closing one, and its `nameHash`; `idTo` is 0 where there is none. */
const id = { idFrom: 4, idTo: 4, idHash: 4 } as const;

/** Bytes of one value of each column. */
const columnBytes = {
  items: {
    ts: 8,
    lineOffset: 8,
    argumentsHash: 8,
    line: 4,
    lineBytes: 4,
    /** Which of its record's items it is. */
    ordinal: 4,
    wholeBytes: 4,
    contentBytes: 4,
    restWeight: 4,
    contentWeight: 4,
    /** The call id of calls and results. */
    ...id,
    /** Of results one more than the row of the last call of that id, 0 where none stands in the table. */
    callRow: 4,
    /** The tool's name of calls; `nameTo` is 0 for others. */
    nameFrom: 4,
    nameTo: 4,
    nameHash: 4,
    kind: 1,
    flags: 1,
    projectable: 1,
  },
  requests: {
    ...place,
    ts: 8,
    historyLength: 8,
    inputTokens: 8,
    cacheReadTokens: 8,
    cacheWriteTokens: 8,
    outputTokens: 8,
  },
  /** What is not known of one without candidates is NaN; `ts` is the metric's own. */
  evaluations: {
    ...place,
    ts: 8,
    candidateCount: 8,
    protectedStart: 8,
    savingsTokens: 8,
    ...id,
    decision: 1,
  },
  /** `requests` is how many requests were read before. */
  joins: {
    ...place,
    metricTs: 8,
    cacheReadTokens: 8,
    cacheWriteTokens: 8,
    historyLength: 8,
    ...id,
    requests: 4,
  },
  /** What begins and ends runs, and how far the tables were filled before it. */
  marks: {
    ts: 8,
    /** The totals of that name since the mark before. */
    runTs: 8,
    runLine: 4,
    underway: 4,
    line: 4,
    /** What begins a run. */
    triggerFrom: 4,
    triggerTo: 4,
    items: 4,
    requests: 4,
    evaluations: 4,
    mark: 1,
    result: 1,
    interrupted: 1,
  },
} as const;

export type TableName = keyof typeof columnBytes;
export type ColumnName<Table extends TableName> = keyof (typeof columnBytes)[Table] & string;

/** What was found on the whole, at the beginning of the tables: numbers of 64 bits, by position. */
export const totals = {
  /** What to add to a position for its offset in the file; given to the machine. */
  origin: 0,
  /** How many rows of each table. */
  items: 1,
  requests: 2,
  evaluations: 3,
  joins: 4,
  marks: 5,
  /** Lines that were read, of any sort. */
  lines: 6,
  /** Earliest and latest moment that a line names. */
  firstTs: 7,
  lastTs: 8,
  /** Line and moment of the first record behind the last mark that is part of a run; 0 where there is none. */
  runLine: 9,
  runTs: 10,
  /** How many of these say that the run is under way: all but a user's input. */
  underway: 11,
  /** What the last `turn_end` counted; −1 where there is none. */
  turns: 12,
  /** Of the record that is being read: its moment, and what it counted. */
  ts: 13,
  countedTurns: 14,
} as const;
export const totalCount = 15;

const numberBytes = 8;
/** Where each column begins, counted from the totals, at a multiple of the widest value. */
const starts = new Map<string, number>();
let end = numberBytes * totalCount;
for (const table of ["items", "requests", "evaluations", "joins", "marks"] as const)
  for (const [column, width] of Object.entries(columnBytes[table])) {
    starts.set(`${table} ${column}`, end);
    end += numberBytes * Math.ceil((width * tableRows[table]) / numberBytes);
  }

/** Where a column begins, counted from the totals. */
export function columnStart<Table extends TableName>(
  table: Table,
  column: ColumnName<Table>,
): number {
  return starts.get(`${table} ${column}`) ?? end;
}

/** Of all tables together. */
export const tableBytes = end;
