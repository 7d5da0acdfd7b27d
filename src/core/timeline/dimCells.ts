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
  const { emphasis, geometry, scale } = column;
  const content = contentIn(column);
  if (content === undefined) {
    dimRows(cells, 0, rows);
    return;
  }
  if (emphasis.items === undefined && emphasis.states.length === 0) return;
  dimRows(cells, 0, first);
  const search = searchOf(column, content);
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

/** By emphasis and span: while a vertical scale glides, the same columns are asked for in every frame. */
const knownContent = new WeakMap<Emphasis, Map<number, Ranges | undefined>>();
const mostKept = 8192;

/** Content in the wanted states over the matching requests of a column; undefined where none matches. */
function contentIn({ model, span, outcome, emphasis }: Column): Ranges | undefined {
  let ofEmphasis = knownContent.get(emphasis);
  if (ofEmphasis === undefined)
    knownContent.set(emphasis, (ofEmphasis = new Map<number, Ranges | undefined>()));
  const key = span.from * 2 ** 24 + (span.to - span.from);
  const known = ofEmphasis.get(key);
  if (known !== undefined || ofEmphasis.has(key)) return known;
  let content: Ranges | undefined;
  const { requests, states } = emphasis;
  for (let request = span.from; request < span.to; request++) {
    if (requests[request] !== 1) continue;
    content = union(content ?? noRanges, statesOf(model, outcome, states, request));
    if (states.length === 0) break;
  }
  if (ofEmphasis.size >= mostKept) ofEmphasis.clear();
  ofEmphasis.set(key, content);
  return content;
}

/** Finds the first matching item of a half-open range of indices, or −1; one range must not begin before the last did. */
function searchOf(
  { model, geometry, emphasis, span }: Column,
  content: Ranges,
): (from: number, to: number) => number {
  const set = emphasis.items?.[model.requests.segment[span.from] ?? 0];
  const end = geometry.historyLength;
  if (emphasis.states.length === 0)
    return (from, to) => (set === undefined ? -1 : firstIn(set, from, Math.min(to, end)));
  const { segment } = geometry;
  let begin = 0;
  return (from, to) => {
    const first = segment.contentBefore[from] ?? 0;
    while (begin < content.length && (content[begin + 1] ?? 0) <= first) begin += 2;
    return firstContent(segment, content, begin, set, from, Math.min(to, end));
  };
}

function firstIn({ items, before }: ItemSet, from: number, to: number): number {
  const item = items[before[from] ?? 0];
  return item !== undefined && item < to ? item : -1;
}

function firstContent(
  { contentItems, contentBefore }: TimelineSegment,
  content: Ranges,
  begin: number,
  set: ItemSet | undefined,
  from: number,
  to: number,
): number {
  const first = contentBefore[from] ?? 0;
  const end = contentBefore[to] ?? contentItems.length;
  for (let at = begin; at < content.length; at += 2) {
    const start = Math.max(first, content[at] ?? 0);
    if (start >= end) break;
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
  const start = Math.max(from, Math.min(jump, historyLength - 1));
  // In a long history a step of the table holds many items.
  let reach = 1;
  while (start + reach < historyLength && position >= (prefixTokens[start + reach] ?? Infinity))
    reach *= 2;
  let low = start + (reach >> 1);
  let high = Math.min(historyLength, start + reach) - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (position >= (prefixTokens[middle] ?? Infinity)) low = middle;
    else high = middle - 1;
  }
  return low;
}
