import type { ColumnGeometry } from "./bands";
import type { ContentLooks } from "./contentLooks";
import { cellFlags, firstKindCode, lookMask } from "./looks";
import type { TimelineSegment } from "./model";
import type { RowScale } from "./rowScale";

/** At least so many steps of a table for a row of a request whose scale is 1. A row's middle is met within half a step. */
const stepsPerRow = 8;

/** What stands at equal steps along a segment's `prefixTokens`. */
interface StepTable {
  readonly stepsPerToken: number;
  /** Code of the kind, or `isContent`. */
  readonly kind: Uint8Array;
  /** Of the band, in tokens. */
  readonly height: Float32Array;
  /** Position in `contentItems`, of content. */
  readonly content: Uint32Array;
  readonly item: Uint32Array;
  /** `kind` with what follows from a vertical scale, and the heights of that scale: one byte is all that most rows need. */
  readonly shown: Uint8Array;
  edgeFrom: number;
  outlineFrom: number;
}

/** Bits of `shown` above the code of a kind. */
const isContent = 128;
const hasEdge = 16;
const hasOutline = 32;

/** By the binary logarithm of their steps: while a scale glides, or a view is zoomed, the same few are used again. */
const tables = new WeakMap<TimelineSegment, (StepTable | undefined)[]>();

/**
 * Fills rows as an exact search for each row's middle would, to a small part of a row: for columns in which several items
 * fall into a row. The search is made once for all columns and all vertical scales that are near each other.
 */
export function fillSteps(
  geometry: ColumnGeometry,
  looks: ContentLooks,
  scale: RowScale,
  first: number,
  end: number,
  cells: Uint8Array,
): void {
  const { segment, historyLength } = geometry;
  const table = tableOf(segment, scale.pixelsPerToken);
  const edgeFrom = scale.edgeFrom / scale.pixelsPerToken;
  const outlineFrom = scale.outlineFrom / scale.pixelsPerToken;
  if (table.edgeFrom !== edgeFrom || table.outlineFrom !== outlineFrom)
    show(table, edgeFrom, outlineFrom);
  const { shown, stepsPerToken } = table;
  const sent = (segment.prefixTokens[historyLength] ?? 0) * stepsPerToken;
  const steps = stepsPerToken / (geometry.scale * scale.pixelsPerToken);
  const rows: StepRows = {
    origin: scale.zeroRow + geometry.overheadTokens * scale.pixelsPerToken,
    steps: Number.isFinite(steps) ? steps : 0,
    last: Math.max(0, Math.min(shown.length, Math.ceil(sent)) - 1),
  };
  const { bounds, looks: codes } = looks;
  let found = 0;
  let row = first;
  for (let piece = 0; row < end; piece++) {
    const stop = Math.min(end, firstRowOf(rows, firstStepOf(segment, table, bounds[piece + 1])));
    if (stop <= row) continue;
    useLook(codes[piece] ?? 0);
    found |= fillRows(rows, shown, row, stop, cells);
    row = stop;
  }
  if ((found & (hasEdge | hasOutline)) !== 0)
    markBands(rows, table, geometry.protectedStart, first, end, cells);
}

/** The steps of a column's rows: (row + 0.5 − origin) × steps, from 0 to the last one that was sent. */
interface StepRows {
  readonly origin: number;
  readonly steps: number;
  readonly last: number;
}

/** Rows whose content has one look; gives the bits of everything that was found. */
function fillRows(
  { origin, steps, last }: StepRows,
  shown: Uint8Array,
  from: number,
  end: number,
  cells: Uint8Array,
): number {
  let found = 0;
  let row = from;
  // Only the first row can be below the first step, by less than itself, and only what was not sent lies behind the last.
  for (; row < end && (row + 0.5 - origin) * steps < 1; row++) {
    const at = shown[0] ?? 0;
    found |= at;
    cells[row] = codeOf[at] ?? 0;
  }
  const stop = Math.min(end, Math.floor((last + 1) / steps + origin - 1.5));
  for (; row < stop; row++) {
    const at = shown[((row + 0.5 - origin) * steps) | 0] ?? 0;
    found |= at;
    cells[row] = codeOf[at] ?? 0;
  }
  for (; row < end; row++) {
    const at = shown[Math.min(last, (row + 0.5 - origin) * steps) | 0] ?? 0;
    found |= at;
    cells[row] = codeOf[at] ?? 0;
  }
  return found;
}

