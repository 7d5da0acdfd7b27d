import { laneTops } from "../../timeline/laneTops";
import { decisionCounts, spreadOf } from "../../timeline/aggregate";
import { spanOf } from "../../timeline/columns";
import type { RequestSpan, StripName } from "../../timeline/hit";
import type { StripPlace } from "../../timeline/layout";
import { decisions, type TimelineDecision } from "../../timeline/model";
import { stripLabels } from "../../timeline/names";
import { shortTokens } from "../../timeline/ticks";
import { unreachable } from "../../unreachable";
import { circlePath, rectPath, type Fill, type Shape } from "./drawing";
import { placeOfColumn, type PictureFrame } from "./frame";
import { text } from "./marks";
import { css, mixed, type Palette, type Rgb } from "./palette";

/** Bars of one kind: what they hold in a span, from where to where. */
interface Series {
  readonly fill: Fill;
  readonly range: (span: RequestSpan) => readonly [from: number, to: number] | undefined;
}

/** A strip with its label and scale, which is that of the whole session. */
export function stripShapes(frame: PictureFrame, strip: StripPlace): readonly Shape[] {
  if (strip.name === "decision")
    return [...labelShapes(frame, strip, 0), ...decisionShapes(frame, strip)];
  const series = seriesOf(frame, strip.name);
  const whole = { from: 0, to: frame.model.length };
  let top = 0;
  for (let request = whole.from; request < whole.to; request++)
    for (const { range } of series)
      top = Math.max(top, range({ from: request, to: request + 1 })?.[1] ?? 0);
  return [
    ...labelShapes(frame, strip, top),
    ...series.map((each) => barShapes(frame, strip, top, each)),
  ];
}

function seriesOf(
  { model, whatIfSentAgain, palette }: PictureFrame,
  name: Exclude<StripName, "decision">,
): readonly Series[] {
  const { requests } = model;
  const { background, foreground, hot } = palette;
  const mean = (column: Float64Array, span: RequestSpan) => spreadOf(column, span)?.mean ?? 0;
  const bars = (fill: Fill, column: Float64Array, of: "mean" | "greatest" = "mean"): Series => ({
    fill,
    range: (span) => [0, spreadOf(column, span)?.[of] ?? 0],
  });
  const line = (fill: Fill, column: Float64Array): Series => ({
    fill,
    range: (span) => {
      const value = mean(column, span);
      return value > 0 ? [value, value] : undefined;
    },
  });
  switch (name) {
    case "sent again":
      return [
        bars(mixed(hot, background, 0.5), requests.sentAgainTokens, "greatest"),
        bars({ texture: "sent again" }, requests.sentAgainTokens),
        ...(whatIfSentAgain === undefined ? [] : [line(css(palette.whatIf), whatIfSentAgain)]),
      ];
    case "cache": {
      const { cacheReadTokens: read, cacheWriteTokens: written, uncachedTokens: rest } = requests;
      const stack = (fill: Fill, below: readonly Float64Array[], column: Float64Array): Series => ({
        fill,
        range: (span) => {
          const from = below.reduce((sum, each) => sum + mean(each, span), 0);
          return [from, from + mean(column, span)];
        },
      });
      return [
        stack(css(palette.cacheRead), [], read),
        stack({ texture: "cache written" }, [read], written),
        stack({ texture: "not cached" }, [read, written], rest),
      ];
    }
    case "savings": {
      const realised = requests.realisedSavingsTokens.some((value) => !Number.isNaN(value));
      return [
        bars(
          mixed(palette.result, background, 0.6),
          realised ? requests.realisedSavingsTokens : requests.leftOutTokens,
        ),
        line(css(foreground), requests.estimatedSavingsTokens),
      ];
    }
    case "output":
      return [
        bars(mixed(foreground, background, 0.25), requests.outputTokens, "greatest"),
        bars(mixed(foreground, background, 0.5), requests.outputTokens),
      ];
    default:
      return unreachable(name);
  }
}

function barShapes(
  frame: PictureFrame,
  strip: StripPlace,
  top: number,
  { fill, range }: Series,
): Shape {
  const path: string[] = [];
  const bottom = strip.top + strip.height;
  for (let column = 0; column < frame.columns.length && top > 0; column++) {
    const found = range(spanOf(frame.columns, column));
    if (found === undefined || !(found[1] > 0) || (found[0] !== found[1] && !(found[1] > found[0])))
      continue;
    const { left, width } = placeOfColumn(frame, column);
    const [low, high] = found.map((value) => bottom - (value / top) * strip.height);
    const y = high ?? bottom;
    const isLine = found[0] === found[1];
    path.push(
      rectPath(
        left,
        isLine ? y - 1 : y,
        Math.max(1, width),
        isLine ? 2 : Math.max(1, (low ?? bottom) - y),
      ),
    );
  }
  return { kind: "path", d: path.join(""), fill };
}

