import {
  textureSide,
  type Drawing,
  type Fill,
  type Shape,
  type Texture,
} from "../../src/core/export/picture/drawing";
import { unreachable } from "../../src/core/unreachable";
import { products as words } from "../strings/products";

/** Pixels for each unit of a drawing. */
const density = 2;

type Patterns = ReadonlyMap<string, CanvasPattern>;

/** The drawing as PNG. Rejects where the browser has no room for it. */
export async function pngOf(drawing: Drawing): Promise<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawing.width * density);
  canvas.height = Math.round(drawing.height * density);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error(words.notPainted);
  context.scale(density, density);
  context.fillStyle = drawing.background;
  context.fillRect(0, 0, drawing.width, drawing.height);
  const patterns = new Map(
    Array.from(drawing.textures).flatMap(([name, texture]) => {
      const pattern = patternOf(context, texture);
      return pattern === null ? [] : [[name, pattern] as const];
    }),
  );
  for (const shape of drawing.shapes) paint(context, shape, patterns, drawing.fontFamily);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) throw new Error(words.notPainted);
  return await blob.arrayBuffer();
}

function patternOf(
  context: CanvasRenderingContext2D,
  { ground, marks }: Texture,
): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = textureSide * density;
  tile.height = textureSide * density;
  const inner = tile.getContext("2d");
  if (inner === null) return null;
  inner.scale(density, density);
  inner.fillStyle = ground;
  inner.fillRect(0, 0, textureSide, textureSide);
  for (const { d, fill, stroke, strokeWidth } of marks) {
    const path = new Path2D(d);
    if (fill !== undefined) {
      inner.fillStyle = fill;
      inner.fill(path);
    }
    if (stroke !== undefined) {
      inner.strokeStyle = stroke;
      inner.lineWidth = strokeWidth ?? 1;
      inner.stroke(path);
    }
  }
  const pattern = context.createPattern(tile, "repeat");
  // A pattern lies in pixels, the drawing in units.
  pattern?.setTransform(new DOMMatrix().scale(1 / density));
  return pattern;
}

function paint(
  context: CanvasRenderingContext2D,
  shape: Shape,
  patterns: Patterns,
  fontFamily: string,
): void {
  context.save();
  switch (shape.kind) {
    case "path": {
      const path = new Path2D(shape.d);
      context.globalAlpha = shape.opacity ?? 1;
      if (shape.fill !== undefined) {
        context.fillStyle = styleOf(shape.fill, patterns);
        context.fill(path);
      }
      if (shape.stroke !== undefined) {
        context.strokeStyle = shape.stroke;
        context.lineWidth = shape.strokeWidth ?? 1;
        context.stroke(path);
      }
      break;
    }
    case "text":
      context.font = `${shape.bold === true ? "600 " : ""}${String(shape.size)}px ${fontFamily}`;
      context.textAlign = shape.anchor === "middle" ? "center" : shape.anchor;
      context.fillStyle = shape.fill;
      context.fillText(shape.text, shape.x, shape.y);
      break;
    case "group":
      context.translate(0, shape.down);
      if (shape.clip !== undefined) {
        context.beginPath();
        context.rect(shape.clip.left, 0, shape.clip.width, shape.clip.height);
        context.clip();
      }
      for (const inner of shape.shapes) paint(context, inner, patterns, fontFamily);
      break;
    default:
      unreachable(shape);
  }
  context.restore();
}

function styleOf(fill: Fill, patterns: Patterns): string | CanvasPattern {
  return typeof fill === "string" ? fill : (patterns.get(fill.texture) ?? "transparent");
}
