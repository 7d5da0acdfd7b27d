import { tokensBeforeItem } from "../../timeline/bands";
import { spanOf } from "../../timeline/columns";
import { promptSources } from "../../timeline/model";
import { breakHeight, verticalTicks } from "../../timeline/vertical";
import { circlePath, rectPath, type Shape } from "./drawing";
import { placeOfColumn, yOfTokens, type PictureFrame } from "./frame";
import { css, mixed } from "./palette";

const measuredCode = promptSources.indexOf("measured");
/** Widths from which a mark has room for its shape. */
const bracketFrom = 9;
const beadFrom = 12;

/** The lines behind the bands with their tokens. */
export function gridShapes(frame: PictureFrame): readonly Shape[] {
  const { layout, vertical, palette } = frame;
  const { picture } = layout;
  const shapes = verticalTicks(vertical, picture.height, 42).flatMap(
    ({ value, label }): Shape[] => {
      const y = yOfTokens(frame, value);
      return [
        {
          kind: "path",
          d: rectPath(picture.left, y - 0.5, picture.width, 1),
          fill: mixed(palette.foreground, palette.background, 0.14),
        },
        text(picture.left - 6, Math.max(y, picture.top + 6) + 4, label, css(palette.muted), "end"),
      ];
    },
  );
  return shapes;
}

/** Two waves where the scale is broken. */
export function breakShapes({ vertical, layout, palette }: PictureFrame): readonly Shape[] {
  if (vertical.breakTokens === 0) return [];
  const { left, width, top, height } = layout.picture;
  const y = top + height - breakHeight / 2;
  const wave = (offset: number) => {
    const steps = Array.from({ length: Math.floor(width / 8) }, (_, at) => (at % 2 === 0 ? 4 : -4));
    return `M${String(left)} ${String(y + offset - 2)}${steps.map((by) => `l8 ${String(by)}`).join("")}`;
  };
  return [
    { kind: "path", d: wave(0), stroke: css(palette.background), strokeWidth: 5 },
    { kind: "path", d: wave(-3), stroke: css(palette.muted), strokeWidth: 1 },
    { kind: "path", d: wave(3), stroke: css(palette.muted), strokeWidth: 1 },
  ];
}

/** Protected start and prompt of every column, and where a what-if has others. Of merged requests least and greatest. */
export function markShapes(frame: PictureFrame): readonly Shape[] {
  const { columns, palette } = frame;
  const halo: string[] = [];
  const boundary: string[] = [];
  const prompt: string[] = [];
  const whatIf: string[] = [];
  for (let column = 0; column < columns.length; column++) {
    const { left, width } = placeOfColumn(frame, column);
    const wide = Math.max(1, width);
    for (const y of extremes(frame, column, startTokens)) {
      halo.push(rectPath(left, y - 2, wide, 4));
      boundary.push(rectPath(left, y - 1, wide, 2));
      if (width >= bracketFrom)
        boundary.push(rectPath(left, y - 4, 2, 4), rectPath(left + wide - 2, y - 4, 2, 4));
    }
    const isMeasured =
      frame.model.requests.promptSource[columns.from[column] ?? 0] === measuredCode;
    for (const y of extremes(frame, column, promptTokens)) {
      halo.push(rectPath(left, y - 2, wide, 4));
      if (!isMeasured) {
        prompt.push(
          rectPath(left, y - 1, wide / 4, 2),
          rectPath(left + (wide * 3) / 4, y - 1, wide / 4, 2),
        );
        continue;
      }
      prompt.push(rectPath(left, y - 1, wide, 2));
      if (width >= beadFrom) prompt.push(circlePath(left + wide / 2, y, 2.5));
    }
    for (const y of extremes(frame, column, whatIfStartTokens)) {
      halo.push(rectPath(left, y - 3, wide, 6));
      whatIf.push(rectPath(left, y - 2, wide, 4));
    }
    for (const y of extremes(frame, column, whatIfPromptTokens))
      whatIf.push(
        width >= bracketFrom ? circlePath(left + wide / 2, y, 3.5) : rectPath(left, y - 1, wide, 2),
      );
  }
  return [
    { kind: "path", d: halo.join(""), fill: css(palette.background), opacity: 0.8 },
    { kind: "path", d: boundary.join(""), fill: css(palette.boundary) },
    { kind: "path", d: prompt.join(""), fill: css(palette.foreground) },
    { kind: "path", d: whatIf.join(""), fill: css(palette.whatIf) },
  ];
}

type TokensOf = (frame: PictureFrame, request: number) => number;

/** Heights of the least and the greatest of a figure in a column; one where they are the same, none where it is not known. */
function extremes(frame: PictureFrame, column: number, tokensOf: TokensOf): readonly number[] {
  const { from, to } = spanOf(frame.columns, column);
  let least = Infinity;
  let greatest = -Infinity;
  for (let request = from; request < to; request++) {
    const tokens = tokensOf(frame, request);
    if (Number.isNaN(tokens)) continue;
    least = Math.min(least, tokens);
    greatest = Math.max(greatest, tokens);
  }
  if (greatest === -Infinity) return [];
  const [low, high] = [yOfTokens(frame, least), yOfTokens(frame, greatest)];
  return low - high < 2 ? [high] : [low, high];
}

function startTokens({ model }: PictureFrame, request: number): number {
  const start = model.requests.protectedStart[request] ?? -1;
  return start < 0 ? NaN : tokensBeforeItem(model, request, start);
}

function promptTokens({ model }: PictureFrame, request: number): number {
  return model.requests.promptTokens[request] ?? NaN;
}

function whatIfStartTokens({ model, whatIf }: PictureFrame, request: number): number {
  const start = whatIf?.protectedStart[request] ?? -1;
  return start < 0 || start === model.requests.protectedStart[request]
    ? NaN
    : tokensBeforeItem(model, request, start);
}

function whatIfPromptTokens({ model, whatIf }: PictureFrame, request: number): number {
  const predicted = whatIf?.inputTokens[request] ?? NaN;
  return Math.abs(predicted - (model.requests.promptTokens[request] ?? NaN)) >= 1 ? predicted : NaN;
}

/** A line of text in the size of labels. */
export function text(
  x: number,
  y: number,
  content: string,
  fill: string,
  anchor: "start" | "middle" | "end" = "start",
  size = 11,
): Extract<Shape, { kind: "text" }> {
  return { kind: "text", x, y, text: content, size, fill, anchor };
}
