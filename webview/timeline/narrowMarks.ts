import { derivedColumns } from "../../src/core/timeline/derivedColumns";
import { extremesOf } from "../../src/core/timeline/extremes";
import { spanOf } from "../../src/core/timeline/columns";
import { pixelAtTokens } from "../../src/core/timeline/hitTest";
import { whatIfHeights } from "../../src/core/timeline/whatIfHeights";
import type { RequestSpan } from "../../src/core/timeline/hit";
import { pixelWord } from "./colour";
import { haloFrom, measuredCode, shapeFrom } from "./paintPicture";
import { edgesOf } from "./columnEdges";
import type { Pixels } from "./pixels";
import type { Scene } from "./scene";

/** Of one column. */
interface Edges {
  left: number;
  right: number;
  width: number;
}

/** Heights in CSS pixels at which a column of merged requests has its marks: the greatest and, apart from it, the least. */
interface MarkHeights {
  count: 0 | 1 | 2;
  greatest: number;
  greatestAt: number;
  least: number;
  leastAt: number;
}

/** Protected start and measured prompt, and those of a what-if, of columns too narrow for marks with a shape. */
export function paintNarrowMarks(pixels: Pixels, scene: Scene): void {
  const { model, columns, theme, whatIf } = scene;
  const { promptTokens, promptSource } = model.requests;
  const { boundaries } = derivedColumns(model);
  const other = whatIf && whatIfHeights(model, whatIf);
  const all = edgesOf(scene, pixels.density);
  const edges: Edges = { left: 0, right: 0, width: 0 };
  const marks: MarkHeights = { count: 0, greatest: 0, greatestAt: 0, least: 0, leastAt: 0 };
  const words = {
    background: pixelWord(theme.background),
    boundary: pixelWord(theme.boundary),
    prompt: pixelWord(theme.foreground),
    whatIf: pixelWord(theme.whatIf),
  };
  for (let column = 0; column < columns.length; column++) {
    edges.left = all.left[column] ?? 0;
    edges.right = all.right[column] ?? 0;
    edges.width = all.width[column] ?? 0;
    if (edges.left >= edges.right || edges.width >= shapeFrom) continue;
    const span = spanOf(columns, column);
    find(scene, boundaries, span, marks);
    if (marks.count > 1) bar(pixels, scene, edges, marks.least, words.boundary, edges.right);
    if (marks.count > 0) bar(pixels, scene, edges, marks.greatest, words.boundary, edges.right);
    find(scene, promptTokens, span, marks);
    for (let at = 0; at < marks.count; at++) {
      const y = at === 0 && marks.count > 1 ? marks.least : marks.greatest;
      const request = at === 0 && marks.count > 1 ? marks.leastAt : marks.greatestAt;
      const right = promptSource[request] === measuredCode ? edges.right : dashEnd(edges);
      bar(pixels, scene, edges, y, words.prompt, right);
    }
    if (other === undefined) continue;
    find(scene, other.boundaries, span, marks);
    if (marks.count > 1) thickBar(pixels, edges, marks.least, words, 3, 2);
    if (marks.count > 0) thickBar(pixels, edges, marks.greatest, words, 3, 2);
    find(scene, other.prompts, span, marks);
    if (marks.count > 0) thickBar(pixels, edges, marks.greatest, words, 2, 1);
  }
}

/** What was not measured is drawn over a part of its column only. */
function dashEnd({ left, right }: Edges): number {
  return left + Math.max(1, Math.round((right - left) / 2));
}

function find(scene: Scene, column: Float64Array, span: RequestSpan, marks: MarkHeights): void {
  const { count, least, leastAt, greatest, greatestAt } = extremesOf(column, span);
  marks.count = 0;
  if (count === 0) return;
  marks.greatest = pixelAtTokens(scene, greatest);
  marks.greatestAt = greatestAt;
  marks.least = greatest === least ? marks.greatest : pixelAtTokens(scene, least);
  marks.leastAt = leastAt;
  marks.count = marks.least - marks.greatest < 2 ? 1 : 2;
}

function bar(
  pixels: Pixels,
  { theme }: Scene,
  { left, right, width }: Edges,
  y: number,
  word: number,
  end: number,
): void {
  const { density } = pixels;
  const top = Math.round((Math.round(y) - 1) * density);
  const thin = Math.max(1, Math.round(density));
  if (width >= haloFrom) pixels.blend(left, top - thin, right, top + 3 * thin, theme.halo);
  pixels.fill(left, top, end, top + 2 * thin, word);
}

/** A bar in the what-if's colour on the background; heights in CSS pixels from the middle. */
function thickBar(
  pixels: Pixels,
  { left, right }: Edges,
  y: number,
  words: { readonly background: number; readonly whatIf: number },
  ground: number,
  half: number,
): void {
  const { density } = pixels;
  const row = (at: number) => Math.round((Math.round(y) + at) * density);
  pixels.fill(left, row(-ground), right, row(ground), words.background);
  pixels.fill(left, row(-half), right, row(half), words.whatIf);
}
