import type { Columns } from "../../src/core/timeline/columns";
import { columnGap, gapFrom, type Scene } from "./scene";

/** Left and right edges of columns as painted, cut at the plot; wide columns leave the gap to the next one out. */
export interface ColumnEdges {
  readonly density: number;
  /** Pixels; a column of which nothing is to be seen has its right edge not behind its left one. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Widths in CSS pixels before they were cut, without the gap. */
  readonly width: Float64Array;
}

const known = new WeakMap<Columns, ColumnEdges>();

/** The edges of a scene's columns among pixels of a density; several painters ask for the same ones. */
export function edgesOf(scene: Scene, density: number): ColumnEdges {
  const before = known.get(scene.columns);
  if (before?.density === density) return before;
  const made = makeEdges(scene, density);
  known.set(scene.columns, made);
  return made;
}

function makeEdges({ columns, ratio, layout }: Scene, density: number): ColumnEdges {
  const scale = density / ratio;
  const plotLeft = Math.round(layout.plotLeft * density);
  const plotRight = plotLeft + Math.round(layout.plotWidth * density);
  const gap = Math.round(columnGap * density);
  const left = new Int32Array(columns.length);
  const right = new Int32Array(columns.length);
  const width = new Float64Array(columns.length);
  for (let column = 0; column < columns.length; column++) {
    const from = columns.left[column] ?? 0;
    const to = columns.right[column] ?? 0;
    const wide = (to - from) / ratio;
    const isApart = wide >= gapFrom;
    const start = plotLeft + Math.round(from * scale);
    const end = plotLeft + Math.round(to * scale) - (isApart ? gap : 0);
    left[column] = Math.max(plotLeft, start);
    right[column] = Math.min(plotRight, Math.max(end, start + 1));
    width[column] = wide - (isApart ? columnGap : 0);
  }
  return { density, left, right, width };
}