/** Edges of bands that are high enough, and outlines of candidates. */
function markBands(
  { origin, steps, last }: StepRows,
  { shown, item }: StepTable,
  protectedStart: number,
  first: number,
  end: number,
  cells: Uint8Array,
): void {
  let previousBand = -1;
  for (let row = first; row < end; row++) {
    const step = Math.min(last, Math.max(0, (row + 0.5 - origin) * steps)) | 0;
    const found = shown[step] ?? 0;
    if ((found & (hasEdge | hasOutline)) === 0) continue;
    const at = item[step] ?? 0;
    const content = found >= isContent;
    let code = cells[row] ?? 0;
    if (content && (found & hasOutline) !== 0 && at < protectedStart) code |= cellFlags.candidate;
    if ((found & hasEdge) !== 0) {
      const band = 2 * at + (content ? 1 : 0);
      if (band !== previousBand) code |= cellFlags.edge;
      previousBand = band;
    }
    cells[row] = code;
  }
}

/** The first row at a step or behind it. */
function firstRowOf({ origin, steps }: StepRows, step: number): number {
  if (step <= 0) return 0;
  if (step === Infinity || steps === 0) return Infinity;
  let row = Math.max(0, Math.ceil(step / steps + origin - 0.5));
  while ((row + 0.5 - origin) * steps < step) row++;
  while (row > 0 && (row - 0.5 - origin) * steps >= step) row--;
  return row;
}

/** The code of a cell by what is shown there: a look-up, since what comes next in a request nobody can foresee. */
const codeOf = Uint8Array.from({ length: 256 }, (_, found) => found & lookMask);

/** From here on content has this look. */
function useLook(look: number): void {
  codeOf[isContent] = look;
  codeOf[isContent | hasEdge] = look;
  codeOf[isContent | hasEdge | hasOutline] = look;
}

/** The first step behind the content before a position in `contentItems`. */
function firstStepOf(
  { contentItems, prefixTokens }: TimelineSegment,
  { content, stepsPerToken }: StepTable,
  position: number | undefined,
): number {
  const item = position === undefined ? undefined : contentItems[position - 1];
  if (position === undefined || item === undefined) return Infinity;
  let step = Math.min(content.length, Math.round((prefixTokens[item + 1] ?? 0) * stepsPerToken));
  while (step < content.length && (content[step] ?? 0) < position) step++;
  while (step > 0 && (content[step - 1] ?? 0) >= position) step--;
  return step;
}

function show(table: StepTable, edgeFrom: number, outlineFrom: number): void {
  const { shown, kind, height } = table;
  table.edgeFrom = edgeFrom;
  table.outlineFrom = outlineFrom;
  for (let step = 0; step < shown.length; step++) {
    const high = height[step] ?? 0;
    shown[step] =
      (kind[step] ?? 0) | (high >= edgeFrom ? hasEdge : 0) | (high >= outlineFrom ? hasOutline : 0);
  }
}

function tableOf(segment: TimelineSegment, pixelsPerToken: number): StepTable {
  const { prefixTokens, items } = segment;
  const wanted = (prefixTokens[items.length] ?? 0) * pixelsPerToken * stepsPerRow;
  const level = Math.max(0, Math.min(mostLevel, Math.ceil(Math.log2(Math.max(1, wanted)))));
  let known = tables.get(segment);
  if (known === undefined) tables.set(segment, (known = []));
  return (known[level] ??= makeTable(segment, 2 ** level));
}

const mostLevel = 15;

function makeTable(segment: TimelineSegment, steps: number): StepTable {
  const { prefixTokens, restTokens, contentBefore, items } = segment;
  const total = prefixTokens[items.length] ?? 0;
  const stepsPerToken = total > 0 ? steps / total : 0;
  const kind = new Uint8Array(steps);
  const height = new Float32Array(steps);
  const content = new Uint32Array(steps);
  const item = new Uint32Array(steps);
  let at = 0;
  for (let step = 0; step < steps; step++) {
    const position = (step + 0.5) / stepsPerToken;
    at = itemAt(segment, position, at);
    const start = prefixTokens[at] ?? 0;
    const contentStart = start + (restTokens[at] ?? 0);
    const before = contentBefore[at] ?? 0;
    item[step] = at;
    const inContent = (contentBefore[at + 1] ?? 0) > before && position >= contentStart;
    height[step] = inContent ? (prefixTokens[at + 1] ?? 0) - contentStart : contentStart - start;
    kind[step] = inContent ? isContent : firstKindCode + (items.kind[at] ?? 0);
    content[step] = before;
  }
  const shown = new Uint8Array(steps);
  return { stepsPerToken, kind, height, content, item, shown, edgeFrom: NaN, outlineFrom: NaN };
}

function itemAt(segment: TimelineSegment, position: number, from: number): number {
  const { prefixTokens, itemAtStep, stepsPerToken, items } = segment;
  let item = Math.max(from, itemAtStep[(position * stepsPerToken) | 0] ?? 0);
  while (item + 1 < items.length && position >= (prefixTokens[item + 1] ?? Infinity)) item++;
  return item;
}
