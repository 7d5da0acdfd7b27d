import type { ColumnGeometry } from "./bands";
import type { ContentLooks } from "./contentLooks";
import { cellFlags, firstKindCode } from "./looks";
import type { TimelineSegment } from "./model";
import type { RowScale } from "./rowScale";

/** Steps of the table for a row of a request whose scale is 1. A row's middle is met within half a step. */
const stepsPerRow = 8;
const isContent = 128;

/** What stands at equal steps along a segment's `prefixTokens`, at one vertical scale. */
interface StepTable {
  readonly pixelsPerToken: number;
  readonly outlineFrom: number;
  readonly stepsPerToken: number;
  /** Kind, `isContent`, and whether the band is high enough for an edge and for an outline, as flags of a cell. */
  readonly kind: Uint8Array;
  /** Position in `contentItems`, of content. */
  readonly content: Uint32Array;
  readonly item: Uint32Array;
}

const tables = new WeakMap<TimelineSegment, StepTable>();

/**
 * Fills rows as an exact search for each row's middle would, to a small part of a row: for columns in which several items
 * fall into a row. The search is made once for all columns that share a vertical scale.
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
  const { kind, content, item, stepsPerToken } = tableOf(segment, scale);
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
    let code = at & 15;
    if (at >= isContent) {
      const position = content[step] ?? 0;
      while (position >= pieceEnd) {
        look = codes[++piece] ?? look;
        pieceEnd = bounds[piece + 1] ?? Infinity;
      }
      code = look;
      if ((at & cellFlags.candidate) !== 0 && (item[step] ?? 0) < protectedStart)
        code |= cellFlags.candidate;
    }
    if ((at & cellFlags.edge) !== 0) {
      const band = 2 * (item[step] ?? 0) + (at >= isContent ? 1 : 0);
      if (band !== previousBand) code |= cellFlags.edge;
      previousBand = band;
    }
    cells[row] = code;
  }
}

/** The table of the scale asked for last; a scale that glides makes one in each frame, a few thousand steps. */
function tableOf(segment: TimelineSegment, scale: RowScale): StepTable {
  const known = tables.get(segment);
  if (known?.pixelsPerToken === scale.pixelsPerToken && known.outlineFrom === scale.outlineFrom)
    return known;
  const made = makeTable(segment, scale);
  tables.set(segment, made);
  return made;
}

const mostSteps = 1 << 15;

function makeTable(segment: TimelineSegment, scale: RowScale): StepTable {
  const { prefixTokens, restTokens, contentBefore, items } = segment;
  const { pixelsPerToken } = scale;
  const total = prefixTokens[items.length] ?? 0;
  const steps = Math.max(1, Math.min(mostSteps, Math.ceil(total * pixelsPerToken * stepsPerRow)));
  const stepsPerToken = total > 0 ? steps / total : 0;
  const kind = new Uint8Array(steps);
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
    const height = inContent ? (prefixTokens[at + 1] ?? 0) - contentStart : contentStart - start;
    let code = inContent ? isContent : firstKindCode + (items.kind[at] ?? 0);
    if (height * pixelsPerToken >= scale.edgeFrom) code |= cellFlags.edge;
    if (inContent && height * pixelsPerToken >= scale.outlineFrom) code |= cellFlags.candidate;
    kind[step] = code;
    content[step] = before;
  }
  return { pixelsPerToken, outlineFrom: scale.outlineFrom, stepsPerToken, kind, content, item };
}

function itemAt(segment: TimelineSegment, position: number, from: number): number {
  const { prefixTokens, itemAtStep, stepsPerToken, items } = segment;
  let item = Math.max(from, itemAtStep[(position * stepsPerToken) | 0] ?? 0);
  while (item + 1 < items.length && position >= (prefixTokens[item + 1] ?? Infinity)) item++;
  return item;
}
