import type { ColumnGeometry } from "./bands";
import type { ContentLooks } from "./contentLooks";
import { statesOf, type Emphasis } from "./emphasis";
import type { RequestSpan } from "./hit";
import { cellFlags, firstKindCode } from "./looks";
import type { ItemSet } from "./itemSets";
import type { TimelineModel, TimelineSegment } from "./model";
import { lowerBound, noRanges, union, type Ranges } from "./ranges";
import type { RowScale } from "./rowScale";
import type { WhatIfOutcome } from "../whatif/outcome";

interface Column {
  readonly model: TimelineModel;
  readonly span: RequestSpan;
  readonly geometry: ColumnGeometry;
  readonly looks: ContentLooks;
  readonly scale: RowScale;
  readonly outcome: WhatIfOutcome | undefined;
  readonly emphasis: Emphasis;
}

/**
 * Dims the rows of a column that hold nothing of what is brought out. A row holds every item that touches it: where the one
 * at its middle does not match and another does, the row shows that one. `first` is the lowest row of items.
 */
export function dimCells(column: Column, first: number, rows: number, cells: Uint8Array): void {
  const { emphasis, span, geometry, scale } = column;
  const matching = requestsIn(span, emphasis);
  if (matching.length === 0) {
    dimRows(cells, 0, rows);
    return;
  }
  if (emphasis.items === undefined && emphasis.states.length === 0) return;
  dimRows(cells, 0, first);
  const search = searchOf(column, matching);
  const { prefixTokens, restTokens } = geometry.segment;
  const pixelsPerPosition = geometry.scale * scale.pixelsPerToken;
  const origin = scale.zeroRow + geometry.overheadTokens * scale.pixelsPerToken;
  const isContentOnly = emphasis.states.length > 0;
  let low = itemAt(geometry, (first - origin) / pixelsPerPosition);
  for (let row = first; row < rows; row++) {
    const high = itemAt(geometry, (row + 1 - origin) / pixelsPerPosition, low);
    const found = search(low, high + 1);
    const isRest =
      isContentOnly &&
      low === high &&
      (row + 0.5 - origin) / pixelsPerPosition < (prefixTokens[low] ?? 0) + (restTokens[low] ?? 0);
    if (found < 0 || isRest) cells[row] = (cells[row] ?? 0) | cellFlags.dim;
    else {
      const middle = itemAt(geometry, (row + 0.5 - origin) / pixelsPerPosition, low);
      if (middle !== found && search(middle, middle + 1) < 0) cells[row] = lookOf(column, found);
    }
    low = high;
  }
}

function dimRows(cells: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const cell = cells[row] ?? 0;
    if (cell !== 0) cells[row] = cell | cellFlags.dim;
  }
}

function requestsIn({ from, to }: RequestSpan, { requests }: Emphasis): readonly number[] {
  const matching: number[] = [];
  for (let request = from; request < to; request++)
    if (requests[request] === 1) matching.push(request);
  return matching;
}

/** Finds the first matching item of a half-open range of indices, or −1. */
function searchOf(
  { model, geometry, outcome, emphasis, span }: Column,
  matching: readonly number[],
): (from: number, to: number) => number {
  const set = emphasis.items?.[model.requests.segment[span.from] ?? 0];
  const end = geometry.historyLength;
  if (emphasis.states.length === 0)
    return (from, to) => (set === undefined ? -1 : firstIn(set, from, Math.min(to, end)));
  const content = matching.reduce<Ranges>(
    (ranges, request) => union(ranges, statesOf(model, outcome, emphasis.states, request)),
    noRanges,
  );
  return (from, to) => firstContent(geometry.segment, content, set, from, Math.min(to, end));
}

function firstIn({ items, before }: ItemSet, from: number, to: number): number {
  const item = items[before[from] ?? 0];
  return item !== undefined && item < to ? item : -1;
}

function firstContent(
  { contentItems, contentBefore }: TimelineSegment,
  content: Ranges,
  set: ItemSet | undefined,
  from: number,
  to: number,
): number {
  const first = contentBefore[from] ?? 0;
  const end = contentBefore[to] ?? contentItems.length;
  for (let at = 0; at < content.length; at += 2) {
    const start = Math.max(first, content[at] ?? 0);
    const stop = Math.min(end, content[at + 1] ?? 0);
    if (start >= stop) continue;
    const item = contentItems[start] ?? 0;
    const found = set === undefined ? item : firstIn(set, item, (contentItems[stop - 1] ?? 0) + 1);
    if (found >= 0) return found;
  }
  return -1;
}

/** What an item looks like on its own: its content where it has some, else its kind. */
function lookOf({ geometry, looks }: Column, item: number): number {
  const { contentBefore, items } = geometry.segment;
  const position = contentBefore[item] ?? 0;
  if ((contentBefore[item + 1] ?? 0) === position) return firstKindCode + (items.kind[item] ?? 0);
  const piece = lowerBound(looks.bounds, position + 1) - 1;
  return looks.looks[piece] ?? firstKindCode;
}

/** The item at a position of `prefixTokens`, not before `from`; the last one sent beyond the end. */
function itemAt(
  { segment: { prefixTokens, itemAtStep, stepsPerToken }, historyLength }: ColumnGeometry,
  position: number,
  from = 0,
): number {
  const jump = itemAtStep[Math.max(0, position * stepsPerToken) | 0] ?? 0;
  let item = Math.max(from, Math.min(jump, historyLength - 1));
  while (item + 1 < historyLength && position >= (prefixTokens[item + 1] ?? Infinity)) item++;
  return item;
}
