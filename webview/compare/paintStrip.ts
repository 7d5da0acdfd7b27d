import type { ComparedRow, RowDifference } from "../../src/core/compare/compareRequests";
import type { Viewport } from "../../src/core/timeline/viewport";
import { cssColour, withAlpha } from "../timeline/colour";
import type { TimelineTheme } from "../timeline/theme";
import { strip as words } from "../strings/compare";

/** What one frame of the strip shows, in CSS pixels. */
export interface StripScene {
  /** Rows in view, with their places on the axis. */
  readonly rows: readonly ComparedRow[];
  readonly start: Float64Array;
  /** The greatest difference of prompts of all rows, in tokens. */
  readonly most: number;
  readonly view: Viewport;
  readonly theme: TimelineTheme;
  readonly selected: number | undefined;
  /** Of the plot. */
  readonly left: number;
  readonly width: number;
  readonly isNarrow: boolean;
}

const marks = { top: 3, height: 18 };
const bars = { top: 26, height: 36 };
export const stripHeight = bars.top + bars.height + 4;

/** Width of a row from which its mark has a shape; below, its place in the upper or lower half tells the same. */
const shapeFrom = 6;

export function paintStrip(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { theme, left, width, isNarrow } = scene;
  paintGround(context, scene);
  context.save();
  context.beginPath();
  context.rect(left, 0, width, stripHeight);
  context.clip();
  if (width / (scene.view.to - scene.view.from) >= 1.5) paintRows(context, scene);
  else paintMerged(context, scene);
  context.restore();
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.fillStyle = cssColour(theme.muted);
  if (isNarrow) return;
  context.fillText(words.decisions, left - 8, marks.top + marks.height / 2);
  context.fillText(words.more("a"), left - 8, bars.top + bars.height * 0.2);
  context.fillText(words.more("b"), left - 8, bars.top + bars.height * 0.8);
}

function paintGround(context: CanvasRenderingContext2D, { theme, left, width }: StripScene): void {
  context.fillStyle = cssColour(theme.line);
  context.fillRect(left, Math.round(bars.top + bars.height / 2), width, 1);
  context.fillRect(left, marks.top + marks.height + 2, width, 1);
}

function paintRows(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { rows, start, view, theme, left, width, most, selected } = scene;
  const perRow = width / (view.to - view.from);
  for (const [at, row] of rows.entries()) {
    const x = left + ((start[at] ?? 0) - view.from) * perRow;
    const wide = Math.max(1, perRow >= 5 ? perRow - 1 : perRow);
    if (row.row === selected) {
      context.fillStyle = cssColour(withAlpha(theme.focus, 0.3));
      context.fillRect(x, 0, wide, stripHeight);
      context.strokeStyle = cssColour(theme.focus);
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, 0.5, Math.max(1, wide - 1), stripHeight - 1);
    }
    paintMark(context, row.difference, x, wide, theme);
    paintBar(context, row.promptTokens ?? 0, x, wide, most, theme);
  }
}

/** The longer prompt, towards its session: up for A, which lies above. */
function paintBar(
  context: CanvasRenderingContext2D,
  difference: number,
  x: number,
  wide: number,
  most: number,
  theme: TimelineTheme,
): void {
  if (difference === 0 || most === 0) return;
  const middle = bars.top + bars.height / 2;
  const height = Math.max(1, (Math.abs(difference) / most) * (bars.height / 2));
  context.fillStyle = cssColour(difference < 0 ? theme.assistant : theme.user);
  context.fillRect(x, difference < 0 ? middle - height : middle + 1, wide, height);
}

