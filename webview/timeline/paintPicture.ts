import { tokensBeforeItem } from "../../src/core/timeline/bands";
import { spanOf } from "../../src/core/timeline/columns";
import { pixelAtTokens } from "../../src/core/timeline/hitTest";
import { promptSources, startSources } from "../../src/core/timeline/model";
import { drawn } from "../strings/timeline";
import { breakHeight, verticalTicks } from "../../src/core/timeline/vertical";
import { cssColour, pixelWord } from "./colour";
import type { Pixels } from "./pixels";
import { columnPlace, setFont, type Scene } from "./scene";

export const measuredCode = promptSources.indexOf("measured");
const recordedCode = startSources.indexOf("recorded");
/** Width in CSS pixels from which marks have room for a shape of their own. */
export const shapeFrom = 9;
const beadFrom = 16;
/** Width from which a mark is set off from the bands around it. */
export const haloFrom = 3;

/** The lines behind the picture, where there is nothing before them yet. */
export function paintGridLines(pixels: Pixels, scene: Scene): void {
  const { layout, theme, vertical } = scene;
  const { picture } = layout;
  const { density } = pixels;
  const word = pixelWord(theme.line);
  const left = Math.round(picture.left * density);
  const right = left + Math.round(picture.width * density);
  for (const { value } of verticalTicks(vertical, picture.height, 42)) {
    const top = Math.round(Math.round(pixelAtTokens(scene, value)) * density);
    pixels.fillEmpty(left, top, right, top + Math.max(1, Math.round(density)), word);
  }
}

/** Their labels. */
export function paintGrid(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, theme, vertical } = scene;
  const { picture } = layout;
  setFont(context, theme);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = cssColour(theme.muted);
  for (const { value, label } of verticalTicks(vertical, picture.height, 42)) {
    const y = Math.round(pixelAtTokens(scene, value));
    context.fillText(label, picture.left - 6, Math.max(y, picture.top + 6));
  }
}

/** Where the scale is broken: two waves through the system prompt and tools, of which nothing is lost. */
export function paintBreak(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, theme, vertical } = scene;
  if (vertical.breakTokens === 0) return;
  const { left, width, top, height } = layout.picture;
  const y = top + height - breakHeight / 2;
  const wave = (offset: number, style: string, lineWidth: number) => {
    context.beginPath();
    for (let x = 0; x <= width; x += 8)
      context.lineTo(left + x, y + offset + ((x / 8) % 2 === 0 ? -2 : 2));
    context.strokeStyle = style;
    context.lineWidth = lineWidth;
    context.stroke();
  };
  wave(0, cssColour(theme.background), 5);
  wave(-3, cssColour(theme.muted), 1);
  wave(3, cssColour(theme.muted), 1);
}

/** Protected start and measured prompt of every column that is wide enough for shapes, and those of a what-if. */
export function paintMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  for (let column = 0; column < scene.columns.length; column++) {
    const place = columnPlace(scene, column);
    if (place.width < shapeFrom) continue;
    const boundaries = boundaryHeights(scene, column);
    const prompts = promptHeights(scene, column);
    for (const { y, recorded } of boundaries) boundaryMark(context, scene, place, y, recorded);
    for (const { y, measured } of prompts) promptMark(context, scene, place, y, measured);
    if (scene.whatIf !== undefined) whatIfMarks(context, scene, column, place);
  }
}

/** Says so where a column stands for several requests. */
export function paintMergeNote(context: CanvasRenderingContext2D, scene: Scene): void {
  const { columns, layout, theme } = scene;
  let most = 1;
  for (let column = 0; column < columns.length; column++)
    most = Math.max(most, (columns.to[column] ?? 0) - (columns.from[column] ?? 0));
  if (most === 1) return;
  const text = drawn.merged(most);
  setFont(context, theme);
  context.textAlign = "left";
  context.textBaseline = "top";
  const left = layout.picture.left + 6;
  const top = layout.picture.top + 6;
  context.fillStyle = cssColour(theme.halo);
  context.fillRect(left - 3, top - 3, context.measureText(text).width + 6, 17);
  context.fillStyle = cssColour(theme.muted);
  context.fillText(text, left, top);
}

interface Place {
  readonly left: number;
  readonly width: number;
}

/** Heights of a column's boundaries: one, or the least and the greatest of merged requests. */
function boundaryHeights(
  scene: Scene,
  column: number,
): readonly { readonly y: number; readonly recorded: boolean }[] {
  const { requests } = scene.model;
  const { from, to } = spanOf(scene.columns, column);
  let lowest = { tokens: Infinity, recorded: true };
  let highest = { tokens: -Infinity, recorded: true };
  for (let request = from; request < to; request++) {
    const tokens = boundaryTokens(scene, request, requests.protectedStart[request] ?? -1);
    if (tokens === undefined) continue;
    const recorded = requests.startSource[request] === recordedCode;
    if (tokens < lowest.tokens) lowest = { tokens, recorded };
    if (tokens > highest.tokens) highest = { tokens, recorded };
  }
  return extremes(scene, lowest, highest);
}

