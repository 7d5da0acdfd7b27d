import { columnCells } from "../../src/core/timeline/cells";
import type { RowScale } from "../../src/core/timeline/rowScale";
import { spanOf, visibleColumns, type Columns } from "../../src/core/timeline/columns";
import type { Pixels } from "./pixels";
import { paintRaster } from "./raster";
import { breakHeight, type VerticalScale } from "../../src/core/timeline/vertical";
import { columnGap, gapFrom, leastColumnWidth, type Scene } from "./scene";

/** Width of a column in CSS pixels from which the sides of candidates are outlined. */
const outlineFrom = 20;
const mostCachedBytes = 8_000_000;

/** Paints the bands. Keeps the cells of columns as long as what they show and their vertical scale stay the same. */
export class Picture {
  readonly #cells = new Map<number, Uint8Array>();
  /** Those of the columns of this frame. */
  readonly #shown: Uint8Array[] = [];
  /** All cells stand in one block of memory, so that a frame leaves nothing behind to be collected. */
  readonly #memory = new Uint8Array(mostCachedBytes);
  #used = 0;
  #key: readonly unknown[] = [];

  paint(target: Pixels, scene: Scene): void {
    const { layout, ratio, model, whatIf, vertical } = scene;
    const { picture } = layout;
    const { density } = target;
    const width = Math.max(1, Math.round(picture.width * density));
    const top = Math.round(picture.top * density);
    const rows = Math.max(1, Math.round((picture.top + picture.height) * density) - top);
    const scale: RowScale = {
      rows,
      ...rowScale(vertical, rows, breakHeight * density),
      edgeFrom: 4 * density,
      outlineFrom: 6 * density,
    };
    this.#keepFor([model, whatIf, rows, vertical.topTokens, vertical.breakTokens, scene.emphasis]);
    const columns =
      density === ratio
        ? scene.columns
        : visibleColumns(model, scene.axis, scene.view, width, leastColumnWidth * density);
    this.#makeRoom(columns.length * rows);
    for (let column = 0; column < columns.length; column++)
      this.#shown[column] = this.#cellsOf(scene, columns, column, scale);
    paintRaster(
      {
        columns,
        cells: this.#shown,
        textures: scene.textures,
        textureShift: density >= 2 ? 1 : 0,
        gapFrom: gapFrom * density,
        gap: Math.max(1, Math.round(columnGap * density)),
        outlineFrom: outlineFrom * density,
      },
      {
        words: target.words,
        stride: target.width,
        left: Math.round(picture.left * density),
        top,
        width: Math.min(width, target.width - Math.round(picture.left * density)),
        height: rows,
      },
    );
  }

  #keepFor(key: readonly unknown[]): void {
    if (key.every((part, at) => part === this.#key[at])) return;
    this.#key = key;
    this.#forget();
  }

  /** The cells of one frame must not take each other's place. */
  #makeRoom(bytes: number): void {
    if (this.#used + bytes > mostCachedBytes) this.#forget();
  }

  #forget(): void {
    this.#cells.clear();
    this.#used = 0;
  }

  #cellsOf(scene: Scene, columns: Columns, column: number, scale: RowScale): Uint8Array {
    const span = spanOf(columns, column);
    const key = span.from * 2 ** 24 + (span.to - span.from);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cells =
      this.#used + scale.rows > mostCachedBytes
        ? new Uint8Array(scale.rows)
        : this.#memory.subarray(this.#used, (this.#used += scale.rows));
    columnCells(scene.model, span, scale, scene.whatIf, cells, scene.emphasis);
    this.#cells.set(key, cells);
    return cells;
  }
}

function rowScale(
  { topTokens, breakTokens }: VerticalScale,
  rows: number,
  pressed: number,
): Pick<RowScale, "pixelsPerToken" | "zeroRow"> {
  if (breakTokens === 0) return { pixelsPerToken: rows / topTokens, zeroRow: 0 };
  const pixelsPerToken = (rows - pressed) / (topTokens - breakTokens);
  return { pixelsPerToken, zeroRow: pressed - breakTokens * pixelsPerToken };
}
