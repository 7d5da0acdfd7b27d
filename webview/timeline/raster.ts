import type { Columns } from "../../src/core/timeline/columns";
import { cellFlags } from "../../src/core/timeline/looks";
import { textureSide } from "./textures";

const mask = textureSide - 1;
const texturePixels = textureSide * textureSide;

export interface RasterInput {
  readonly columns: Columns;
  /** Cells of each column, from the lowest row up; more entries than columns do not matter. */
  readonly cells: readonly Uint8Array[];
  readonly textures: Uint32Array;
  /** Pixels of one texture pixel, as a power of two: 1 on dense screens. */
  readonly textureShift: number;
  /** Width from which columns keep a gap between them, and the gap. */
  readonly gapFrom: number;
  readonly gap: number;
  /** Width from which the sides of a candidate are outlined. */
  readonly outlineFrom: number;
}

/** Pixels to paint into: a rectangle of an image whose lines are `stride` long. */
export interface RasterTarget {
  readonly words: Uint32Array;
  readonly stride: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Lines that are painted together: few enough that they stay in the processor's nearest memory from column to column. */
const blockRows = 32;

/** Paints the cells of all columns. What is empty, and what has no texture, stays as it is. */
export function paintRaster(input: RasterInput, target: RasterTarget): void {
  for (let row = 0; row < target.height; row += blockRows)
    paintRows(input, target, row, Math.min(target.height, row + blockRows));
}

function paintRows(input: RasterInput, target: RasterTarget, row: number, end: number): void {
  const { columns, gap } = input;
  for (let column = 0; column < columns.length; column++) {
    const left = columns.left[column] ?? 0;
    const right = columns.right[column] ?? 0;
    const wide = right - left;
    const from = Math.max(0, left);
    const to = Math.min(target.width, wide >= input.gapFrom ? right - gap : right);
    if (from >= to) continue;
    const outlined = wide >= input.outlineFrom && left >= 0 && right <= target.width;
    const cells = input.cells[column];
    if (cells !== undefined) paintColumn(input, target, cells, row, end, from, to, outlined);
  }
}

function paintColumn(
  { columns: { origin }, textures, textureShift }: RasterInput,
  { words, stride, left, top, height }: RasterTarget,
  cells: Uint8Array,
  first: number,
  end: number,
  from: number,
  to: number,
  outlined: boolean,
): void {
  let line = (top + height - 1 - first) * stride + left;
  for (let row = first; row < end; row++, line -= stride) {
    const code = cells[row] ?? 0;
    if (code === 0) continue;
    const base = code * texturePixels + ((row >> textureShift) & mask) * textureSide;
    for (let x = from; x < to; x++) {
      const word = textures[base + (((x + origin) >> textureShift) & mask)] ?? 0;
      if (word !== 0) words[line + x] = word;
    }
    if (outlined && (code & cellFlags.candidate) !== 0) {
      const side = textures[(code | cellFlags.edge) * texturePixels] ?? 0;
      words[line + from] = side;
      words[line + to - 1] = side;
    }
  }
}
