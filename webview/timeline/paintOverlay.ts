import { columnGeometry, tokensAtContent, tokensAtItem } from "../../src/core/timeline/bands";
import { columnOfRequest, spanOf } from "../../src/core/timeline/columns";
import { formatCount } from "../../src/core/format";
import { pixelAtTokens } from "../../src/core/timeline/hitTest";
import { cssColour, withAlpha, type Colour } from "./colour";
import { paintFound } from "./paintFound";
import { clipped, columnPlace, setFont, type Scene } from "./scene";

/** Above this many columns an item is not followed through all of them. */
const mostFollowed = 700;

/** What changes with the pointer and the selection, over the picture. */
export function paintOverlay(context: CanvasRenderingContext2D, scene: Scene): void {
  clipped(context, scene, () => {
    if (scene.highlight !== undefined) paintHighlight(context, scene);
    paintFound(context, scene);
    paintCurrent(context, scene);
    paintHover(context, scene);
  });
  paintSelection(context, scene);
}

function paintHighlight(context: CanvasRenderingContext2D, scene: Scene): void {
  const { highlight, theme, layout } = scene;
  if (highlight === undefined) return;
  if (highlight.kind === "items") {
    for (const item of highlight.items)
      outlineItem(context, scene, highlight.segment, item, theme.focus, 0.35);
    return;
  }
  let last = -1;
  for (const request of highlight.requests) {
    const column = columnOfRequest(scene.columns, request);
    if (column < 0 || column === last) continue;
    last = column;
    const { left, width } = columnPlace(scene, column);
    context.fillStyle = cssColour(withAlpha(theme.focus, 0.22));
    const bottom = layout.axis.top;
    context.fillRect(left, layout.picture.top, Math.max(1, width), bottom - layout.picture.top);
    context.fillStyle = cssColour(theme.focus);
    const middle = left + width / 2;
    context.beginPath();
    context.moveTo(middle - 4, layout.picture.top - 6);
    context.lineTo(middle + 4, layout.picture.top - 6);
    context.lineTo(middle, layout.picture.top);
    context.fill();
  }
}

/** The match that is looked at, through all requests that send it. */
function paintCurrent(context: CanvasRenderingContext2D, scene: Scene): void {
  const { finding, theme } = scene;
  if (finding?.current === undefined) return;
  const segment = finding.segments[finding.current] ?? 0;
  outlineItem(context, scene, segment, finding.items[finding.current] ?? 0, theme.found, 0.3);
}

function paintHover(context: CanvasRenderingContext2D, scene: Scene): void {
  const { hover, theme, layout } = scene;
  if (hover === undefined) return;
  const column = columnOfRequest(scene.columns, hover.request);
  if (column < 0) return;
  const { left, width } = columnPlace(scene, column);
  const wide = Math.max(1, width);
  context.fillStyle = cssColour(withAlpha(theme.foreground, 0.09));
  context.fillRect(left, layout.picture.top, wide, layout.axis.top - layout.picture.top);
  context.strokeStyle = cssColour(withAlpha(theme.foreground, 0.5));
  context.lineWidth = 1;
  context.strokeRect(
    left - 0.5,
    layout.picture.top - 0.5,
    wide + 1,
    layout.axis.top - layout.picture.top + 1,
  );
  if (hover.kind === "item")
    outlineItem(context, scene, hover.segment, hover.item, theme.foreground, 0);
}

/** An item's band in every visible request that has it. */
function outlineItem(
  context: CanvasRenderingContext2D,
  scene: Scene,
  segment: number,
  item: number,
  colour: Colour,
  fill: number,
): void {
  const { columns, model } = scene;
  if (columns.length > mostFollowed) return;
  const isContent = hasContent(scene, segment, item);
  context.strokeStyle = cssColour(colour);
  context.fillStyle = cssColour(withAlpha(colour, fill));
  context.lineWidth = 1;
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    if (model.requests.segment[span.from] !== segment) continue;
    const geometry = columnGeometry(model, span);
    if (geometry === undefined || item >= geometry.historyLength) continue;
    const { left, width } = columnPlace(scene, column);
    const start = isContent ? tokensAtContent(geometry, item) : tokensAtItem(geometry, item);
    const bottom = pixelAtTokens(scene, start);
    const top = pixelAtTokens(scene, tokensAtItem(geometry, item + 1));
    const height = Math.max(2, bottom - top);
    if (fill > 0) context.fillRect(left, bottom - height, Math.max(1, width), height);
    if (width >= 4) context.strokeRect(left + 0.5, bottom - height - 0.5, width - 1, height + 1);
    else {
      context.fillStyle = cssColour(colour);
      context.fillRect(left, bottom - height - 1, Math.max(1, width), 1);
      context.fillRect(left, bottom, Math.max(1, width), 1);
      context.fillStyle = cssColour(withAlpha(colour, fill));
    }
  }
}

function hasContent({ model }: Scene, segment: number, item: number): boolean {
  const before = model.segments[segment]?.contentBefore;
  return before !== undefined && (before[item + 1] ?? 0) > (before[item] ?? 0);
}

function paintSelection(context: CanvasRenderingContext2D, scene: Scene): void {
  const { selected, theme, layout, columns } = scene;
  if (selected === undefined) return;
  const column = columnOfRequest(columns, selected);
  if (column < 0) return;
  const { left, width } = columnPlace(scene, column);
  const wide = Math.max(3, width);
  const from = left - (wide - width) / 2;
  if (from + wide < layout.plotLeft || from > layout.plotLeft + layout.plotWidth) return;
  context.strokeStyle = cssColour(theme.focus);
  context.lineWidth = 2;
  const top = layout.picture.top - 2;
  context.strokeRect(from - 1, top, wide + 2, layout.axis.top - top);
  const text = formatCount(selected + 1);
  setFont(context, theme);
  context.textBaseline = "middle";
  context.textAlign = "left";
  const labelWidth = context.measureText(text).width + 10;
  const most = layout.plotLeft + layout.plotWidth + 8 - labelWidth;
  const x = Math.max(layout.plotLeft, Math.min(from + wide / 2 - labelWidth / 2, most));
  context.fillStyle = cssColour(theme.focus);
  context.fillRect(x, layout.picture.top - 2, labelWidth, 16);
  context.fillStyle = cssColour(theme.onFocus);
  context.fillText(text, x + 5, layout.picture.top + 6.5);
}