function labelShapes(
  { layout, whatIf, palette }: PictureFrame,
  strip: StripPlace,
  top: number,
): readonly Shape[] {
  const fill = css(palette.muted);
  const scale = top > 0 ? `0–${shortTokens(top)}` : "";
  const baseline: Shape = {
    kind: "path",
    d: rectPath(strip.left, strip.top + strip.height, strip.width, 1),
    fill: mixed(palette.foreground, palette.background, 0.14),
  };
  const isPair = strip.name === "decision" && whatIf !== undefined;
  if (layout.labels === "above") {
    const name = stripLabels[isPair ? "both" : strip.name];
    return [
      baseline,
      text(strip.left, strip.labelTop + 10, scale === "" ? name : `${name}, ${scale}`, fill),
    ];
  }
  const [right, middle] = [strip.left - 6, strip.top + strip.height / 2 + 4];
  if (isPair)
    return [
      text(right, strip.top + strip.height / 4 + 4, stripLabels.decision, fill, "end"),
      text(right, strip.top + (strip.height * 3) / 4 + 4, stripLabels["what if"], fill, "end"),
    ];
  return scale !== "" && strip.height >= 28
    ? [
        baseline,
        text(right, middle - 7, stripLabels[strip.name], fill, "end"),
        text(right, middle + 7, scale, fill, "end"),
      ]
    : [baseline, text(right, middle, stripLabels[strip.name], fill, "end")];
}

/** Requests whose column is as wide have a shape each. */
const shapeFrom = 4;

function decisionShapes(frame: PictureFrame, strip: StripPlace): readonly Shape[] {
  const { model, whatIf, columns, palette } = frame;
  const rows =
    whatIf === undefined ? [model.requests.decision] : [model.requests.decision, whatIf.decision];
  const height = strip.height / rows.length;
  return rows.flatMap((codes, row) => {
    const top = strip.top + row * height;
    const paths = new Map<TimelineDecision, string[]>(decisions.map((each) => [each, []]));
    for (let column = 0; column < columns.length; column++) {
      const span = spanOf(columns, column);
      const { left, width } = placeOfColumn(frame, column);
      const decision = decisions[codes[span.from] ?? 0] ?? "unknown";
      if (span.to - span.from === 1 && width >= shapeFrom)
        paths
          .get(decision)
          ?.push(
            decisionPath(decision, left + width / 2, top + height / 2, Math.min(9, width - 0.5)),
          );
      else
        for (const [code, count] of decisionCounts(codes, span).entries()) {
          const each = decisions[code] ?? "unknown";
          if (count > 0)
            paths
              .get(each)
              ?.push(rectPath(left, top + laneTops[each] * (height - 4), Math.max(1, width), 4));
        }
    }
    return Array.from(paths, ([decision, path]): Shape => ({
      kind: "path",
      d: path.join(""),
      fill: css(decisionColour(decision, palette)),
    }));
  });
}

/** A triangle, a hollow square, a dot, a dash. */
export function decisionPath(
  decision: TimelineDecision,
  x: number,
  y: number,
  size: number,
): string {
  const half = size / 2;
  switch (decision) {
    case "fired":
      return `M${String(x)} ${String(y - half)}l${String(half)} ${String(size)}h${String(-size)}z`;
    case "below_min_savings": {
      const inner = Math.max(0, size - 3);
      // Drawn the other way round, the inner square is a hole.
      return `${rectPath(x - half, y - half, size, size)}M${String(x - inner / 2)} ${String(y - inner / 2)}v${String(inner)}h${String(inner)}v${String(-inner)}z`;
    }
    case "no_candidates":
      return circlePath(x, y, Math.max(1, size / 5));
    case "unknown":
      return rectPath(x - half, y - 0.5, size, 1);
    default:
      return unreachable(decision);
  }
}

/** The colour in which a decision is marked. */
export function decisionColour(decision: TimelineDecision, palette: Palette): Rgb {
  switch (decision) {
    case "fired":
      return palette.fired;
    case "below_min_savings":
      return palette.skipped;
    case "no_candidates":
    case "unknown":
      return palette.muted;
    default:
      return unreachable(decision);
  }
}
