import { formatCount } from "../../format";
import { columnOfRequest, pixelOf } from "../../timeline/columns";
import { requestTicks } from "../../timeline/ticks";
import { rectPath, type Shape } from "./drawing";
import { columnSteps, placeOfColumn, type PictureFrame } from "./frame";
import { text } from "./marks";
import { css, mixed } from "./palette";

/** Numbers of requests under the strips, whatever the axis counts; and every run as a line. */
export function axisShapes(frame: PictureFrame): readonly Shape[] {
  const { layout, columns, palette, model } = frame;
  const fill = css(palette.muted);
  const line = mixed(palette.foreground, palette.background, 0.3);
  const first = (columns.from[0] ?? 0) + 1;
  const last = columns.to[columns.length - 1] ?? 0;
  let taken = -Infinity;
  const numbers = requestTicks(first, last, layout.plotWidth / 70).flatMap((number): Shape[] => {
    const column = columnOfRequest(columns, number - 1);
    if (column < 0) return [];
    const { left, width } = placeOfColumn(frame, column);
    const x = left + width / 2;
    const half = formatCount(number).length * 4;
    if (x < layout.plotLeft || x > layout.plotLeft + layout.plotWidth || x - half < taken)
      return [];
    taken = x + half;
    return [
      { kind: "path", d: rectPath(x, layout.axis.top, 1, 4), fill: line },
      text(x, layout.axis.top + 15, formatCount(number), fill, "middle"),
    ];
  });
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
  return [...numbers, { kind: "path", d: runs.join(""), fill: line }];
}

/** The beginning of every segment but the first, and how it came about. */
export function segmentShapes(frame: PictureFrame): readonly Shape[] {
  const { layout, model, axis, view, palette } = frame;
  const fill = css(palette.foreground);
  return model.segments.flatMap(({ segment }, index): Shape[] => {
    const position = axis.segmentStarts[index] ?? 0;
    if (index === 0 || position < view.from || position > view.to) return [];
    const width = layout.plotWidth * columnSteps;
    const x = layout.plotLeft + pixelOf(view, width, position) / columnSteps;
    const dashes: string[] = [];
    for (let y = layout.marks.top + 4; y < layout.axis.top; y += 6)
      dashes.push(rectPath(x, y, 1, 4));
    const words = { new: "new history", forked: "forked", compacted: "compacted" };
    return [
      { kind: "path", d: dashes.join(""), fill, opacity: 0.7 },
      text(x + 5, layout.marks.top + 13, words[segment.origin.kind], fill),
    ];
  });
}
