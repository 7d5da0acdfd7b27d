import { decisionCounts, spreadOf } from "../../src/core/timeline/aggregate";
import { spanOf } from "../../src/core/timeline/columns";
import type { RequestSpan, StripName } from "../../src/core/timeline/hit";
import type { StripPlace } from "../../src/core/timeline/layout";
import { lookCode } from "../../src/core/timeline/looks";
import { decisions, type TimelineDecision } from "../../src/core/timeline/model";
import { shortTokens } from "../../src/core/timeline/ticks";
import { unreachable } from "../../src/core/unreachable";
import { cssColour, type Colour } from "./colour";
import { clipped, columnPlace, setFont, type Scene } from "./scene";
import { canvasPattern } from "./swatch";

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

/** The greatest value of a strip over the whole session: its scale does not change while the view moves. */
function greatest({ model, whatIf }: Scene, name: StripName): number {
  const { requests } = model;
  switch (name) {
    case "decision":
      return 0;
    case "sent again":
      return greatestOf(requests.sentAgainTokens);
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
    if (spread === undefined || spread.greatest === 0) continue;
    const { left, width } = columnPlace(scene, column);
    bar(context, bars, left, width, 0, spread.greatest, cssColour(theme.hotGreatest));
    bar(context, bars, left, width, 0, spread.mean, pattern);
  }
}

function paintCache(context: CanvasRenderingContext2D, scene: Scene, bars: Bars): void {
  const { model, columns, theme, whatIf } = scene;
  const { requests } = model;
  baseline(context, scene, bars.strip);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const { left, width } = columnPlace(scene, column);
    const read = spreadOf(requests.cacheReadTokens, span)?.mean ?? 0;
    const write = spreadOf(requests.cacheWriteTokens, span)?.mean ?? 0;
    const uncached = spreadOf(requests.uncachedTokens, span)?.mean ?? 0;
    bar(context, bars, left, width, 0, read, cssColour(theme.cacheRead));
    bar(context, bars, left, width, read, read + write, cssColour(theme.cacheWrite));
    bar(
      context,
      bars,
      left,
      width,
      read + write,
      read + write + uncached,
      cssColour(theme.uncached),
    );
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

/** Width from which each decision has its shape. */
const shapeFrom = 4;

function paintDecisions(context: CanvasRenderingContext2D, scene: Scene, strip: StripPlace): void {
  const { model, whatIf } = scene;
  const rows = whatIf === undefined ? 1 : 2;
  const height = strip.height / rows;
  paintDecisionRow(context, scene, strip.top, height, model.requests.decision, false);
  if (whatIf !== undefined)
    paintDecisionRow(context, scene, strip.top + height, height, whatIf.decision, true);
}

function paintDecisionRow(
  context: CanvasRenderingContext2D,
  scene: Scene,
  top: number,
  height: number,
  codes: Uint8Array,
  isWhatIf: boolean,
): void {
  const { columns, theme } = scene;
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const { left, width } = columnPlace(scene, column);
    const isOne = span.to - span.from === 1;
    if (isOne && width >= shapeFrom) {
      const decision = decisions[codes[span.from] ?? 0] ?? "unknown";
      const isUncertain = isWhatIf && scene.whatIf?.certain[span.from] === 0;
      context.globalAlpha = isUncertain ? 0.5 : 1;
      const size = Math.min(9, width - 0.5);
      shape(context, theme, decision, left + width / 2, top + height / 2, size);
      context.globalAlpha = 1;
      continue;
    }
    const counts = decisionCounts(codes, span);
    for (const [code, decision] of decisions.entries()) {
      const count = counts[code] ?? 0;
      if (count === 0) continue;
      const lane = lanes[decision];
      context.globalAlpha = 0.45 + (0.55 * count) / (span.to - span.from);
      context.fillStyle = cssColour(decisionColour(theme, decision));
      context.fillRect(left, top + lane * (height - 4), Math.max(1, width), 4);
      context.globalAlpha = 1;
    }
  }
}

/** Height of a decision in its row where there is no room for shapes, from the top. */
const lanes: Readonly<Record<TimelineDecision, number>> = {
  fired: 0,
  below_min_savings: 0.5,
  no_candidates: 1,
  unknown: 1,
};

function decisionColour(theme: Scene["theme"], decision: TimelineDecision): Colour {
  switch (decision) {
    case "fired":
      return theme.fired;
    case "below_min_savings":
      return theme.skipped;
    case "no_candidates":
    case "unknown":
      return theme.muted;
    default:
      return unreachable(decision);
  }
}

/** The shape of a decision around a point: a triangle, a hollow square, a dot, a dash. */
export function shape(
  context: CanvasRenderingContext2D,
  theme: Scene["theme"],
  decision: TimelineDecision,
  x: number,
  y: number,
  size: number,
): void {
  const colour = cssColour(decisionColour(theme, decision));
  context.fillStyle = colour;
  context.strokeStyle = colour;
  const half = size / 2;
  context.beginPath();
  switch (decision) {
    case "fired":
      context.moveTo(x, y - half);
      context.lineTo(x + half, y + half);
      context.lineTo(x - half, y + half);
      context.fill();
      return;
    case "below_min_savings":
      context.lineWidth = Math.max(1, size / 6);
      context.strokeRect(x - half + 0.75, y - half + 0.75, size - 1.5, size - 1.5);
      return;
    case "no_candidates":
      context.arc(x, y, Math.max(1, size / 5), 0, 2 * Math.PI);
      context.fill();
      return;
    case "unknown":
      context.fillRect(x - half, y - 0.5, size, 1);
      return;
    default:
      unreachable(decision);
  }
}
