import { columnGeometry, type ColumnGeometry } from "./bands";
import { contentLooks, type ContentLooks } from "./contentLooks";
import { dimCells } from "./dimCells";
import type { Emphasis } from "./emphasis";
import type { RequestSpan } from "./hit";
import { fillSteps } from "./fillSteps";
import { cellFlags, firstKindCode, lookCode, lookMask } from "./looks";
import type { TimelineModel } from "./model";
import type { RowScale } from "./rowScale";
import type { WhatIfOutcome } from "../whatif/outcome";

const overheadCode = lookCode("system + tools");
/** What must show however small it is. */
const againCode = lookCode("sent again");
const wouldCode = lookCode("would be sent again");

/** Items of a request below which each row's middle is found exactly, whatever the number of rows. */
const manyItems = 500;

/**
 * Fills the rows of one column with looks and flags, from the lowest up, 0 where the picture is empty. A row shows the
 * item at its middle; content that is sent again has a row of its own however small it is, and so has what an emphasis
 * brings out. Everything else is dimmed then. Gives the number of rows below the column's top.
 */
export function columnCells(
  model: TimelineModel,
  span: RequestSpan,
  scale: RowScale,
  outcome: WhatIfOutcome | undefined,
  cells: Uint8Array,
  emphasis?: Emphasis,
): number {
  const geometry = columnGeometry(model, span);
  if (geometry === undefined) {
    cells.fill(0);
    return 0;
  }
  const looks = contentLooks(model, span, outcome);
  const rowOf = (tokens: number) => scale.zeroRow + tokens * scale.pixelsPerToken;
  const rows = Math.max(0, Math.min(scale.rows, Math.round(rowOf(geometry.topTokens))));
  const overheadRow = rowOf(geometry.overheadTokens);
  // What is brought out must not fall into the half row by which the overhead is rounded up.
  const below = emphasis === undefined ? Math.round(overheadRow) : Math.floor(overheadRow);
  const first = Math.max(0, Math.min(rows, below));
  cells.fill(overheadCode, 0, first);
  cells.fill(0, rows);
  // Where several items fall into a row, searching each row's middle among all of them is what takes time.
  if (geometry.historyLength > Math.max(manyItems, 2 * scale.rows))
    fillSteps(geometry, looks, scale, first, rows, cells);
  else fillItems(geometry, looks, scale, first, rows, cells);
  if (span.to - span.from > 1) {
    const certain = Math.max(0, Math.round(rowOf(geometry.leastTopTokens)));
    for (let row = certain; row < rows; row++) cells[row] = (cells[row] ?? 0) | cellFlags.partial;
  }
  keepVisible(geometry, looks, scale, rows, cells);
  if (emphasis !== undefined)
    dimCells({ model, span, geometry, looks, scale, outcome, emphasis }, first, rows, cells);
  return rows;
}

function fillItems(
  geometry: ColumnGeometry,
  looks: ContentLooks,
  scale: RowScale,
  first: number,
  end: number,
  cells: Uint8Array,
): void {
  const { segment, historyLength, overheadTokens, protectedStart } = geometry;
  const { prefixTokens, restTokens, contentBefore, itemAtStep, stepsPerToken } = segment;
  const kinds = segment.items.kind;
  const pixelsPerPosition = geometry.scale * scale.pixelsPerToken;
  const origin = scale.zeroRow + overheadTokens * scale.pixelsPerToken;
  let item = 0;
  let nextStart = prefixTokens[1] ?? Infinity;
  let previousBand = -1;
  let piece = 0;
  let pieceEnd = looks.bounds[1] ?? Infinity;
  for (let row = first; row < end; row++) {
    const position = (row + 0.5 - origin) / pixelsPerPosition;
    if (position >= nextStart) {
      const jump = itemAtStep[(position * stepsPerToken) | 0] ?? 0;
      if (jump > item) item = jump;
      while (item + 1 < historyLength && position >= (prefixTokens[item + 1] ?? Infinity)) item++;
      nextStart = item + 1 < historyLength ? (prefixTokens[item + 1] ?? Infinity) : Infinity;
    }
    const content = contentBefore[item] ?? 0;
    const contentStart = (prefixTokens[item] ?? 0) + (restTokens[item] ?? 0);
    let code = firstKindCode + (kinds[item] ?? 0);
    let band = 2 * item;
    let height = contentStart - (prefixTokens[item] ?? 0);
    if ((contentBefore[item + 1] ?? 0) > content && position >= contentStart) {
      while (content >= pieceEnd) pieceEnd = looks.bounds[++piece + 1] ?? Infinity;
      code = looks.looks[piece] ?? code;
      band++;
      height = (prefixTokens[item + 1] ?? 0) - contentStart;
      if (item < protectedStart && height * pixelsPerPosition >= scale.outlineFrom)
        code |= cellFlags.candidate;
    }
    if (band !== previousBand) {
      if (height * pixelsPerPosition >= scale.edgeFrom) code |= cellFlags.edge;
      previousBand = band;
    }
    cells[row] = code;
  }
}

/** Gives every range of content sent again at least one row, at the place of its first item. */
function keepVisible(
  geometry: ColumnGeometry,
  { bounds, looks }: ContentLooks,
  scale: RowScale,
  rows: number,
  cells: Uint8Array,
): void {
  if (rows === 0) return;
  const { segment, historyLength, overheadTokens } = geometry;
  for (let piece = 0; piece < looks.length; piece++) {
    const look = looks[piece] ?? 0;
    const plain = look & lookMask;
    if (plain !== againCode && plain !== wouldCode) continue;
    const item = segment.contentItems[bounds[piece] ?? 0];
    if (item === undefined || item >= historyLength) continue;
    const start = (segment.prefixTokens[item] ?? 0) + (segment.restTokens[item] ?? 0);
    const row = Math.floor(
      scale.zeroRow + (overheadTokens + geometry.scale * start) * scale.pixelsPerToken,
    );
    const shown = Math.min(rows - 1, Math.max(0, row));
    const neighbour = cells[Math.min(rows - 1, shown + 1)] ?? 0;
    if (((cells[shown] ?? 0) & lookMask) === (look & lookMask)) continue;
    if ((neighbour & lookMask) !== (look & lookMask)) cells[shown] = look;
  }
}
