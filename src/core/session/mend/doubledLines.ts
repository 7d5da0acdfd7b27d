import { itemFlags, kindIndex, type ItemColumns } from "../itemColumns";
import type { LinePlace, Segment } from "../segment";
import { byteOffset, lineNumber } from "../../units";

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
    rows: readonly Row[],
    isSame: (a: Row, b: Row) => boolean,
  ): ReadonlySet<number> => {
    const found = new Set<number>();
    for (let at = 1; at < rows.length; at++) {
      const [before, row] = [rows[at - 1], rows[at]];
      if (before === undefined || row === undefined || !follows(before.place, row.place)) continue;
      if (!isSame(before, row)) continue;
      found.add(at);
      places.push(row.place);
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
  const apart = (at: number) => {
    const [before, own] = [evaluations[at - 1], evaluations[at]];
    return before !== undefined && own !== undefined && before.ts !== own.ts;
  };
  const stoodStill = evaluations.some((own, at) => {
    const before = evaluations[at - 1];
    return before !== undefined && !apart(at) && !follows(before.place, own.place);
  });
  if (stoodStill) return false;
  return runs.some(({ firstEvaluation, endEvaluation }) => {
    for (let at = firstEvaluation + 1; at < endEvaluation; at++) if (apart(at)) return true;
    return false;
  });
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
