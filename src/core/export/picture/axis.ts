import { formatCount, formatDuration } from "../../format";
import { t } from "../../l10n/translation";
import { columnOfRequest, pixelOf } from "../../timeline/columns";
import { originNames } from "../../timeline/names";
import { clockTicks, placeLabels, requestTicks } from "../../timeline/ticks";
import { unreachable } from "../../unreachable";
import { rectPath, type Shape } from "./drawing";
import { columnSteps, placeOfColumn, type PictureFrame } from "./frame";
import { text } from "./marks";
import { css, mixed } from "./palette";

/** About as wide as a digit of a label. */
const letterWidth = 6.2;

interface AxisLabel {
  readonly x: number;
  readonly label: string;
}

/** Numbers of requests or clock times under the strips, as the axis counts; and every run as a line. */
export function axisShapes(frame: PictureFrame): readonly Shape[] {
  const { layout, columns, palette, model, view } = frame;
  const fill = css(palette.muted);
  const line = mixed(palette.foreground, palette.background, 0.3);
  const found = axisLabels(frame);
  const places = placeLabels(
    found.map(({ x, label }) => ({ center: x, width: label.length * letterWidth })),
    layout.plotLeft - 4,
    layout.plotLeft + layout.plotWidth + 8,
    8,
  );
  const labels = found.flatMap(({ x, label }, at): Shape[] => {
    const left = places[at];
    return left === undefined
      ? []
      : [
          { kind: "path", d: rectPath(x, layout.axis.top, 1, 4), fill: line },
          text(
            left + (label.length * letterWidth) / 2,
            layout.axis.top + 15,
            label,
            fill,
            "middle",
          ),
        ];
  });
  const zone =
    view.axis === "time"
      ? [text(layout.plotLeft - 10, layout.axis.top + 15, t("UTC"), fill, "end")]
      : [];
  const runs = model.runs.flatMap(({ firstRequest, endRequest }) => {
    const from = columnOfRequest(columns, firstRequest);
    const to = columnOfRequest(columns, endRequest - 1);
    if (endRequest === firstRequest || (from < 0 && to < 0)) return [];
    const left = from < 0 ? layout.plotLeft : placeOfColumn(frame, from).left;
    const end = to < 0 ? undefined : placeOfColumn(frame, to);
    const right = end === undefined ? layout.plotLeft + layout.plotWidth : end.left + end.width;
    const y = layout.axis.top + 22;
    return [rectPath(left, y, Math.max(1, right - left), 1), rectPath(left, y - 3, 1, 7)];
  });
  return [...labels, ...zone, { kind: "path", d: runs.join(""), fill: line }];
}

function axisLabels(frame: PictureFrame): readonly AxisLabel[] {
  const { layout, columns, axis, view } = frame;
  switch (view.axis) {
    case "requests": {
      const first = (columns.from[0] ?? 0) + 1;
      const last = columns.to[columns.length - 1] ?? 0;
      return requestTicks(first, last, layout.plotWidth / 70).flatMap((number) => {
        const column = columnOfRequest(columns, number - 1);
        if (column < 0) return [];
        const { left, width } = placeOfColumn(frame, column);
        const x = left + width / 2;
        const isInside = x >= layout.plotLeft && x <= layout.plotLeft + layout.plotWidth;
        return isInside ? [{ x, label: formatCount(number) }] : [];
      });
    }
    case "time":
      return axis.clock === undefined
        ? []
        : clockTicks(axis.clock, view.from, view.to, layout.plotWidth / 90).map(
            ({ value, label }) => ({ x: xOf(frame, value), label }),
          );
    default:
      return unreachable(view.axis);
  }
}

/** Idle times that are pressed together, from top to bottom, with their length where there is room. */
export function idleShapes(frame: PictureFrame): readonly Shape[] {
  const { axis, layout, palette, view } = frame;
  if (view.axis !== "time") return [];
  const top = layout.picture.top;
  return (axis.clock?.idle ?? []).flatMap(({ fromTs, toTs, at, width }): Shape[] => {
    if (at + width < view.from || at > view.to) return [];
    const [left, right] = [xOf(frame, at), xOf(frame, at + width)];
    const label = t("idle {0}", formatDuration(toTs - fromTs));
    const fill = mixed(palette.foreground, palette.background, 0.08);
    return [
      { kind: "path", d: rectPath(left, top, right - left, layout.axis.top - top), fill },
      ...(right - left > label.length * 6
        ? [text((left + right) / 2, top + 14, label, css(palette.muted), "middle")]
        : []),
    ];
  });
}

function xOf({ layout, view }: PictureFrame, position: number): number {
  return layout.plotLeft + pixelOf(view, layout.plotWidth * columnSteps, position) / columnSteps;
}

/** The beginning of every segment but the first, and how it came about. */
export function segmentShapes(frame: PictureFrame): readonly Shape[] {
  const { layout, model, axis, view, palette } = frame;
  const fill = css(palette.foreground);
  return model.segments.flatMap(({ segment }, index): Shape[] => {
    const position = axis.segmentStarts[index] ?? 0;
    if (index === 0 || position < view.from || position > view.to) return [];
    const x = xOf(frame, position);
    const dashes: string[] = [];
    for (let y = layout.marks.top + 4; y < layout.axis.top; y += 6)
      dashes.push(rectPath(x, y, 1, 4));
    return [
      { kind: "path", d: dashes.join(""), fill, opacity: 0.7 },
      text(x + 5, layout.marks.top + 13, originNames[segment.origin.kind], fill),
    ];
  });
}