function extremes<Extreme extends { readonly tokens: number }>(
  scene: Scene,
  lowest: Extreme,
  highest: Extreme,
): readonly (Extreme & { readonly y: number })[] {
  if (highest.tokens === -Infinity) return [];
  const low = { ...lowest, y: pixelAtTokens(scene, lowest.tokens) };
  const high = { ...highest, y: pixelAtTokens(scene, highest.tokens) };
  return low.y - high.y < 2 ? [high] : [low, high];
}

function boundaryTokens({ model }: Scene, request: number, start: number): number | undefined {
  return start < 0 ? undefined : tokensBeforeItem(model, request, start);
}

function promptHeights(
  scene: Scene,
  column: number,
): readonly { readonly y: number; readonly measured: boolean }[] {
  const { promptTokens, promptSource } = scene.model.requests;
  const { from, to } = spanOf(scene.columns, column);
  let lowest = { tokens: Infinity, measured: true };
  let highest = { tokens: -Infinity, measured: true };
  for (let request = from; request < to; request++) {
    const tokens = promptTokens[request] ?? NaN;
    const measured = promptSource[request] === measuredCode;
    if (tokens < lowest.tokens) lowest = { tokens, measured };
    if (tokens > highest.tokens) highest = { tokens, measured };
  }
  return extremes(scene, lowest, highest);
}

/** A tray that opens upwards, to what it protects; broken where replay gave it and not the record. */
function boundaryMark(
  context: CanvasRenderingContext2D,
  { theme }: Scene,
  { left, width }: Place,
  y: number,
  recorded: boolean,
): void {
  const top = Math.round(y) - 1;
  const right = left + Math.max(1, width);
  context.fillStyle = cssColour(theme.halo);
  context.fillRect(left, top - 1, right - left, 4);
  context.fillStyle = cssColour(theme.boundary);
  if (!recorded) {
    const part = (right - left) / 3;
    context.fillRect(left, top, part, 2);
    context.fillRect(right - part, top, part, 2);
  } else context.fillRect(left, top, right - left, 2);
  context.fillRect(left, top - 3, 2, 4);
  context.fillRect(right - 2, top - 3, 2, 4);
}

/** A line with a bead; broken and without one where the prompt was not measured. */
function promptMark(
  context: CanvasRenderingContext2D,
  { theme }: Scene,
  { left, width }: Place,
  y: number,
  measured: boolean,
): void {
  const top = Math.round(y) - 1;
  const full = Math.max(1, width);
  context.fillStyle = cssColour(theme.halo);
  context.fillRect(left, top - 1, full, 4);
  context.fillStyle = cssColour(theme.foreground);
  if (!measured) {
    const dash = Math.max(1, full / 4);
    context.fillRect(left, top, dash, 2);
    context.fillRect(left + full - dash, top, dash, 2);
    return;
  }
  context.fillRect(left, top, full, 2);
  if (width < beadFrom) return;
  dot(context, left + full / 2, top + 1, 3.5, cssColour(theme.background));
  dot(context, left + full / 2, top + 1, 2.5, cssColour(theme.foreground));
}

function dot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  style: string,
): void {
  context.fillStyle = style;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** The what-if's boundary as a plain bar, its prompt as a ring; neither where it is as recorded. */
function whatIfMarks(
  context: CanvasRenderingContext2D,
  scene: Scene,
  column: number,
  { left, width }: Place,
): void {
  const { whatIf, theme, model } = scene;
  if (whatIf === undefined) return;
  const { from, to } = spanOf(scene.columns, column);
  let lowest = { tokens: Infinity };
  let highest = { tokens: -Infinity };
  let prompt = NaN;
  for (let request = from; request < to; request++) {
    const start = whatIf.protectedStart[request] ?? -1;
    const tokens = boundaryTokens(scene, request, start);
    if (tokens !== undefined && start !== model.requests.protectedStart[request]) {
      if (tokens < lowest.tokens) lowest = { tokens };
      if (tokens > highest.tokens) highest = { tokens };
    }
    const predicted = whatIf.inputTokens[request] ?? NaN;
    const differs = Math.abs(predicted - (model.requests.promptTokens[request] ?? NaN)) >= 1;
    if (differs && !(predicted <= prompt)) prompt = predicted;
  }
  const full = Math.max(1, width);
  for (const { y } of extremes(scene, lowest, highest)) {
    const top = Math.round(y) - 1;
    context.fillStyle = cssColour(theme.background);
    context.fillRect(left, top - 2, full, 6);
    context.fillStyle = cssColour(theme.whatIf);
    context.fillRect(left, top - 1, full, 4);
  }
  if (Number.isNaN(prompt)) return;
  const y = Math.round(pixelAtTokens(scene, prompt));
  dot(context, left + full / 2, y, 4, cssColour(theme.whatIf));
  dot(context, left + full / 2, y, 2, cssColour(theme.background));
}
