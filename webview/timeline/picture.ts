import { columnCells } from "../../src/core/timeline/cells";
import type { RowScale } from "../../src/core/timeline/rowScale";
import { spanOf, visibleColumns, type Columns } from "../../src/core/timeline/columns";
import { CellStore } from "./cellStore";
import type { Pixels } from "./pixels";
import { paintRaster } from "./raster";
import { breakHeight, type VerticalScale } from "../../src/core/timeline/vertical";
import { columnGap, gapFrom, leastColumnWidth, type Scene } from "./scene";

/** Width of a column in CSS pixels from which the sides of candidates are outlined. */
const outlineFrom = 20;
/** Columns whose cells are made at once before anybody looks at the clock. */
const leastAtOnce = 200;

/** Where the picture stands among pixels, and what its cells depend on. */
interface Place {
  readonly scale: RowScale;
  readonly columns: Columns;
  readonly width: number;
  readonly top: number;
  readonly key: readonly unknown[];
}

/** Paints the bands. */
export class Picture {
  #store = new CellStore();
  /** Where cells are made of what is not shown yet. */
  #next: CellStore | undefined;
  /** Those of the columns of this frame. */
  readonly #shown: Uint8Array[] = [];

  /** Makes the cells that a scene needs, until it `isLate`; true once they are all there. Nothing is painted. */
  prepare(density: number, scene: Scene, isLate: () => boolean): boolean {
    const { key, columns, scale } = placeOf(density, scene);
    if (this.#store.isFor(key)) return true;
    const store = (this.#next ??= new CellStore());
    store.keepFor(key);
    store.makeRoom(columns.length * scale.rows);
    for (let column = 0; column < columns.length; column++) {
      if (column >= leastAtOnce && column % 8 === 0 && isLate()) return false;
      cellsOf(store, scene, columns, column, scale);
    }
    return true;
  }

  paint(target: Pixels, scene: Scene): void {
    const { density } = target;
    const { scale, columns, width, top, key } = placeOf(density, scene);
    if (this.#next?.isFor(key) === true) [this.#store, this.#next] = [this.#next, this.#store];
    this.#store.keepFor(key);
    this.#store.makeRoom(columns.length * scale.rows);
    for (let column = 0; column < columns.length; column++)
      this.#shown[column] = cellsOf(this.#store, scene, columns, column, scale);
    const left = Math.round(scene.layout.picture.left * density);
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
        left,
        top,
        width: Math.min(width, target.width - left),
        height: scale.rows,
      },
    );
  }
}

function placeOf(density: number, scene: Scene): Place {
  const { layout, ratio, model, whatIf, vertical, emphasis } = scene;
  const { picture } = layout;
  const width = Math.max(1, Math.round(picture.width * density));
  const top = Math.round(picture.top * density);
  const rows = Math.max(1, Math.round((picture.top + picture.height) * density) - top);
  return {
    scale: {
      rows,
      ...rowScale(vertical, rows, breakHeight * density),
      edgeFrom: 4 * density,
      outlineFrom: 6 * density,
    },
    columns:
      density === ratio
        ? scene.columns
        : visibleColumns(model, scene.axis, scene.view, width, leastColumnWidth * density),
    width,
    top,
    key: [model, whatIf, rows, vertical.topTokens, vertical.breakTokens, emphasis],
  };
}

function cellsOf(
  store: CellStore,
  scene: Scene,
  columns: Columns,
  column: number,
  rows: RowScale,
): Uint8Array {
  const first = columns.from[column] ?? 0;
  const count = (columns.to[column] ?? 0) - first;
  return (
    store.find(first, count) ??
    store.add(first, count, rows.rows, (cells) =>
      columnCells(scene.model, spanOf(columns, column), rows, scene.whatIf, cells, scene.emphasis),
    )
  );
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