function paintMark(
  context: CanvasRenderingContext2D,
  difference: RowDifference,
  x: number,
  wide: number,
  theme: TimelineTheme,
): void {
  const middle = x + wide / 2;
  const centre = marks.top + marks.height / 2;
  const half = Math.min(5, Math.max(wide / 2, 0.75));
  context.fillStyle = cssColour(markColour(difference, theme));
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.25;
  context.beginPath();
  switch (difference) {
    case "same":
    case "not evaluated":
      return;
    case "fired in a":
    case "fired in b": {
      const up = difference === "fired in a";
      if (wide < shapeFrom) {
        context.fillRect(x, up ? marks.top : centre + 1, wide, marks.height / 2 - 1);
        return;
      }
      const tip = up ? marks.top + 1 : marks.top + marks.height - 1;
      const base = up ? tip + 9 : tip - 9;
      context.moveTo(middle, tip);
      context.lineTo(middle - half, base);
      context.lineTo(middle + half, base);
      context.closePath();
      context.fill();
      return;
    }
    case "other set":
      if (wide < shapeFrom) {
        context.fillRect(x, centre - 4, wide, 8);
        return;
      }
      context.moveTo(middle, centre - 6);
      context.lineTo(middle + half, centre);
      context.lineTo(middle, centre + 6);
      context.lineTo(middle - half, centre);
      context.closePath();
      context.fill();
      return;
    case "other reason":
      if (wide < shapeFrom) context.fillRect(x, centre - 1, wide, 2);
      else {
        context.arc(middle, centre, Math.min(3.5, half), 0, 2 * Math.PI);
        context.stroke();
      }
      return;
    case "only a":
    case "only b":
      paintAlone(context, difference === "only a", x, wide);
      return;
  }
}

/** A request that stands alone: an open bracket towards its session. */
function paintAlone(context: CanvasRenderingContext2D, up: boolean, x: number, wide: number): void {
  const edge = up ? marks.top : marks.top + marks.height - 2;
  context.fillRect(x, edge, wide, 2);
  if (wide < shapeFrom) return;
  const side = up ? marks.top : marks.top + marks.height / 2;
  context.fillRect(x, side, 1.25, marks.height / 2);
  context.fillRect(x + wide - 1.25, side, 1.25, marks.height / 2);
}

function markColour(difference: RowDifference, theme: TimelineTheme) {
  switch (difference) {
    case "fired in a":
      return theme.assistant;
    case "fired in b":
      return theme.user;
    case "other set":
      return theme.hot;
    case "other reason":
    case "only a":
    case "only b":
    case "same":
    case "not evaluated":
      return theme.muted;
  }
}

/** Kinds of marks among merged rows, each in a band of its own, as high as its share. */
const bands: readonly {
  readonly of: readonly RowDifference[];
  readonly top: number;
  readonly height: number;
}[] = [
  { of: ["fired in a", "only a"], top: 0, height: 6 },
  { of: ["other set", "other reason"], top: 6, height: 6 },
  { of: ["fired in b", "only b"], top: 12, height: 6 },
];

/** Where several rows share a pixel: the share of each kind of mark, and the greatest differences both ways. */
function paintMerged(context: CanvasRenderingContext2D, scene: StripScene): void {
  const { rows, start, view, theme, left, width, most } = scene;
  const perRow = width / (view.to - view.from);
  const pixelOf = (at: number) => Math.floor(((start[at] ?? 0) - view.from) * perRow);
  for (let at = 0; at < rows.length;) {
    const pixel = pixelOf(at);
    const merged: ComparedRow[] = [];
    for (let row = rows[at]; row !== undefined && pixelOf(at) === pixel; row = rows[++at])
      merged.push(row);
    const x = left + pixel;
    for (const { of, top, height } of bands) {
      const among = merged.filter(({ difference }) => of.includes(difference));
      const [first] = among;
      if (first === undefined) continue;
      const high = Math.max(2, (height * among.length) / merged.length);
      context.fillStyle = cssColour(markColour(first.difference, theme));
      context.fillRect(x, marks.top + top + (height - high) / 2, 1, high);
    }
    const differences = merged.map(({ promptTokens = 0 }) => promptTokens);
    paintBar(context, Math.min(0, ...differences), x, 1, most, theme);
    paintBar(context, Math.max(0, ...differences), x, 1, most, theme);
  }
}
