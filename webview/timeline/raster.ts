import type { Columns } from "../../src/core/timeline/columns";
import { cellFlags } from "../../src/core/timeline/looks";
import { textureSide } from "./textures";

const mask = textureSide - 1;
const texturePixels = textureSide * textureSide;

export interface RasterInput {
  readonly columns: Columns;
  /** Cells of each column, from the lowest row up to its top; more entries than columns do not matter. */
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
const blockRows = 64;
/** Widths in pixels up to which, and from which, a way of its own is faster. */
const narrow = 3;
const wideFrom = 16;

/** Paints the cells of all columns in place of what is on their lines; what is empty becomes transparent. */
export function paintRaster(input: RasterInput, target: RasterTarget): void {
  const { words, stride, top, height } = target;
  for (let row = 0; row < height; row += blockRows) {
    const end = Math.min(height, row + blockRows);
    words.fill(0, (top + height - end) * stride, (top + height - row) * stride);
    paintRows(input, target, row, end);
  }
}

function paintRows(input: RasterInput, target: RasterTarget, row: number, blockEnd: number): void {
  const { columns, gap, textureShift, textures } = input;
  const { words, stride, left: targetLeft, top, height } = target;
  const line = (top + height - 1 - row) * stride + targetLeft;
  for (let column = 0; column < columns.length; column++) {
    const left = columns.left[column] ?? 0;
    const right = columns.right[column] ?? 0;
    const wide = right - left;
    const from = Math.max(0, left);
    const to = Math.min(target.width, wide >= input.gapFrom ? right - gap : right);
    const cells = input.cells[column];
    if (from >= to || cells === undefined || row >= cells.length) continue;
    const end = Math.min(blockEnd, cells.length);
    const phase = from + columns.origin;
    const at = line + from;
    const width = to - from;
    if (textureShift === 0 && width > narrow && width < wideFrom)
      paintMiddling(cells, row, end, textures, phase, words, at, stride, width);
    else if (textureShift > 0)
      paintSome(cells, row, end, textures, phase, textureShift, words, at, stride, width);
    else if (width <= narrow)
      paintNarrow(cells, row, end, textures, phase, words, at, stride, width);
    else paintWide(cells, row, end, textures, phase, words, at, stride, width);
    if (wide >= input.outlineFrom && left >= 0 && right <= target.width)
      outline(cells, row, end, textures, words, at, stride, width);
  }
}

/** One to three pixels of each row: at most levels of zoom nearly all columns, so that a loop over them would cost most. */
function paintNarrow(
  cells: Uint8Array,
  first: number,
  end: number,
  textures: Uint32Array,
  phase: number,
  words: Uint32Array,
  start: number,
  stride: number,
  width: number,
): void {
  const a = phase & mask;
  const b = (phase + 1) & mask;
  const c = (phase + 2) & mask;
  let at = start;
  if (width === 2) {
    for (let row = first; row < end; row++, at -= stride) {
      const code = cells[row] ?? 0;
      const base = code * texturePixels + (row & mask) * textureSide;
      words[at] = textures[base + a] ?? 0;
      words[at + 1] = textures[base + b] ?? 0;
    }
    return;
  }
  for (let row = first; row < end; row++, at -= stride) {
    const code = cells[row] ?? 0;
    const base = code * texturePixels + (row & mask) * textureSide;
    words[at] = textures[base + a] ?? 0;
    if (width === 1) continue;
    words[at + 1] = textures[base + b] ?? 0;
    words[at + 2] = textures[base + c] ?? 0;
  }
}

/** Four pixels of each row and more: the first four without a loop, and what repeats the texture from what was written. */
function paintMiddling(
  cells: Uint8Array,
  first: number,
  end: number,
  textures: Uint32Array,
  phase: number,
  words: Uint32Array,
  start: number,
  stride: number,
  width: number,
): void {
  const a = phase & mask;
  const b = (phase + 1) & mask;
  const c = (phase + 2) & mask;
  const d = (phase + 3) & mask;
  const read = Math.min(width, textureSide);
  let line = start;
  for (let row = first; row < end; row++, line -= stride) {
    const base = (cells[row] ?? 0) * texturePixels + (row & mask) * textureSide;
    words[line] = textures[base + a] ?? 0;
    words[line + 1] = textures[base + b] ?? 0;
    words[line + 2] = textures[base + c] ?? 0;
    words[line + 3] = textures[base + d] ?? 0;
    for (let x = 4; x < read; x++) words[line + x] = textures[base + ((x + phase) & mask)] ?? 0;
    for (let x = textureSide; x < width; x++) words[line + x] = words[line + x - textureSide] ?? 0;
  }
}

/** On dense screens, where a pixel of a texture is two wide and two high. */
function paintSome(
  cells: Uint8Array,
  first: number,
  end: number,
  textures: Uint32Array,
  phase: number,
  shift: number,
  words: Uint32Array,
  start: number,
  stride: number,
  width: number,
): void {
  let line = start;
  for (let row = first; row < end; row++, line -= stride) {
    const code = cells[row] ?? 0;
    const base = code * texturePixels + ((row >> shift) & mask) * textureSide;
    for (let x = 0; x < width; x++)
      words[line + x] = textures[base + (((x + phase) >> shift) & mask)] ?? 0;
  }
}

/** A repetition of the texture is read once a row, and written until fewer pixels are left than it has. */
function paintWide(
  cells: Uint8Array,
  first: number,
  end: number,
  textures: Uint32Array,
  phase: number,
  words: Uint32Array,
  start: number,
  stride: number,
  width: number,
): void {
  const head = -phase & mask;
  const whole = head + ((width - head) & ~mask);
  let line = start;
  for (let row = first; row < end; row++, line -= stride) {
    const code = cells[row] ?? 0;
    const base = code * texturePixels + (row & mask) * textureSide;
    const a = textures[base] ?? 0;
    const b = textures[base + 1] ?? 0;
    const c = textures[base + 2] ?? 0;
    const d = textures[base + 3] ?? 0;
    const e = textures[base + 4] ?? 0;
    const f = textures[base + 5] ?? 0;
    const g = textures[base + 6] ?? 0;
    const h = textures[base + 7] ?? 0;
    for (let x = 0; x < head; x++) words[line + x] = textures[base + ((phase + x) & mask)] ?? 0;
    for (let at = line + head, stop = line + whole; at < stop; at += textureSide) {
      words[at] = a;
      words[at + 1] = b;
      words[at + 2] = c;
      words[at + 3] = d;
      words[at + 4] = e;
      words[at + 5] = f;
      words[at + 6] = g;
      words[at + 7] = h;
    }
    for (let x = whole; x < width; x++)
      words[line + x] = textures[base + ((phase + x) & mask)] ?? 0;
  }
}

function outline(
  cells: Uint8Array,
  first: number,
  end: number,
  textures: Uint32Array,
  words: Uint32Array,
  start: number,
  stride: number,
  width: number,
): void {
  let line = start;
  for (let row = first; row < end; row++, line -= stride) {
    const code = cells[row] ?? 0;
    if ((code & cellFlags.candidate) === 0) continue;
    const side = textures[(code | cellFlags.edge) * texturePixels] ?? 0;
    words[line] = side;
    words[line + width - 1] = side;
  }
}
