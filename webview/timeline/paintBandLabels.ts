import {
  columnGeometry,
  itemAtTokens,
  tokensAtContent,
  tokensAtItem,
  type ColumnGeometry,
} from "../../src/core/timeline/bands";
import { spanOf } from "../../src/core/timeline/columns";
import { toolOf } from "../../src/core/timeline/describeItem";
import { holds } from "../../src/core/timeline/contentHistory";
import { holdsItem } from "../../src/core/timeline/itemSets";
import { pixelAtTokens, tokensAtPixel } from "../../src/core/timeline/hitTest";
import type { TimelineSegment } from "../../src/core/timeline/model";
import { kindNames, lookNames } from "../../src/core/timeline/names";
import { shortTokens } from "../../src/core/timeline/ticks";
import { itemKinds } from "../../src/core/session/itemColumns";
import { cssColour, withAlpha } from "./colour";
import { columnPlace, setFont, type Scene } from "./scene";

/** Width of a column and height of a band, in CSS pixels, from which a band says what it is. */
const labelWidth = 56;
const labelHeight = 13;

/** Names in the bands where there is room: where an item begins, and where its content goes or comes back. */
export function paintBandLabels(context: CanvasRenderingContext2D, scene: Scene): void {
  const { columns, model, theme } = scene;
  setFont(context, theme, 10);
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (let column = 0; column < columns.length; column++) {
    const place = columnPlace(scene, column);
    const span = spanOf(columns, column);
    if (place.width < labelWidth || span.to - span.from !== 1) continue;
    const geometry = columnGeometry(model, span);
    if (geometry === undefined) continue;
    const isFirst = column === 0 || place.left < scene.layout.plotLeft;
    const before =
      isFirst || span.from === geometry.segment.firstRequest
        ? 0
        : (model.requests.historyLength[span.from - 1] ?? 0);
    for (const item of itemsOfHeight(scene, geometry)) {
      const bottom = pixelAtTokens(scene, tokensAtItem(geometry, item));
      const top = pixelAtTokens(scene, tokensAtItem(geometry, item + 1));
      if (bottom - top < labelHeight) continue;
      if (isDimmed(scene, span.from, item)) continue;
      const change = changeOf(scene, geometry.segment, span.from, item);
      if (item < before && change === undefined) continue;
      const contentBottom = isContentItem(geometry.segment, item)
        ? pixelAtTokens(scene, tokensAtContent(geometry, item))
        : bottom;
      const middle = (contentBottom - top >= labelHeight ? contentBottom + top : bottom + top) / 2;
      const name = nameOf(geometry.segment, item);
      const tokens = shortTokens(tokensAtItem(geometry, item + 1) - tokensAtItem(geometry, item));
      label(context, scene, place, middle, [
        [name, change ?? tokens].join(" · "),
        change ?? name,
        name,
      ]);
    }
  }
}

/** Items that can be high enough: each of them stands on one of lines so far apart. Their number may be anything. */
function itemsOfHeight(scene: Scene, geometry: ColumnGeometry): readonly number[] {
  const { top, height } = scene.layout.picture;
  const items: number[] = [];
  for (let y = top + height; y > top - labelHeight; y -= labelHeight) {
    const found = itemAtTokens(geometry, tokensAtPixel(scene, y));
    if (found === "overhead") continue;
    if (found === "beyond") break;
    if (found.item !== items.at(-1)) items.push(found.item);
  }
  return items;
}

function isDimmed({ emphasis, model }: Scene, request: number, item: number): boolean {
  if (emphasis === undefined) return false;
  const set = emphasis.items?.[model.requests.segment[request] ?? 0];
  return emphasis.requests[request] === 0 || (set !== undefined && !holdsItem(set, item));
}

function isContentItem({ contentBefore }: TimelineSegment, item: number): boolean {
  return (contentBefore[item + 1] ?? 0) > (contentBefore[item] ?? 0);
}

function changeOf(
  { model }: Scene,
  segment: TimelineSegment,
  request: number,
  item: number,
): string | undefined {
  if (!isContentItem(segment, item)) return undefined;
  const position = segment.contentBefore[item] ?? 0;
  if (holds(model.requests.sentAgain, request, position)) return lookNames["sent again"];
  const isOut = holds(model.requests.leftOut, request, position);
  const wasOut =
    request > segment.firstRequest && holds(model.requests.leftOut, request - 1, position);
  return isOut && !wasOut ? lookNames["left out"] : undefined;
}

function nameOf(segment: TimelineSegment, item: number): string {
  const kind = itemKinds[segment.items.kind[item] ?? 0] ?? "user";
  const tool = toolOf(segment, item);
  return kind === "tool result" && tool !== undefined ? tool : kindNames[kind];
}

function label(
  context: CanvasRenderingContext2D,
  { theme, layout }: Scene,
  { left, width }: { readonly left: number; readonly width: number },
  y: number,
  texts: readonly string[],
): void {
  const from = Math.max(left, layout.plotLeft);
  const room = Math.min(left + width, layout.plotLeft + layout.plotWidth) - from - 8;
  const text = texts.find((each) => context.measureText(each).width <= room);
  if (text === undefined) return;
  const wide = context.measureText(text).width;
  context.fillStyle = cssColour(withAlpha(theme.background, 0.72));
  context.fillRect(from + 2, y - 6, wide + 4, 12);
  context.fillStyle = cssColour(theme.foreground);
  context.fillText(text, from + 4, y + 0.5);
}
