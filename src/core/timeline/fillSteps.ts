import type { ColumnGeometry } from "./bands";
import type { ContentLooks } from "./contentLooks";
import { cellFlags, firstKindCode } from "./looks";
import type { TimelineSegment } from "./model";
import type { RowScale } from "./rowScale";

/** At least so many steps of a table for a row of a request whose scale is 1. A row's middle is met within half a step. */
const stepsPerRow = 8;
const isContent = 128;

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
}

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
  const { segment, historyLength, protectedStart } = geometry;
  const { kind, height, content, item, stepsPerToken } = tableOf(segment, scale.pixelsPerToken);
  const edgeFrom = scale.edgeFrom / scale.pixelsPerToken;
  const outlineFrom = scale.outlineFrom / scale.pixelsPerToken;
  const steps = stepsPerToken / (geometry.scale * scale.pixelsPerToken);
  const origin = scale.zeroRow + geometry.overheadTokens * scale.pixelsPerToken;
  const sent = (segment.prefixTokens[historyLength] ?? 0) * stepsPerToken;
  const last = Math.max(0, Math.min(kind.length, Math.ceil(sent)) - 1);
  const { bounds, looks: codes } = looks;
  let piece = 0;
  let pieceEnd = bounds[1] ?? Infinity;
  let look = codes[0] ?? 0;
  let previousBand = -1;
  for (let row = first; row < end; row++) {
    const wanted = ((row + 0.5 - origin) * steps) | 0;
    const step = wanted < 0 ? 0 : wanted > last ? last : wanted;
    const at = kind[step] ?? 0;
    const high = height[step] ?? 0;
    let code = at;
    if (at === isContent) {
      const position = content[step] ?? 0;
      while (position >= pieceEnd) {
        look = codes[++piece] ?? look;
        pieceEnd = bounds[piece + 1] ?? Infinity;
      }
      code = look;
      if (high >= outlineFrom && (item[step] ?? 0) < protectedStart) code |= cellFlags.candidate;
    }
    if (high >= edgeFrom) {
      const band = 2 * (item[step] ?? 0) + (at === isContent ? 1 : 0);
      if (band !== previousBand) code |= cellFlags.edge;
      previousBand = band;
    }
    cells[row] = code;
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
  return { stepsPerToken, kind, height, content, item };
}

function itemAt(segment: TimelineSegment, position: number, from: number): number {
  const { prefixTokens, itemAtStep, stepsPerToken, items } = segment;
  let item = Math.max(from, itemAtStep[(position * stepsPerToken) | 0] ?? 0);
  while (item + 1 < items.length && position >= (prefixTokens[item + 1] ?? Infinity)) item++;
  return item;
}
