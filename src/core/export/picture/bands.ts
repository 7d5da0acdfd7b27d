import { columnCells } from "../../timeline/cells";
import { spanOf } from "../../timeline/columns";
import { cellFlags, lookCode, lookMask, looks, type Look } from "../../timeline/looks";
import { breakHeight } from "../../timeline/vertical";
import { rectPath, type Shape } from "./drawing";
import { placeOfColumn, type PictureFrame } from "./frame";
import { dimShare } from "./highlights";
import { mixed } from "./palette";

/** Rows of the cells in a unit of the drawing. */
const rowSteps = 2;
/** Width from which candidates are outlined. */
const outlineFrom = 5;
const leftOutCode = lookCode("left out");

/** The bands of all columns, one path for each look; and which looks occur. */
export function bandShapes(frame: PictureFrame): {
  readonly shapes: readonly Shape[];
  readonly looks: ReadonlySet<Look>;
} {
  const { model, whatIf, vertical, layout, palette, columns } = frame;
  const { picture } = layout;
  const rows = Math.round(picture.height * rowSteps);
  const pressed = vertical.breakTokens === 0 ? 0 : breakHeight * rowSteps;
  const pixelsPerToken = (rows - pressed) / (vertical.topTokens - vertical.breakTokens);
  const scale = {
    rows,
    pixelsPerToken,
    zeroRow: pressed - vertical.breakTokens * pixelsPerToken,
    edgeFrom: 4 * rowSteps,
    outlineFrom: 6 * rowSteps,
  };
  const cells = new Uint8Array(rows);
  const paths = new Map<number, string[]>();
  const edges: string[] = [];
  const outlines: string[] = [];
  const gone: string[] = [];
  const bottom = picture.top + picture.height;
  for (let column = 0; column < columns.length; column++) {
    const { left, width } = placeOfColumn(frame, column);
    const wide = Math.max(0.5, width);
    columnCells(model, spanOf(columns, column), scale, whatIf, cells, frame.choices.emphasis);
    for (let row = 0; row < rows;) {
      const first = cells[row] ?? 0;
      const kind = first & ~cellFlags.edge;
      let end = row + 1;
      while (end < rows && cells[end] === kind) end++;
      if ((first & lookMask) !== 0) {
        const top = bottom - end / rowSteps;
        const height = (end - row) / rowSteps;
        const key = first & (lookMask | cellFlags.partial | cellFlags.dim);
        const path = paths.get(key) ?? [];
        paths.set(key, path);
        path.push(rectPath(left, top, wide, height));
        const isDim = (first & cellFlags.dim) !== 0;
        if ((first & cellFlags.edge) !== 0 && !isDim)
          edges.push(rectPath(left, top + height - 0.5, wide, 0.5));
        if ((first & cellFlags.candidate) !== 0 && wide >= outlineFrom && !isDim)
          ((first & lookMask) === leftOutCode ? gone : outlines).push(
            rectPath(left + 0.5, top + 0.5, wide - 1, Math.max(0, height - 1)),
          );
      }
      row = end;
    }
  }
  const shapes = Array.from(paths, ([key, path]): Shape => ({
    kind: "path",
    d: path.join(""),
    fill: { texture: looks[key & lookMask] ?? "empty" },
    ...opacityOf(key),
  }));
  const { background, foreground } = palette;
  return {
    shapes: [
      ...shapes,
      { kind: "path", d: edges.join(""), fill: mixed(background, foreground, 0.75) },
      {
        kind: "path",
        d: gone.join(""),
        stroke: mixed(palette.result, background, 0.36),
        strokeWidth: 1,
      },
      {
        kind: "path",
        d: outlines.join(""),
        stroke: mixed(foreground, background, 0.7),
        strokeWidth: 1,
      },
    ],
    looks: new Set(Array.from(paths.keys(), (key) => looks[key & lookMask] ?? "empty")),
  };
}

/** Of merged requests that do not all have it, and of what is dimmed. */
function opacityOf(key: number): { readonly opacity?: number } {
  const partial = (key & cellFlags.partial) === 0 ? 1 : 0.55;
  const dim = (key & cellFlags.dim) === 0 ? 1 : dimShare;
  return partial * dim === 1 ? {} : { opacity: partial * dim };
}
