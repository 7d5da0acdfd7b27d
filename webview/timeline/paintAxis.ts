import { columnOfRequest, pixelOf } from "../../src/core/timeline/columns";
import { formatCount } from "../../src/core/format";
import type { TimelineSegment } from "../../src/core/timeline/model";
import { originNames } from "../../src/core/timeline/names";
import { clockTicks, placeLabels, requestTicks } from "../../src/core/timeline/ticks";
import { unreachable } from "../../src/core/unreachable";
import { timeline as words } from "../strings/timeline";
import { cssColour } from "./colour";
import { endingTexts, paintFates } from "./paintEndings";
import { clipped, columnPlace, setFont, type Scene } from "./scene";

interface AxisLabel {
  readonly x: number;
  readonly text: string;
}

/** Numbers or times under the strips, and the runs below them. */
export function paintAxis(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, theme, view } = scene;
  const { axis } = layout;
  setFont(context, theme);
  context.textBaseline = "middle";
  context.textAlign = "left";
  const labels = axisLabels(scene);
  const places = placeLabels(
    labels.map(({ x, text }) => ({ center: x, width: context.measureText(text).width })),
    axis.left - 4,
    axis.left + axis.width + 8,
    10,
  );
  for (const [index, { x, text }] of labels.entries()) {
    const left = places[index];
    if (left === undefined) continue;
    context.fillStyle = cssColour(theme.line);
    context.fillRect(Math.round(x), layout.axisLines.numbers - 11, 1, 4);
    context.fillStyle = cssColour(theme.muted);
    context.fillText(text, left, layout.axisLines.numbers);
  }
  if (view.axis === "time") paintZone(context, scene);
  paintRuns(context, scene);
  clipped(context, scene, () => {
    paintFates(context, scene);
  });
}

/** Which clock the times are of, where the labels of the strips stand. */
function paintZone(context: CanvasRenderingContext2D, { layout, theme }: Scene): void {
  context.fillStyle = cssColour(theme.muted);
  context.textAlign = "right";
  context.fillText(words.zone, layout.plotLeft - 6, layout.axisLines.numbers);
  context.textAlign = "left";
}

function axisLabels(scene: Scene): readonly AxisLabel[] {
  const { layout, view, columns, model } = scene;
  switch (view.axis) {
    case "requests": {
      const first = columns.from[0] ?? 0;
      const last = columns.to[columns.length - 1] ?? 0;
      const ticks = requestTicks(first + 1, last, layout.plotWidth / 70);
      const numbers = last === model.length && !ticks.includes(last) ? [last, ...ticks] : ticks;
      return numbers.flatMap((number) => {
        const column = columnOfRequest(columns, number - 1);
        if (column < 0) return [];
        const { left, width } = columnPlace(scene, column);
        const x = left + width / 2;
        const isInside = x >= layout.plotLeft && x <= layout.plotLeft + layout.plotWidth;
        return isInside ? [{ x, text: formatCount(number) }] : [];
      });
    }
    case "time":
      return scene.axis.clock === undefined
        ? []
        : clockTicks(scene.axis.clock, view.from, view.to, layout.plotWidth / 90).map(
            ({ value, label }) => ({
              x: layout.plotLeft + pixelOf(view, layout.plotWidth, value),
              text: label,
            }),
          );
    default:
      return unreachable(view.axis);
  }
}

/** Each run as a line under its requests, with its number where there is room. */
function paintRuns(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, model, theme, axis: places, view, ratio } = scene;
  const top = layout.axisLines.runs;
  const device = layout.plotWidth * ratio;
  let labelEnd = -Infinity;
  clipped(context, scene, () => {
    for (const run of model.runs) {
      if (run.endRequest === run.firstRequest) continue;
      const start = places.start[run.firstRequest] ?? 0;
      const end = places.end[run.endRequest - 1] ?? start;
      if (end < view.from || start > view.to) continue;
      const left = layout.plotLeft + pixelOf(view, device, start) / ratio;
      const right = layout.plotLeft + pixelOf(view, device, end) / ratio - 1;
      context.fillStyle = cssColour(theme.muted);
      context.globalAlpha = 0.6;
      context.fillRect(left, top, Math.max(1, right - left), 1);
      context.fillRect(left, top - 3, 1, 7);
      context.globalAlpha = 1;
      const from = Math.max(left, layout.plotLeft);
      const to = Math.min(right, layout.plotLeft + layout.plotWidth);
      const text = endingTexts(run).find((each) => context.measureText(each).width + 8 < to - from);
      if (text === undefined || from < labelEnd + 4) continue;
      const width = context.measureText(text).width;
      const x = (from + to - width) / 2;
      context.fillStyle = cssColour(theme.background);
      context.fillRect(x - 3, top - 6, width + 6, 13);
      context.fillStyle = cssColour(theme.muted);
      context.fillText(text, x, top + 0.5);
      labelEnd = x + width;
    }
  });
}

/** The beginning of every segment but the first: a line through everything, and how it came about. */
export function paintSegmentMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, model, theme, axis, view, ratio } = scene;
  setFont(context, theme);
  context.textBaseline = "middle";
  context.textAlign = "left";
  const marks = model.segments.flatMap((segment, index) => {
    const position = axis.segmentStarts[index] ?? 0;
    if (index === 0 || position < view.from || position > view.to) return [];
    const pixel = pixelOf(view, layout.plotWidth * ratio, position) / ratio;
    return [{ segment, x: Math.round(layout.plotLeft + pixel) }];
  });
  let labelEnd = layout.plotLeft;
  for (const { segment, x } of marks) {
    context.fillStyle = cssColour(theme.foreground);
    context.globalAlpha = 0.7;
    for (let y = layout.marks.top + 4; y < layout.axis.top; y += 6) context.fillRect(x, y, 1, 4);
    context.globalAlpha = 1;
    originIcon(context, segment, x, layout.marks.top + 10);
    const text = originNames[segment.segment.origin.kind];
    const width = context.measureText(text).width;
    const right = layout.plotLeft + layout.plotWidth;
    const after = x + 9;
    const left = after + width <= right ? after : x - 9 - width;
    if (left < labelEnd) continue;
    context.fillText(text, left, layout.marks.top + 10.5);
    labelEnd = left + width + 18;
  }
}

/** Two arrow heads that meet for a compaction, a branch for a fork, a ring for anything else. */
function originIcon(
  context: CanvasRenderingContext2D,
  { segment: { origin } }: TimelineSegment,
  x: number,
  y: number,
): void {
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.5;
  context.beginPath();
  switch (origin.kind) {
    case "compacted":
      for (const side of [-1, 1]) {
        context.moveTo(x + side * 1.5, y);
        context.lineTo(x + side * 6, y - 4);
        context.lineTo(x + side * 6, y + 4);
        context.closePath();
      }
      context.fill();
      return;
    case "forked":
      context.moveTo(x, y + 6);
      context.lineTo(x, y + 1);
      context.lineTo(x - 4, y - 5);
      context.moveTo(x, y + 1);
      context.lineTo(x + 4, y - 5);
      context.stroke();
      return;
    case "new":
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.stroke();
      return;
    default:
      unreachable(origin);
  }
}
