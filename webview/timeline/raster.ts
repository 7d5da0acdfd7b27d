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

/** Paints the cells of all columns into the pixels of images of one size. What is empty stays transparent. */
export class Raster {
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  /** Cells of a block, row by row. */
  readonly #cells: Uint8Array;
  readonly #left = new Int32Array(blockSize);
  readonly #right = new Int32Array(blockSize);
  /** 1 where the sides of candidates are outlined. */
  readonly #outlined = new Uint8Array(blockSize);

  constructor(width: number, height: number) {
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#cells = new Uint8Array(blockSize * height);
  }

  get width(): number {
    return this.#image.width;
  }

  get height(): number {
    return this.#image.height;
  }

  paint(input: RasterInput): ImageData {
    this.#pixels.fill(0);
    for (let block = 0; block < input.columns.length; block += blockSize) {
      const count = Math.min(blockSize, input.columns.length - block);
      const rows = this.#gather(input, block, count);
      this.#paintBlock(input, count, rows);
    }
    return this.#image;
  }

  /** Lays the columns of a block side by side; gives the number of rows that are not all empty. */
  #gather(input: RasterInput, first: number, count: number): number {
    const { columns, gap } = input;
    const { width, height } = this.#image;
    const gathered = this.#cells;
    let rows = 0;
    for (let at = 0; at < count; at++) {
      const left = columns.left[first + at] ?? 0;
      const right = columns.right[first + at] ?? 0;
      const wide = right - left;
      this.#left[at] = Math.max(0, left);
      this.#right[at] = Math.min(width, wide >= input.gapFrom ? right - gap : right);
      this.#outlined[at] = wide >= input.outlineFrom && left >= 0 && right <= width ? 1 : 0;
      const cells = input.cellsOf(first + at);
      let top = height;
      while (top > 0 && cells[top - 1] === 0) top--;
      for (let row = rows * blockSize, end = top * blockSize; row < end; row += blockSize)
        gathered.fill(0, row, row + blockSize);
      rows = Math.max(rows, top);
      for (let row = 0, to = at; row < rows; row++, to += blockSize) gathered[to] = cells[row] ?? 0;
    }
    return rows;
  }

  #paintBlock({ columns, textures, textureShift }: RasterInput, count: number, rows: number): void {
    const { width, height } = this.#image;
    const pixels = this.#pixels;
    const gathered = this.#cells;
    const lefts = this.#left;
    const rights = this.#right;
    const { origin } = columns;
    for (let row = 0; row < rows; row++) {
      const textureRow = ((row >> textureShift) & mask) * textureSide;
      const line = (height - 1 - row) * width;
      const cells = row * blockSize;
      for (let at = 0; at < count; at++) {
        const code = gathered[cells + at] ?? 0;
        if (code === 0) continue;
        const base = code * texturePixels + textureRow;
        const to = rights[at] ?? 0;
        for (let x = lefts[at] ?? 0; x < to; x++) {
          const word = textures[base + (((x + origin) >> textureShift) & mask)] ?? 0;
          if (word !== 0) pixels[line + x] = word;
        }
        if ((code & cellFlags.candidate) !== 0 && this.#outlined[at] === 1) {
          const side = textures[(code | cellFlags.edge) * texturePixels] ?? 0;
          pixels[line + (lefts[at] ?? 0)] = side;
          pixels[line + to - 1] = side;
        }
      }
    }
  }
}
