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
