import type { Emphasis } from "../../src/core/timeline/emphasis";
import { spreadOf } from "../../src/core/timeline/aggregate";
import type { Axis } from "../../src/core/timeline/axis";
import { topOf } from "../../src/core/timeline/bands";
import {
  columnOfRequest,
  pixelOf,
  spanOf,
  visibleColumns,
  type Columns,
} from "../../src/core/timeline/columns";
import { lookCode } from "../../src/core/timeline/looks";
import type { TimelineModel } from "../../src/core/timeline/model";
import { wholeView } from "../../src/core/timeline/viewport";
import { cssColour, mix, withAlpha } from "./colour";
import { canvasPattern } from "./swatch";
import type { TimelineTheme } from "./theme";
import type { Finding } from "./timelineSearch";

/** What the overview shows: the plot's place in CSS pixels, and what fills it. */
export interface MinimapContent {
  readonly model: TimelineModel;
  readonly axis: Axis;
  /** Another session on the same axis; it stands above. */
  readonly beside: { readonly model: TimelineModel; readonly axis: Axis } | undefined;
  readonly theme: TimelineTheme;
  readonly textures: Uint32Array;
  readonly ratio: number;
  readonly left: number;
  readonly width: number;
  readonly emphasis: Emphasis | undefined;
  readonly finding: Finding | undefined;
}

const againCode = lookCode("sent again");

/** Fills the canvas, so many device pixels large, with one session, or with two to one scale, each in half of the height. */
export function paintMinimap(
  context: CanvasRenderingContext2D,
  content: MinimapContent,
  width: number,
  height: number,
): void {
  const { beside, ratio } = content;
  const top = highestOf(content.model);
  if (beside === undefined) {
    paintSession(context, content, width, height, top);
    return;
  }
  const gap = Math.round(besideGap * ratio);
  const half = Math.floor((height - gap) / 2);
  const common = Math.max(top, highestOf(beside.model));
  // What a filter or a search brings out is known of the session itself alone.
  const other = { ...content, ...beside, emphasis: undefined, finding: undefined };
  paintSession(context, other, width, half, common);
  context.save();
  context.translate(0, height - half);
  paintSession(context, content, width, half, common);
  context.restore();
}

/** Between two sessions, in CSS pixels. */
const besideGap = 2;

function highestOf(model: TimelineModel): number {
  let top = 0;
  for (let request = 0; request < model.length; request++)
    top = Math.max(top, topOf(model, request));
  return top;
}

function paintSession(
  context: CanvasRenderingContext2D,
  { model, axis, theme, textures, ratio, emphasis, finding }: MinimapContent,
  width: number,
  height: number,
  top: number,
): void {
  const columns = visibleColumns(model, axis, wholeView(axis), width);
  const scale = (height - 2) / Math.max(1, top);
  const { requests } = model;
  const whole = cssColour(mix(theme.result, theme.background, 0.16));
  const prompt = cssColour(mix(theme.result, theme.background, 0.55));
  const hot = canvasPattern(context, textures, againCode, ratio);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const left = columns.left[column] ?? 0;
    const wide = (columns.right[column] ?? 0) - left;
    let highest = 0;
    for (let request = span.from; request < span.to; request++)
      highest = Math.max(highest, topOf(model, request));
    const sent = (spreadOf(requests.promptTokens, span)?.greatest ?? 0) * scale;
    const again = (spreadOf(requests.sentAgainTokens, span)?.greatest ?? 0) * scale;
    context.fillStyle = whole;
    context.fillRect(left, height - highest * scale, wide, highest * scale);
    context.fillStyle = prompt;
    context.fillRect(left, height - sent, wide, sent);
    if (again <= 0) continue;
    context.fillStyle = hot;
    context.fillRect(left, height - sent, wide, again);
  }
  if (emphasis !== undefined) paintEmphasis(context, columns, emphasis, theme, height);
  if (finding !== undefined) paintFound(context, columns, finding, theme, ratio);
  context.fillStyle = cssColour(withAlpha(theme.foreground, 0.7));
  for (const position of axis.segmentStarts.slice(1))
    context.fillRect(pixelOf(wholeView(axis), width, position), 0, 1, height);
}

/** Veils what a filter does not let through, as the picture does. */
function paintEmphasis(
  context: CanvasRenderingContext2D,
  columns: Columns,
  { requests }: Emphasis,
  theme: TimelineTheme,
  height: number,
): void {
  context.fillStyle = cssColour(withAlpha(theme.background, 0.75));
  for (let column = 0; column < columns.length; column++) {
    const { from, to } = spanOf(columns, column);
    if (requests.subarray(from, to).includes(1)) continue;
    const left = columns.left[column] ?? 0;
    context.fillRect(left, 0, (columns.right[column] ?? 0) - left, height);
  }
}

/** A flag at the request that first sent each match, a larger one at the match that is looked at. */
function paintFound(
  context: CanvasRenderingContext2D,
  columns: Columns,
  { requests, current }: Finding,
  theme: TimelineTheme,
  ratio: number,
): void {
  const flag = (request: number, size: number) => {
    const column = columnOfRequest(columns, request);
    if (column < 0) return;
    const middle = ((columns.left[column] ?? 0) + (columns.right[column] ?? 0)) / 2;
    context.beginPath();
    context.moveTo(middle - size, 0);
    context.lineTo(middle + size, 0);
    context.lineTo(middle, size * 2);
    context.closePath();
    context.fill();
    context.stroke();
  };
  context.fillStyle = cssColour(theme.found);
  context.strokeStyle = cssColour(theme.background);
  context.lineWidth = ratio;
  for (const request of new Set(requests)) flag(request, 3 * ratio);
  if (current === undefined) return;
  context.strokeStyle = cssColour(theme.foreground);
  flag(requests[current] ?? -1, 6 * ratio);
}
