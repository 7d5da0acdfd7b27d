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
import { BarStore, isSameKey, type Paint } from "./barStore";
import { edgesOf } from "./columnEdges";
import type { Pixels } from "./pixels";
import { clipped, setFont, type Scene } from "./scene";
import { decisionLanes, paintDecisions, shapeFrom } from "./paintDecisions";
import { cacheTexture, lookTexture } from "./swatch";

interface Bars {
  /** Where the bars of one column are put. */
  readonly store: BarStore;
  readonly density: number;
  readonly strip: StripPlace;
  /** Value at the strip's upper edge. */
  readonly top: number;
}

/** What makes the bars of a column in one strip: of its requests, and its width in CSS pixels. */
type BarMaker = (span: RequestSpan, width: number) => void;

/** The bars of all strips. They are made once for a column, not once in every frame. */
export class StripBars {
  readonly #store = new BarStore();
  /** What the lines of the strips were painted for last. */
  #painted: readonly unknown[] = [];

  /** Paints the lines from the first strip down in place of what is there. While only the vertical scale moves they stay. */
  paint(pixels: Pixels, scene: Scene): void {
    const { columns, layout } = scene;
    const { density } = pixels;
    const store = this.#store;
    const { from, to } = scene.view;
    const isKept = store.keepFor(keyOf(scene, density));
    const shown = [pixels, scene.axis, from, to, layout.plotLeft, layout.plotWidth];
    if (isKept && isSameKey(shown, this.#painted)) return;
    this.#painted = shown;
    pixels.clear(firstLine(pixels, scene), pixels.height);
    const edges = edgesOf(scene, density);
    const makers: BarMaker[] = [];
    for (const strip of layout.strips) {
      const top = greatest(scene, strip.name);
      if (top === 0 && strip.name !== "decision") continue;
      const bars = { store, density, strip, top };
      if (strip.name !== "decision") baseline(scene, pixels, strip);
      makers.push(barMaker(scene, bars));
    }
    for (let column = 0; column < columns.length; column++) {
      if ((edges.left[column] ?? 0) >= (edges.right[column] ?? 0)) continue;
      const first = columns.from[column] ?? 0;
      const count = (columns.to[column] ?? 0) - first;
      const width = edges.width[column] ?? 0;
      const kind = count * widthClasses + widthClass(width);
      let place = store.placeOf(first, kind);
      if (place === undefined) {
        place = store.begin(first, kind);
        const span = spanOf(columns, column);
        for (const make of makers) make(span, width);
      }
      store.paint(pixels, edges, column, place);
    }
  }
}

/** The uppermost line of the strips. */
export function firstLine({ density, height }: Pixels, { layout }: Scene): number {
  const [strip] = layout.strips;
  return strip === undefined ? height : Math.round(strip.top * density);
}

/** Which bars a column has depends on its width in so many ways only. */
const widthClasses = 3;
const widthClass = (width: number): number => (width >= shapeFrom ? 2 : width >= seamFrom ? 1 : 0);
/** Width from which there is a seam between what was read from the cache and what was not. */
const seamFrom = 3;

/** All that the bars of a column depend on but the column itself. */
function keyOf(scene: Scene, density: number): readonly unknown[] {
  const { model, whatIf, whatIfSentAgain, beside, theme, textures, layout } = scene;
  const places = layout.strips.flatMap(({ name, top, height }) => [name, top, height]);
  return [model, whatIf, whatIfSentAgain, beside?.model, theme, textures, density, ...places];
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

function barMaker(scene: Scene, bars: Bars): BarMaker {
  const { name } = bars.strip;
  switch (name) {
    case "decision":
      return decisionLanes(scene, bars.density, bars.strip, bars.store);
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

function sentAgainBars(scene: Scene, bars: Bars): BarMaker {
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

function cacheBars(scene: Scene, bars: Bars): BarMaker {
  const { model, theme, whatIf } = scene;
  const { requests } = model;
  const written = cacheTexture(theme, "written");
  const notCached = cacheTexture(theme, "not cached");
  const cacheRead = pixelWord(theme.cacheRead);
  const background = pixelWord(theme.background);
  const stepWord = pixelWord(theme.whatIf);
  return (span, width) => {
    const read = spreadOf(requests.cacheReadTokens, span)?.mean ?? 0;
    const write = spreadOf(requests.cacheWriteTokens, span)?.mean ?? 0;
    const uncached = spreadOf(requests.uncachedTokens, span)?.mean ?? 0;
    bar(bars, 0, read, cacheRead);
    bar(bars, read, read + write, written);
    bar(bars, read + write, read + write + uncached, notCached);
    // A seam tells read from written where colours do not.
    if (read > 0 && write + uncached > 0 && width >= seamFrom) seam(bars, read, background);
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

function savingsBars({ model, theme }: Scene, bars: Bars): BarMaker {
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

function outputBars({ model, theme }: Scene, bars: Bars): BarMaker {
  const most = pixelWord(theme.outputGreatest);
  const mean = pixelWord(theme.output);
  return (span) => {
    const spread = spreadOf(model.requests.outputTokens, span);
    if (spread === undefined) return;
    bar(bars, 0, spread.greatest, most);
    bar(bars, 0, spread.mean, mean);
  };
}

function baseline({ theme }: Scene, pixels: Pixels, strip: StripPlace): void {
  const { density } = pixels;
  const left = Math.round(strip.left * density);
  const top = Math.round((strip.top + strip.height) * density);
  const right = left + Math.round(strip.width * density);
  pixels.fill(left, top, right, top + Math.max(1, Math.round(density)), pixelWord(theme.line));
}

function rowOf({ density, strip, top }: Bars, value: number): number {
  return Math.round((strip.top + strip.height - (value / top) * strip.height) * density);
}

/** From one value to another; what is there at all has a pixel. */
function bar(bars: Bars, from: number, to: number, paint: Paint): void {
  if (!(to > from)) return;
  const low = rowOf(bars, from);
  bars.store.add(Math.min(rowOf(bars, to), low - 1), low, paint);
}

function seam(bars: Bars, value: number, word: number): void {
  const row = rowOf(bars, value);
  bars.store.add(row, row + Math.max(1, Math.round(bars.density)), word);
}

function step(bars: Bars, value: number, word: number): void {
  const thin = Math.max(1, Math.round(bars.density));
  const row = rowOf(bars, value);
  bars.store.add(row - thin, row + thin, word);
}
