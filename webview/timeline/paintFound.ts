import { columnGeometry, tokensAtItem } from "../../src/core/timeline/bands";
import { columnOfRequest, spanOf } from "../../src/core/timeline/columns";
import { pixelAtTokens } from "../../src/core/timeline/hitTest";
import { cssColour, withAlpha } from "./colour";
import { columnPlace, type Scene } from "./scene";

/** Least size of a mark in CSS pixels, and how far it stands out of its column. */
const leastHeight = 4;
const leastWidth = 6;
const overhang = 1.5;

/** Marks every match where it was sent first. Marks that would cover each other are one. */
export function paintFound(context: CanvasRenderingContext2D, scene: Scene): void {
  const { finding, columns, theme, model } = scene;
  if (finding === undefined) return;
  const { items, requests } = finding;
  context.fillStyle = cssColour(theme.found);
  context.strokeStyle = cssColour(theme.background);
  context.lineWidth = 1;
  let lastColumn = -1;
  let lastTop = Infinity;
  for (const [at, item] of items.entries()) {
    const column = columnOfRequest(columns, requests[at] ?? -1);
    if (column < 0) continue;
    const geometry = columnGeometry(model, spanOf(columns, column));
    if (geometry === undefined || item >= geometry.historyLength) continue;
    const { left, width } = columnPlace(scene, column);
    const bottom = pixelAtTokens(scene, tokensAtItem(geometry, item));
    const top = Math.min(
      pixelAtTokens(scene, tokensAtItem(geometry, item + 1)),
      bottom - leastHeight,
    );
    // In a column items stand one above the other, so that only the last mark can be covered.
    if (column === lastColumn && top > lastTop - leastHeight) continue;
    lastColumn = column;
    lastTop = top;
    const wide = Math.max(leastWidth, width + 2 * overhang);
    const from = left + width / 2 - wide / 2;
    context.fillRect(from, top, wide, bottom - top);
    context.strokeRect(from - 0.5, top - 0.5, wide + 1, bottom - top + 1);
  }
}

/** Dims the strips where no request of a column matches, as the picture above them is dimmed. */
export function paintVeil(context: CanvasRenderingContext2D, scene: Scene): void {
  const { emphasis, columns, layout, theme } = scene;
  if (emphasis === undefined) return;
  context.fillStyle = cssColour(withAlpha(theme.background, 0.8));
  const right = layout.plotLeft + layout.plotWidth;
  for (let column = 0; column < columns.length; column++) {
    const { from, to } = spanOf(columns, column);
    if (emphasis.requests.subarray(from, to).includes(1)) continue;
    const place = columnPlace(scene, column);
    const left = Math.max(layout.plotLeft, place.left);
    const wide = Math.min(right, place.left + Math.max(1, place.width)) - left;
    for (const strip of layout.strips) context.fillRect(left, strip.top, wide, strip.height);
  }
}
