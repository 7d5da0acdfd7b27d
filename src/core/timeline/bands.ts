import { derivedColumns } from "./derivedColumns";
import { extremesOf } from "./extremes";
import type { RequestSpan } from "./hit";
import type { TimelineModel, TimelineSegment } from "./model";

export { tokensBeforeItem, topOf } from "./requestHeights";

/**
 * Where the items of one column stand. A token position t (from the start of the prompt, left-out content keeping its
 * place) is `overheadTokens + scale × p`, p a position in the segment's `prefixTokens`.
 */
export interface ColumnGeometry {
  readonly segment: TimelineSegment;
  /** The request that stands for the column: the highest, the first of equals. */
  readonly request: number;
  readonly historyLength: number;
  readonly overheadTokens: number;
  readonly scale: number;
  /** Top of the column, left-out content included, and the least top among merged requests. */
  readonly topTokens: number;
  readonly leastTopTokens: number;
  /** −1 where there is no boundary. */
  readonly protectedStart: number;
}

/** The geometry of a column; undefined for an empty span. */
export function columnGeometry(
  model: TimelineModel,
  span: RequestSpan,
): ColumnGeometry | undefined {
  const { requests } = model;
  const segment = model.segments[requests.segment[span.from] ?? -1];
  if (segment === undefined || span.to <= span.from) return undefined;
  const { tops } = derivedColumns(model);
  let request = span.from;
  let topTokens = tops[request] ?? 0;
  let leastTopTokens = topTokens;
  if (span.to - span.from > 1) {
    const extremes = extremesOf(tops, span);
    request = extremes.greatestAt;
    topTokens = extremes.greatest;
    leastTopTokens = extremes.least;
  }
  return {
    segment,
    request,
    historyLength: requests.historyLength[request] ?? 0,
    overheadTokens: requests.overheadTokens[request] ?? 0,
    scale: requests.scale[request] ?? 0,
    topTokens,
    leastTopTokens,
    protectedStart: requests.protectedStart[request] ?? -1,
  };
}

/** Token position of an item's beginning in a column; that of its end is the next item's. */
export function tokensAtItem(geometry: ColumnGeometry, item: number): number {
  const bounded = Math.min(item, geometry.historyLength);
  return geometry.overheadTokens + geometry.scale * (geometry.segment.prefixTokens[bounded] ?? 0);
}

/** Token position at which an item's content begins: above what always stays of it. */
export function tokensAtContent(geometry: ColumnGeometry, item: number): number {
  const { prefixTokens, restTokens } = geometry.segment;
  return (
    geometry.overheadTokens + geometry.scale * ((prefixTokens[item] ?? 0) + (restTokens[item] ?? 0))
  );
}

/** The item of a column at a token position: `overhead` below the first, `beyond` from the top on. */
export function itemAtTokens(
  geometry: ColumnGeometry,
  tokens: number,
): { readonly item: number; readonly part: "rest" | "content" } | "overhead" | "beyond" {
  if (tokens < geometry.overheadTokens) return "overhead";
  const { segment, scale, historyLength } = geometry;
  const position = scale > 0 ? (tokens - geometry.overheadTokens) / scale : Infinity;
  if (position >= (segment.prefixTokens[historyLength] ?? 0)) return "beyond";
  let low = 0;
  let high = historyLength - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((segment.prefixTokens[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  const isContent =
    (segment.contentBefore[low + 1] ?? 0) > (segment.contentBefore[low] ?? 0) &&
    position >= (segment.prefixTokens[low] ?? 0) + (segment.restTokens[low] ?? 0);
  return { item: low, part: isContent ? "content" : "rest" };
}
