import { mix, pixelWord } from "./colour";
import type { Texture } from "./pixels";
import type { TimelineTheme } from "./theme";
import { textureSide } from "./textures";

const texturePixels = textureSide * textureSide;

/** One repetition of a texture as a canvas. */
function textureCanvas({ words, side }: Texture): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  const image = context.createImageData(side, side);
  new Uint32Array(image.data.buffer).set(words);
  context.putImageData(image, 0, 0);
  return canvas;
}

const patterns = new WeakMap<Uint32Array, Map<number, HTMLCanvasElement>>();

/** Parts of the cache strip that have a texture, so that colour alone tells nothing: the rest is plain. */
export type CachePart = "written" | "not cached";

const cacheTextures = new WeakMap<TimelineTheme, Map<CachePart, Texture>>();

/** Bars of what was written to the cache are ruled, of what was not cached dotted. */
export function cacheTexture(theme: TimelineTheme, part: CachePart): Texture {
  const known = cacheTextures.get(theme) ?? new Map<CachePart, Texture>();
  cacheTextures.set(theme, known);
  const texture = known.get(part) ?? makeCacheTexture(theme, part);
  known.set(part, texture);
  return texture;
}

const cacheSide = 4;

function makeCacheTexture(theme: TimelineTheme, part: CachePart): Texture {
  const colour = part === "written" ? theme.cacheWrite : theme.uncached;
  const plain = pixelWord(colour);
  const mark = pixelWord(mix(colour, theme.background, 0.55));
  const words = Uint32Array.from({ length: cacheSide * cacheSide }, (_, at) => {
    const x = at % cacheSide;
    const y = (at - x) / cacheSide;
    const isMarked = part === "written" ? y === 3 : x > 0 && x < 3 && y > 0 && y < 3;
    return isMarked ? mark : plain;
  });
  return { words, side: cacheSide };
}

/** The same as a fill style. */
export function cachePattern(
  context: CanvasRenderingContext2D,
  theme: TimelineTheme,
  part: CachePart,
): CanvasPattern | string {
  return context.createPattern(textureCanvas(cacheTexture(theme, part)), "repeat") ?? "transparent";
}

const lookTextures = new WeakMap<Uint32Array, Map<number, Texture>>();

/** The texture of a cell code, its rows from the upper left: those of cells count from the lowest. */
export function lookTexture(textures: Uint32Array, code: number): Texture {
  const known = lookTextures.get(textures) ?? new Map<number, Texture>();
  lookTextures.set(textures, known);
  const before = known.get(code);
  if (before !== undefined) return before;
  const words = new Uint32Array(texturePixels);
  for (let y = 0; y < textureSide; y++) {
    const from = code * texturePixels + (textureSide - 1 - y) * textureSide;
    words.set(textures.subarray(from, from + textureSide), y * textureSide);
  }
  const texture = { words, side: textureSide };
  known.set(code, texture);
  return texture;
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
    canvas = textureCanvas(lookTexture(textures, code));
    known.set(code, canvas);
  }
  const pattern = context.createPattern(canvas, "repeat");
  if (pattern === null) return "transparent";
  const scale = (ratio >= 2 ? 2 : 1) / ratio;
  pattern.setTransform(new DOMMatrix().scale(scale));
  return pattern;
}
