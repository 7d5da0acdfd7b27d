import { spreadOf } from "../../src/core/timeline/aggregate";
import { spanOf } from "../../src/core/timeline/columns";
import type { RequestSpan, StripName } from "../../src/core/timeline/hit";
import type { StripPlace } from "../../src/core/timeline/layout";
import { lookCode } from "../../src/core/timeline/looks";
import type { TimelineModel } from "../../src/core/timeline/model";
import { shortTokens } from "../../src/core/timeline/ticks";
import { unreachable } from "../../src/core/unreachable";
import { cssColour, type Colour } from "./colour";
import { clipped, columnPlace, setFont, type Scene } from "./scene";
import { paintDecisions } from "./paintDecisions";
import { cachePattern, canvasPattern } from "./swatch";

interface Bars {
  readonly strip: StripPlace;
  /** Value at the strip's upper edge. */
  readonly top: number;
}

/** All strips with their labels. */
export function paintStrips(context: CanvasRenderingContext2D, scene: Scene): void {
  for (const strip of scene.layout.strips) {
    const top = greatest(scene, strip.name);
    paintLabel(context, scene, strip, top);
    if (top === 0 && strip.name !== "decision") paintNone(context, scene, strip);
    else
      clipped(context, scene, () => {
        paintStrip(context, scene, { strip, top });
      });
  }
}

function paintStrip(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { name } = bars.strip;
  switch (name) {
    case "decision":
      paintDecisions(context, scene, bars.strip);
      return;
    case "sent again":
      paintSentAgain(context, scene, bars);
      return;
    case "cache":
      paintCache(context, scene, bars);
      return;
    case "savings":
      paintSavings(context, scene, bars);
      return;
    case "output":
      paintOutput(context, scene, bars);
      return;
    default:
      unreachable(name);
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
  setFont(context, theme);
  context.fillStyle = cssColour(theme.muted);
  const scale = top > 0 ? `0–${shortTokens(top)}` : "";
  if (layout.labels === "above") {
    context.textAlign = "left";
    context.textBaseline = "top";
    const name =
      strip.name === "decision" && whatIf !== undefined ? "decision, and what if" : strip.name;
    const text = scale === "" ? name : `${name}, ${scale}`;
    context.fillText(text, strip.left, strip.labelTop);
    return;
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  const middle = strip.top + strip.height / 2;
  const right = strip.left - 6;
  if (strip.name === "decision" && whatIf !== undefined) {
    context.fillText("decision", right, strip.top + strip.height / 4);
    context.fillText("what if", right, strip.top + (strip.height * 3) / 4);
    return;
  }
  const two = scale !== "" && strip.height >= 28;
  context.fillText(strip.name, right, two ? middle - 7 : middle);
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
  context.fillText("none", left + 6, top + height / 2);
}

const againCode = lookCode("sent again");

function paintSentAgain(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { model, theme, columns } = scene;
  baseline(context, scene, bars.strip);
  const pattern = canvasPattern(context, scene.textures, againCode, scene.ratio);
  for (let column = 0; column < columns.length; column++) {
    const spread = spreadOf(model.requests.sentAgainTokens, spanOf(columns, column));
    const { left, width } = columnPlace(scene, column);
    if (spread !== undefined && spread.greatest > 0) {
      bar(context, bars, left, width, 0, spread.greatest, cssColour(theme.hotGreatest));
      bar(context, bars, left, width, 0, spread.mean, pattern);
    }
    if (scene.whatIfSentAgain !== undefined) {
      const predicted = spreadOf(scene.whatIfSentAgain, spanOf(columns, column))?.greatest ?? 0;
      if (predicted > 0) step(context, bars, left, width, predicted, theme.whatIf);
    }
  }
}

function paintCache(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { model, columns, theme, whatIf } = scene;
  const { requests } = model;
  const written = cachePattern(context, theme, "written");
  const notCached = cachePattern(context, theme, "not cached");
  baseline(context, scene, bars.strip);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const { left, width } = columnPlace(scene, column);
    const read = spreadOf(requests.cacheReadTokens, span)?.mean ?? 0;
    const write = spreadOf(requests.cacheWriteTokens, span)?.mean ?? 0;
    const uncached = spreadOf(requests.uncachedTokens, span)?.mean ?? 0;
    bar(context, bars, left, width, 0, read, cssColour(theme.cacheRead));
    bar(context, bars, left, width, read, read + write, written);
    bar(context, bars, left, width, read + write, read + write + uncached, notCached);
    // A seam tells read from written where colours do not.
    if (read > 0 && write + uncached > 0 && width >= 3)
      bar(context, bars, left, width, read, read, cssColour(theme.background));
    if (whatIf === undefined) continue;
    const paid = paidOf(scene, span);
    if (!Number.isNaN(paid)) step(context, bars, left, width, paid, theme.whatIf);
  }
}

/** What a what-if would not have read from the cache, the mean of a span. */
function paidOf({ whatIf }: Scene, span: RequestSpan): number {
  if (whatIf === undefined) return NaN;
  const input = spreadOf(whatIf.inputTokens, span);
  const read = spreadOf(whatIf.cacheReadTokens, span);
  return input === undefined || read === undefined ? NaN : Math.max(0, input.mean - read.mean);
}

function paintSavings(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { model, columns, theme } = scene;
  const { requests } = model;
  baseline(context, scene, bars.strip);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const { left, width } = columnPlace(scene, column);
    const realised =
      spreadOf(requests.realisedSavingsTokens, span) ?? spreadOf(requests.leftOutTokens, span);
    const estimated = spreadOf(requests.estimatedSavingsTokens, span);
    if (realised !== undefined && realised.mean > 0)
      bar(context, bars, left, width, 0, realised.mean, cssColour(theme.savings));
    if (estimated !== undefined && estimated.greatest > 0)
      step(context, bars, left, width, estimated.mean, theme.foreground);
  }
}

function paintOutput(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { model, columns, theme } = scene;
  baseline(context, scene, bars.strip);
  for (let column = 0; column < columns.length; column++) {
    const spread = spreadOf(model.requests.outputTokens, spanOf(columns, column));
    if (spread === undefined) continue;
    const { left, width } = columnPlace(scene, column);
    bar(context, bars, left, width, 0, spread.greatest, cssColour(theme.outputGreatest));
    bar(context, bars, left, width, 0, spread.mean, cssColour(theme.output));
  }
}

function baseline(context: CanvasRenderingContext2D, { theme }: Scene, strip: StripPlace): void {
  context.fillStyle = cssColour(theme.line);
  context.fillRect(strip.left, strip.top + strip.height, strip.width, 1);
}

function bar(
  context: CanvasRenderingContext2D,
  { strip, top }: Bars,
  left: number,
  width: number,
  from: number,
  to: number,
  style: string | CanvasPattern,
): void {
  const low = strip.top + strip.height - (from / top) * strip.height;
  const high = strip.top + strip.height - (to / top) * strip.height;
  context.fillStyle = style;
  context.fillRect(
    left,
    high,
    Math.max(1, width),
    Math.max(from === to ? 1 : to > 0 ? 1 : 0, low - high),
  );
}

function step(
  context: CanvasRenderingContext2D,
  { strip, top }: Bars,
  left: number,
  width: number,
  value: number,
  colour: Colour,
): void {
  const y = Math.round(strip.top + strip.height - (value / top) * strip.height);
  context.fillStyle = cssColour(colour);
  context.fillRect(left, y - 1, Math.max(1, width), 2);
}
