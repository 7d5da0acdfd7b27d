import { cssColour, mix } from "./colour";
import type { TimelineTheme } from "./theme";
import { textureSide } from "./textures";

const texturePixels = textureSide * textureSide;

/** The texture of a cell code as a canvas of one repetition. */
function textureCanvas(textures: Uint32Array, code: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = textureSide;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  const image = context.createImageData(textureSide, textureSide);
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < textureSide; y++) {
    for (let x = 0; x < textureSide; x++) {
      // Textures count their rows from the lowest.
      const from = code * texturePixels + (textureSide - 1 - y) * textureSide + x;
      pixels[y * textureSide + x] = textures[from] ?? 0;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const patterns = new WeakMap<Uint32Array, Map<number, HTMLCanvasElement>>();

/** Parts of the cache strip that have a texture, so that colour alone tells nothing: the rest is plain. */
export type CachePart = "written" | "not cached";

const cachePatterns = new WeakMap<TimelineTheme, Map<CachePart, HTMLCanvasElement>>();

/** Bars of what was written to the cache are ruled, of what was not cached dotted. */
export function cachePattern(
  context: CanvasRenderingContext2D,
  theme: TimelineTheme,
  part: CachePart,
): CanvasPattern | string {
  const known = cachePatterns.get(theme) ?? new Map<CachePart, HTMLCanvasElement>();
  cachePatterns.set(theme, known);
  const canvas = known.get(part) ?? cacheTexture(theme, part);
  known.set(part, canvas);
  return context.createPattern(canvas, "repeat") ?? "transparent";
}

function cacheTexture(theme: TimelineTheme, part: CachePart): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 4;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  const colour = part === "written" ? theme.cacheWrite : theme.uncached;
  context.fillStyle = cssColour(colour);
  context.fillRect(0, 0, 4, 4);
  context.fillStyle = cssColour(mix(colour, theme.background, 0.55));
  if (part === "written") context.fillRect(0, 3, 4, 1);
  else context.fillRect(1, 1, 2, 2);
  return canvas;
}

/** A look as a fill style, at the same size as in the picture. */
export function canvasPattern(
  context: CanvasRenderingContext2D,
  textures: Uint32Array,
  code: number,
  ratio: number,
): CanvasPattern | string {
  let known = patterns.get(textures);
  if (known === undefined) {
    known = new Map();
    patterns.set(textures, known);
  }
  let canvas = known.get(code);
  if (canvas === undefined) {
    canvas = textureCanvas(textures, code);
    known.set(code, canvas);
  }
  const pattern = context.createPattern(canvas, "repeat");
  if (pattern === null) return "transparent";
  const scale = (ratio >= 2 ? 2 : 1) / ratio;
  pattern.setTransform(new DOMMatrix().scale(scale));
  return pattern;
}
