/*
 * Where a machine that reads frequent records from their bytes leaves what it found: tables of numbers in one stretch of memory,
 * which is emptied for each call. Items have a table of columns, which are as wide as those that they are copied to; requests,
 * evaluations and joins, which are fewer, have tables of rows. Positions are those of bytes in the space.
 */

/** What an evaluation decided. */
export const decisionKinds = {
  fire: 1,
  belowSavings: 2,
  noCandidates: 3,
} as const;

/** How many items the table holds; and how many at most one record may have. */
export const itemRows = 1024;
export const mostItems = 16;

/** Bytes of one value of each column of items. */
const itemColumnBytes = {
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
  /** The call id of calls and results, from behind its opening quote up to the closing one, and its `nameHash`; `idTo` is 0 for others. */
  idFrom: 4,
  idTo: 4,
  idHash: 4,
  /** The tool's name of calls; `nameTo` is 0 for others. */
  nameFrom: 4,
  nameTo: 4,
  nameHash: 4,
  kind: 1,
  flags: 1,
  projectable: 1,
} as const;
export type ItemColumn = keyof typeof itemColumnBytes;

/** What was found on the whole, at the beginning of the tables: numbers of 64 bits, by position. */
export const totals = {
  /** What to add to a position for its offset in the file; given to the machine. */
  origin: 0,
  /** How many records of each sort. */
  items: 1,
  requests: 2,
  evaluations: 3,
  joins: 4,
  /** Lines that were read, of any sort. */
  lines: 5,
  /** Earliest and latest moment that a line names. */
  firstTs: 6,
  lastTs: 7,
  /** Line and moment of the first record that is part of a run; 0 where there is none. */
  runLine: 8,
  runTs: 9,
  /** How many of these say that the run is under way: all but a user's input. */
  underway: 10,
  /** What the last `turn_end` counted; −1 where there is none. */
  turns: 11,
  /** Of the record that is being read: its moment, and what it counted. */
  ts: 12,
  countedTurns: 13,
} as const;
export const totalCount = 14;

/** How many rows each other table holds. */
export const otherRows = 512;
/** Numbers of 64 bits in a row. The first four stand in each. */
export const rowLength = 12;
export const rowPlaces = { line: 0, offset: 1, byteLength: 2, ts: 3 } as const;
export const requestPlaces = {
  historyLength: 4,
  inputTokens: 5,
  cacheRead: 6,
  cacheWrite: 7,
  output: 8,
} as const;
/** Of evaluations; `ts` is the metric's own. Which of the others are set depends on the kind. */
export const evaluationPlaces = {
  kind: 4,
  metricTs: 5,
  candidateCount: 6,
  protectedStart: 7,
  value: 8,
  idFrom: 9,
  idTo: 10,
} as const;
/** Of joins. `requests` is how many requests were read before. */
export const joinPlaces = {
  requests: 4,
  metricTs: 5,
  cacheWrite: 6,
  historyLength: 7,
  value: 8,
  idFrom: 9,
  idTo: 10,
} as const;

const numberBytes = 8;
const totalsBytes = numberBytes * totalCount;
export const rowBytes = numberBytes * rowLength;
const otherBytes = rowBytes * otherRows;

/** Where the tables of rows begin, counted from the totals. */
export const tableStarts = {
  requests: totalsBytes,
  evaluations: totalsBytes + otherBytes,
  joins: totalsBytes + 2 * otherBytes,
} as const;

/** Where the columns of items begin: wide ones first, so that each stands at a multiple of its width. */
export const itemColumnStarts = starts(totalsBytes + 3 * otherBytes);

function starts(first: number): Readonly<Record<ItemColumn, number>> {
  let next = first;
  const start = (column: ItemColumn) => {
    const own = next;
    next += itemColumnBytes[column] * itemRows;
    return own;
  };
  return {
    ts: start("ts"),
    lineOffset: start("lineOffset"),
    argumentsHash: start("argumentsHash"),
    line: start("line"),
    lineBytes: start("lineBytes"),
    ordinal: start("ordinal"),
    wholeBytes: start("wholeBytes"),
    contentBytes: start("contentBytes"),
    restWeight: start("restWeight"),
    contentWeight: start("contentWeight"),
    idFrom: start("idFrom"),
    idTo: start("idTo"),
    idHash: start("idHash"),
    nameFrom: start("nameFrom"),
    nameTo: start("nameTo"),
    nameHash: start("nameHash"),
    kind: start("kind"),
    flags: start("flags"),
    projectable: start("projectable"),
  };
}

/** Of all tables together. */
export const tableBytes = itemColumnStarts.projectable + itemRows;
