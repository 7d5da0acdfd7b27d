import type { Columns } from "../../src/core/timeline/columns";
import { cellFlags } from "../../src/core/timeline/looks";
import { textureSide } from "./textures";

const mask = textureSide - 1;
const texturePixels = textureSide * textureSide;
/** Columns painted together, so that their cells and pixels stay in the processor's cache. */
const blockSize = 32;

export interface RasterInput {
  readonly columns: Columns;
  /** Cells of a column, from the lowest row up. */
  readonly cellsOf: (column: number) => Uint8Array;
  readonly textures: Uint32Array;
  /** Pixels of one texture pixel, as a power of two: 1 on dense screens. */
  readonly textureShift: number;
  /** Width from which columns keep a gap between them, and the gap. */
  readonly gapFrom: number;
  readonly gap: number;
  /** Width from which the sides of a candidate are outlined. */
  readonly outlineFrom: number;
}

/** Paints the cells of all columns into the pixels of an image. What is empty stays transparent. */
export function paintCells(input: RasterInput, image: ImageData): void {
  const pixels = new Uint32Array(image.data.buffer);
  pixels.fill(0);
  for (let block = 0; block < input.columns.length; block += blockSize)
    paintBlock(input, block, Math.min(input.columns.length, block + blockSize), pixels, image);
}

function paintBlock(
  input: RasterInput,
  first: number,
  end: number,
  pixels: Uint32Array,
  { width, height }: ImageData,
): void {
  const { columns, textures, textureShift, gap } = input;
  const cells: Uint8Array[] = [];
  for (let column = first; column < end; column++) cells.push(input.cellsOf(column));
  const shiftX = columns.origin;
  for (let y = 0; y < height; y++) {
    const row = height - 1 - y;
    const textureRow = ((row >> textureShift) & mask) * textureSide;
    const line = y * width;
    for (let column = first; column < end; column++) {
      const code = cells[column - first]?.[row] ?? 0;
      if (code === 0) continue;
      const left = columns.left[column] ?? 0;
      const right = columns.right[column] ?? 0;
      const wide = right - left;
      const from = left < 0 ? 0 : left;
      const to = Math.min(width, wide >= input.gapFrom ? right - gap : right);
      const base = code * texturePixels + textureRow;
      for (let x = from; x < to; x++) {
        const word = textures[base + (((x + shiftX) >> textureShift) & mask)] ?? 0;
        if (word !== 0) pixels[line + x] = word;
      }
      if ((code & cellFlags.candidate) !== 0 && wide >= input.outlineFrom) {
        const side = textures[(code | cellFlags.edge) * texturePixels] ?? 0;
        if (left >= 0 && left < width) pixels[line + left] = side;
        const last = right - gap - 1;
        if (last >= 0 && last < width) pixels[line + last] = side;
      }
    }
  }
}
