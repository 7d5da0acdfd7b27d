import { spreadOf } from "../../src/core/timeline/aggregate";
import { spanOf } from "../../src/core/timeline/columns";
import type { RequestSpan, StripName } from "../../src/core/timeline/hit";
import type { StripPlace } from "../../src/core/timeline/layout";
import { lookCode } from "../../src/core/timeline/looks";
import type { TimelineModel } from "../../src/core/timeline/model";
import { stripLabels } from "../../src/core/timeline/names";
import { drawn } from "../strings/timeline";
import { shortTokens } from "../../src/core/timeline/ticks";
import { unreachable } from "../../src/core/unreachable";
import { cssColour, pixelWord } from "./colour";
import { columnEdges, type ColumnEdges, type Pixels, type Texture } from "./pixels";
import { clipped, columnGap, gapFrom, setFont, type Scene } from "./scene";
import { decisionLanes, paintDecisions } from "./paintDecisions";
import { cacheTexture, lookTexture } from "./swatch";

interface Bars {
  readonly pixels: Pixels;
  readonly strip: StripPlace;
  /** Value at the strip's upper edge. */
  readonly top: number;
  readonly edges: ColumnEdges;
}

/** The bars of all strips. */
export function paintStripBars(pixels: Pixels, scene: Scene): void {
  for (const strip of scene.layout.strips) {
    const top = greatest(scene, strip.name);
    if (top === 0 && strip.name !== "decision") continue;
    const bars = { pixels, strip, top, edges: { left: 0, right: 0, width: 0 } };
    if (strip.name !== "decision") baseline(scene, bars);
    const paint = stripPainter(scene, bars);
    for (let column = 0; column < scene.columns.length; column++)
      if (columnEdges(scene, pixels.density, column, gapFrom, columnGap, bars.edges))
        paint(spanOf(scene.columns, column));
  }
}

/** Their labels, and what has a shape. */
export function paintStripLabels(context: CanvasRenderingContext2D, scene: Scene): void {
  setFont(context, scene.theme);
  for (const strip of scene.layout.strips) {
    const top = greatest(scene, strip.name);
    paintLabel(context, scene, strip, top);
    if (strip.name === "decision")
      clipped(context, scene, () => {
        paintDecisions(context, scene, strip);
      });
    else if (top === 0) paintNone(context, scene, strip);
  }
}

/** What paints one column of a strip. */
function stripPainter(scene: Scene, bars: Bars): (span: RequestSpan) => void {
  const { name } = bars.strip;
  switch (name) {
    case "decision":
      return decisionLanes(scene, bars.pixels, bars.strip, bars.edges);
    case "sent again":
      return sentAgainBars(scene, bars);
    case "cache":
      return cacheBars(scene, bars);
    case "savings":
      return savingsBars(scene, bars);
    case "output":
      return outputBars(scene, bars);
    default:
      return unreachable(name);
  }
}

/**
 * The greatest value of a strip over the whole session, and over another one shown beside it: its scale does not change
 * while the view moves.
 */
function greatest(scene: Scene, name: StripName): number {
  const { model, beside } = scene;
  const own = greatestIn(model, scene, name);
  return beside === undefined ? own : Math.max(own, greatestIn(beside.model, scene, name));
}

function greatestIn(
  { requests }: TimelineModel,
  { whatIf, whatIfSentAgain }: Scene,
  name: StripName,
): number {
  switch (name) {
    case "decision":
      return 0;
    case "sent again":
      return Math.max(
        greatestOf(requests.sentAgainTokens),
        whatIfSentAgain === undefined ? 0 : greatestOf(whatIfSentAgain),
      );
    case "cache":
      return Math.max(
        greatestOf(requests.promptTokens),
        whatIf === undefined ? 0 : greatestOf(whatIf.inputTokens),
      );
    case "savings":
      return Math.max(
        greatestOf(requests.estimatedSavingsTokens),
        greatestOf(requests.leftOutTokens),
      );
    case "output":
      return greatestOf(requests.outputTokens);
    default:
      return unreachable(name);
  }
}

const greatestKnown = new WeakMap<Float64Array, number>();

function greatestOf(column: Float64Array): number {
  const known = greatestKnown.get(column);
  if (known !== undefined) return known;
  let top = 0;
  for (const value of column) if (value > top) top = value;
  greatestKnown.set(column, top);
  return top;
}

