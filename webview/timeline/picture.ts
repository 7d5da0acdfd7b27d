import { columnCells } from "../../src/core/timeline/cells";
import type { RowScale } from "../../src/core/timeline/rowScale";
import { spanOf, visibleColumns, type Columns } from "../../src/core/timeline/columns";
import { Raster } from "./raster";
import { breakHeight, type VerticalScale } from "../../src/core/timeline/vertical";
import { columnGap, gapFrom, leastColumnWidth, type Scene } from "./scene";

/** Pixels of the picture above which a dense screen's density is halved: less where there are many columns to fill. */
const mostPixels = 2_400_000;
const mostPixelsCrowded = 1_000_000;
const crowdedFrom = 300;
/** Width of a column in CSS pixels from which the sides of candidates are outlined. */
const outlineFrom = 20;
const mostCachedBytes = 24_000_000;

/** Paints the bands. Keeps the cells of columns as long as what they show and their vertical scale stay the same. */
export class Picture {
  readonly #canvas = document.createElement("canvas");
  readonly #cells = new Map<number, Uint8Array>();
  #raster: Raster | undefined;
  #key: readonly unknown[] = [];
  #cachedBytes = 0;

  paint(target: CanvasRenderingContext2D, scene: Scene): void {
    const { layout, ratio, model, whatIf, vertical } = scene;
    const { picture } = layout;
    const most = scene.columns.length > crowdedFrom ? mostPixelsCrowded : mostPixels;
    const isTooMuch = picture.width * picture.height * ratio * ratio > most;
    const density = isTooMuch && ratio >= 1.5 ? ratio / 2 : ratio;
    const width = Math.max(1, Math.round(picture.width * density));
    const rows = Math.max(1, Math.round(picture.height * density));
    const scale: RowScale = {
      rows,
      ...rowScale(vertical, rows, breakHeight * density),
      edgeFrom: 4 * density,
      outlineFrom: 6 * density,
    };
    this.#keepFor([
      ...[model, whatIf, rows, vertical.topTokens, vertical.breakTokens, scene.emphasis],
    ]);
    const columns =
      density === ratio
        ? scene.columns
        : visibleColumns(model, scene.axis, scene.view, width, leastColumnWidth * density);
    if (this.#raster?.width !== width || this.#raster.height !== rows) {
      this.#canvas.width = width;
      this.#canvas.height = rows;
      this.#raster = new Raster(width, rows);
    }
    const image = this.#raster.paint({
      columns,
      cellsOf: (column) => this.#cellsOf(scene, columns, column, scale),
      textures: scene.textures,
      textureShift: density >= 2 ? 1 : 0,
      gapFrom: gapFrom * density,
      gap: Math.max(1, Math.round(columnGap * density)),
      outlineFrom: outlineFrom * density,
    });
    this.#canvas.getContext("2d")?.putImageData(image, 0, 0);
    target.imageSmoothingEnabled = false;
    target.drawImage(this.#canvas, picture.left, picture.top, picture.width, picture.height);
  }

  #keepFor(key: readonly unknown[]): void {
    const isSame = key.every((part, at) => part === this.#key[at]);
    if (isSame && this.#cachedBytes < mostCachedBytes) return;
    this.#key = key;
    this.#cells.clear();
    this.#cachedBytes = 0;
  }

  #cellsOf(scene: Scene, columns: Columns, column: number, scale: RowScale): Uint8Array {
    const span = spanOf(columns, column);
    const key = span.from * 2 ** 24 + (span.to - span.from);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cells = new Uint8Array(scale.rows);
    columnCells(scene.model, span, scale, scene.whatIf, cells, scene.emphasis);
    this.#cells.set(key, cells);
    this.#cachedBytes += scale.rows;
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
