import { pixelOf, spanOf } from "../../src/core/timeline/columns";
import { requestFateNames, runEnding, type RequestFate } from "../../src/core/replay/requestFates";
import { requestFates } from "../../src/core/timeline/requestFate";
import { unreachable } from "../../src/core/unreachable";
import { drawn, endings } from "../strings/timeline";
import { cssColour } from "./colour";
import { columnPlace, type Scene } from "./scene";
import type { TimelineTheme } from "./theme";

/** Width from which a mark is as large as it gets. */
const markSize = 8;

/** Marks the requests that did not end well, on a line of the axis: of merged ones the gravest. */
export function paintFates(context: CanvasRenderingContext2D, scene: Scene): void {
  const { columns, layout, model, theme } = scene;
  const fates = requestFates(model);
  const y = layout.axisLines.fates;
  if (y === undefined) return;
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    let worst: RequestFate | undefined;
    for (let request = span.from; request < span.to; request++) {
      const fate = fates[request];
      if (fate !== undefined && (worst === undefined || rank(fate) < rank(worst))) worst = fate;
    }
    if (worst === undefined) continue;
    const { left, width } = columnPlace(scene, column);
    const size = Math.max(5, Math.min(markSize, width));
    fateMark(context, theme, worst, left + width / 2, y, size);
  }
}

function rank(fate: RequestFate): number {
  return requestFateNames.indexOf(fate);
}

/** A cross for what failed, a filled square for what was stopped, a broken bar for what was cut. */
export function fateMark(
  context: CanvasRenderingContext2D,
  theme: Pick<TimelineTheme, "hot" | "foreground">,
  fate: RequestFate,
  x: number,
  y: number,
  size: number,
): void {
  const half = size / 2;
  context.strokeStyle = context.fillStyle = cssColour(
    fate === "failed" ? theme.hot : theme.foreground,
  );
  context.lineWidth = Math.max(1.5, size / 4.5);
  switch (fate) {
    case "failed":
      context.beginPath();
      context.moveTo(x - half + 1, y - half + 1);
      context.lineTo(x + half - 1, y + half - 1);
      context.moveTo(x + half - 1, y - half + 1);
      context.lineTo(x - half + 1, y + half - 1);
      context.stroke();
      return;
    case "cancelled":
      context.fillRect(x - half + 1, y - half + 1, size - 2, size - 2);
      return;
    case "cut":
      context.fillRect(x - half, y - 1, half - 1, 2);
      context.fillRect(x + 1, y - 1, half - 1, 2);
      return;
    default:
      unreachable(fate);
  }
}

/** How a run ended, as words to stand behind its number; the longest first. */
export function endingTexts(run: Scene["model"]["runs"][number]): readonly string[] {
  const ending = runEnding(run.run);
  const number = String(run.number);
  return ending === undefined
    ? [drawn.run(number), number]
    : [drawn.endedRun(number, endings[ending]), endings[ending], number];
}

/** Idle times that were pressed together: a zigzag through the axis, and how long it was where there is room. */
export function paintIdle(
  context: CanvasRenderingContext2D,
  scene: Scene,
  textOf: (spanMs: number) => string,
): void {
  const { axis, view, layout, theme, ratio } = scene;
  const { picture } = layout;
  const device = layout.plotWidth * ratio;
  for (const { fromTs, toTs, at, width } of axis.clock?.idle ?? []) {
    if (at + width < view.from || at > view.to) continue;
    const left = layout.plotLeft + pixelOf(view, device, at) / ratio;
    const right = layout.plotLeft + pixelOf(view, device, at + width) / ratio;
    const bottom = layout.axis.top;
    context.fillStyle = cssColour(theme.idle);
    context.fillRect(left, picture.top, Math.max(1, right - left), bottom - picture.top);
    const middle = (left + right) / 2;
    context.strokeStyle = cssColour(theme.muted);
    context.lineWidth = 1;
    context.beginPath();
    for (let y = picture.top, turn = 0; y <= bottom; y += 5, turn++)
      context.lineTo(middle + (turn % 2 === 0 ? -2 : 2), y);
    context.stroke();
    label(context, scene, middle, textOf(toTs - fromTs));
  }
}

/** Along the zigzag, since there is hardly ever room across it. */
function label(
  context: CanvasRenderingContext2D,
  { layout, theme }: Scene,
  x: number,
  text: string,
): void {
  context.save();
  context.translate(x, layout.picture.top + 8);
  context.rotate(Math.PI / 2);
  context.textAlign = "left";
  context.textBaseline = "middle";
  const { width } = context.measureText(text);
  context.fillStyle = cssColour(theme.background);
  context.fillRect(-3, -7, width + 6, 14);
  context.fillStyle = cssColour(theme.muted);
  context.fillText(text, 0, 0.5);
  context.restore();
}
