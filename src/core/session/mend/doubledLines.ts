import { itemFlags, kindIndex, type ItemColumns } from "../itemColumns";
import type { LinePlace, RecordedEvaluation, Segment } from "../segment";
import { byteOffset, lineNumber } from "../../units";
import type { Rows } from "../rows";

/** Smaller messages may well be said twice. */
const leastMessageBytes = 100;

/** Lines that repeat the one before them, and what stands in them. Positions are those in the segment. */
export interface DoubledLines {
  readonly items: ReadonlySet<number>;
  readonly requests: ReadonlySet<number>;
  readonly evaluations: ReadonlySet<number>;
  readonly joins: ReadonlySet<number>;
  readonly places: readonly LinePlace[];
}

/**
 * Records that are the same as the one on the line before, to the millisecond. Where the writer's clock did not tell two
 * evaluations apart that are not the same, nothing but ids can: the same twice may then have happened twice.
 */
export function doubledLines(segment: Segment): DoubledLines {
  const tells = clockTells(segment);
  const places: LinePlace[] = [];
  const items = new Set<number>();
  for (let item = 1; item < segment.items.length; item++)
    if (isSameItem(segment.items, item, tells)) {
      items.add(item);
      places.push(placeOf(segment.items, item));
    }
  const repeated = <Row extends { readonly place: LinePlace }>(
    rows: Rows<Row>,
    isSame: (a: Row, b: Row) => boolean,
  ): ReadonlySet<number> => {
    const found = new Set<number>();
    let before: Row | undefined;
    for (const [at, row] of rows.entries()) {
      if (before !== undefined && follows(before.place, row.place) && isSame(before, row)) {
        found.add(at);
        places.push(row.place);
      }
      before = row;
    }
    return found;
  };
  return {
    items,
    requests: repeated(
      segment.requests,
      (a, b) =>
        tells &&
        a.ts === b.ts &&
        a.historyLength === b.historyLength &&
        a.inputTokens === b.inputTokens &&
        a.cacheReadTokens === b.cacheReadTokens &&
        a.cacheWriteTokens === b.cacheWriteTokens &&
        a.outputTokens === b.outputTokens,
    ),
    evaluations: repeated(
      segment.evaluations,
      (a, b) =>
        (tells || a.correlationId !== undefined) &&
        a.ts === b.ts &&
        a.decision === b.decision &&
        a.candidateCount === b.candidateCount &&
        a.protectedStart === b.protectedStart &&
        a.estimatedSavingsTokens === b.estimatedSavingsTokens &&
        a.correlationId === b.correlationId,
    ),
    joins: repeated(segment.joins, (a, b) => a.correlationId === b.correlationId),
    places: places.sort((a, b) => a.line - b.line),
  };
}

function follows(before: LinePlace, place: LinePlace): boolean {
  return place.line === before.line + 1 && place.byteLength === before.byteLength;
}

/**
 * Whether the writer's clock is seen to move between the evaluations of a run, and no two that differ were made in the same
 * millisecond. A clock that only ever moves between runs tells nothing of what is within one.
 */
function clockTells({ evaluations, runs }: Segment): boolean {
  /** 1 where an evaluation's time is another than that of the one before. */
  const apart = new Uint8Array(evaluations.length);
  let before: RecordedEvaluation | undefined;
  for (const [at, own] of evaluations.entries()) {
    if (before !== undefined) {
      if (before.ts !== own.ts) apart[at] = 1;
      else if (!follows(before.place, own.place)) return false;
    }
    before = own;
  }
  return runs.some(({ firstEvaluation, endEvaluation }) =>
    apart.subarray(firstEvaluation + 1, endEvaluation).includes(1),
  );
}

function isSameItem(items: ItemColumns, item: number, clockTells: boolean): boolean {
  const before = item - 1;
  const same = (column: ArrayLike<number>) => column[before] === column[item];
  if (
    items.line[item] !== (items.line[before] ?? 0) + 1 ||
    !same(items.lineBytes) ||
    !same(items.kind) ||
    !same(items.ts) ||
    !same(items.wholeBytes) ||
    !same(items.contentBytes) ||
    !same(items.callId) ||
    !same(items.restWeight) ||
    !same(items.contentWeight) ||
    ((items.flags[item] ?? 0) & itemFlags.lost) !== 0
  )
    return false;
  switch (items.kind[item]) {
    case kindIndex["tool call"]:
    case kindIndex["tool result"]:
      return true;
    case kindIndex.reasoning:
    case undefined:
      // A provider's encrypted items can be of one length.
      return false;
    default:
      return clockTells && (items.wholeBytes[item] ?? 0) >= leastMessageBytes;
  }
}

/** Where an item's record stands in the file. */
export function placeOf(items: ItemColumns, item: number): LinePlace {
  return {
    line: lineNumber(items.line[item] ?? 0),
    offset: byteOffset(items.lineOffset[item] ?? 0),
    byteLength: items.lineBytes[item] ?? 0,
  };
}