function paintLabel(
  context: CanvasRenderingContext2D,
  { layout, theme, whatIf }: Scene,
  strip: StripPlace,
  top: number,
): void {
  context.fillStyle = cssColour(theme.muted);
  const scale = top > 0 ? `0–${shortTokens(top)}` : "";
  if (layout.labels === "above") {
    context.textAlign = "left";
    context.textBaseline = "top";
    const isPair = strip.name === "decision" && whatIf !== undefined;
    const name = stripLabels[isPair ? "both" : strip.name];
    const text = scale === "" ? name : `${name}, ${scale}`;
    context.fillText(text, strip.left, strip.labelTop);
    return;
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  const middle = strip.top + strip.height / 2;
  const right = strip.left - 6;
  if (strip.name === "decision" && whatIf !== undefined) {
    context.fillText(stripLabels.decision, right, strip.top + strip.height / 4);
    context.fillText(stripLabels["what if"], right, strip.top + (strip.height * 3) / 4);
    return;
  }
  const two = scale !== "" && strip.height >= 28;
  context.fillText(stripLabels[strip.name], right, two ? middle - 7 : middle);
  if (!two) return;
  context.fillText(scale, right, middle + 7);
}

function paintNone(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { left, top, height }: StripPlace,
): void {
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = cssColour(scene.theme.muted);
  context.fillText(drawn.none, left + 6, top + height / 2);
}

const againCode = lookCode("sent again");

function sentAgainBars(scene: Scene, bars: Bars): (span: RequestSpan) => void {
  const { model, theme, whatIfSentAgain } = scene;
  const again = lookTexture(scene.textures, againCode);
  const most = pixelWord(theme.hotGreatest);
  const whatIf = pixelWord(theme.whatIf);
  return (span) => {
    const spread = spreadOf(model.requests.sentAgainTokens, span);
    if (spread !== undefined && spread.greatest > 0) {
      bar(bars, 0, spread.greatest, most);
      bar(bars, 0, spread.mean, again);
    }
    if (whatIfSentAgain === undefined) return;
    const predicted = spreadOf(whatIfSentAgain, span)?.greatest ?? 0;
    if (predicted > 0) step(bars, predicted, whatIf);
  };
}

function cacheBars(scene: Scene, bars: Bars): (span: RequestSpan) => void {
  const { model, theme, whatIf } = scene;
  const { requests } = model;
  const written = cacheTexture(theme, "written");
  const notCached = cacheTexture(theme, "not cached");
  const cacheRead = pixelWord(theme.cacheRead);
  const background = pixelWord(theme.background);
  const stepWord = pixelWord(theme.whatIf);
  return (span) => {
    const read = spreadOf(requests.cacheReadTokens, span)?.mean ?? 0;
    const write = spreadOf(requests.cacheWriteTokens, span)?.mean ?? 0;
    const uncached = spreadOf(requests.uncachedTokens, span)?.mean ?? 0;
    bar(bars, 0, read, cacheRead);
    bar(bars, read, read + write, written);
    bar(bars, read + write, read + write + uncached, notCached);
    // A seam tells read from written where colours do not.
    if (read > 0 && write + uncached > 0 && bars.edges.width >= 3) seam(bars, read, background);
    if (whatIf === undefined) return;
    const paid = paidOf(scene, span);
    if (!Number.isNaN(paid)) step(bars, paid, stepWord);
  };
}

/** What a what-if would not have read from the cache, the mean of a span. */
function paidOf({ whatIf }: Scene, span: RequestSpan): number {
  if (whatIf === undefined) return NaN;
  const input = spreadOf(whatIf.inputTokens, span);
  const read = spreadOf(whatIf.cacheReadTokens, span);
  return input === undefined || read === undefined ? NaN : Math.max(0, input.mean - read.mean);
}

function savingsBars({ model, theme }: Scene, bars: Bars): (span: RequestSpan) => void {
  const { requests } = model;
  const savings = pixelWord(theme.savings);
  const foreground = pixelWord(theme.foreground);
  return (span) => {
    const realised =
      spreadOf(requests.realisedSavingsTokens, span) ?? spreadOf(requests.leftOutTokens, span);
    const estimated = spreadOf(requests.estimatedSavingsTokens, span);
    if (realised !== undefined && realised.mean > 0) bar(bars, 0, realised.mean, savings);
    if (estimated !== undefined && estimated.greatest > 0) step(bars, estimated.mean, foreground);
  };
}

function outputBars({ model, theme }: Scene, bars: Bars): (span: RequestSpan) => void {
  const most = pixelWord(theme.outputGreatest);
  const mean = pixelWord(theme.output);
  return (span) => {
    const spread = spreadOf(model.requests.outputTokens, span);
    if (spread === undefined) return;
    bar(bars, 0, spread.greatest, most);
    bar(bars, 0, spread.mean, mean);
  };
}

function baseline({ theme }: Scene, { pixels, strip }: Bars): void {
  const { density } = pixels;
  const left = Math.round(strip.left * density);
  const top = Math.round((strip.top + strip.height) * density);
  const right = left + Math.round(strip.width * density);
  pixels.fill(left, top, right, top + Math.max(1, Math.round(density)), pixelWord(theme.line));
}

function rowOf({ pixels, strip, top }: Bars, value: number): number {
  return Math.round((strip.top + strip.height - (value / top) * strip.height) * pixels.density);
}

/** From one value to another; what is there at all has a pixel. */
function bar(bars: Bars, from: number, to: number, paint: number | Texture): void {
  if (!(to > from)) return;
  const { left, right } = bars.edges;
  const low = rowOf(bars, from);
  const high = Math.min(rowOf(bars, to), low - 1);
  if (typeof paint === "number") bars.pixels.fill(left, high, right, low, paint);
  else bars.pixels.fillTexture(left, high, right, low, paint);
}

function seam(bars: Bars, value: number, word: number): void {
  const { left, right } = bars.edges;
  const row = rowOf(bars, value);
  bars.pixels.fill(left, row, right, row + Math.max(1, Math.round(bars.pixels.density)), word);
}

function step(bars: Bars, value: number, word: number): void {
  const { left, right } = bars.edges;
  const thin = Math.max(1, Math.round(bars.pixels.density));
  const row = rowOf(bars, value);
  bars.pixels.fill(left, row - thin, right, row + thin, word);
}
