import { escapeHtml } from "../../pageHtml";
import { visibleText } from "../../visibleText";
import { short, textureSide, type Drawing, type Fill, type Shape, type Texture } from "./drawing";

/** A drawing as an SVG document of its own: shapes as paths, text as text, nothing that is loaded or run. */
export function svgText(drawing: Drawing): string {
  const { width, height, title, description, background, fontFamily, textures } = drawing;
  const clips: string[] = [];
  const body = drawing.shapes.map((shape) => shapeText(shape, clips)).join("\n");
  const size = `${short(width)}" height="${short(height)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${size}" viewBox="0 0 ${short(width)} ${short(height)}" role="img" font-family="${xml(fontFamily)}">
<title>${xml(title)}</title>
<desc>${xml(description)}</desc>
<defs>
${Array.from(textures, ([name, texture]) => patternText(name, texture)).join("\n")}
${clips.join("\n")}
</defs>
<rect width="${size}" fill="${xml(background)}"/>
${body}
</svg>
`;
}

/** Text as XML takes it: without what no escape can say, and with what acts on its surroundings made visible. */
function xml(text: string): string {
  return escapeHtml(visibleText(text).replace(/[\ufffe\uffff]/g, "\ufffd"));
}

function idOf(name: string): string {
  return `texture-${name.replace(/[^a-z]+/g, "-")}`;
}

function patternText(name: string, { ground, marks }: Texture): string {
  const side = String(textureSide);
  const parts = marks.map(
    ({ d, fill, stroke, strokeWidth }) =>
      `<path d="${d}" fill="${xml(fill ?? "none")}"${stroke === undefined ? "" : ` stroke="${xml(stroke)}" stroke-width="${short(strokeWidth ?? 1)}"`}/>`,
  );
  return `<pattern id="${idOf(name)}" width="${side}" height="${side}" patternUnits="userSpaceOnUse"><rect width="${side}" height="${side}" fill="${xml(ground)}"/>${parts.join("")}</pattern>`;
}

function shapeText(shape: Shape, clips: string[]): string {
  switch (shape.kind) {
    case "path": {
      const { d, fill, stroke, strokeWidth, opacity } = shape;
      if (d === "") return "";
      const line =
        stroke === undefined
          ? ""
          : ` stroke="${xml(stroke)}" stroke-width="${short(strokeWidth ?? 1)}"`;
      const see = opacity === undefined ? "" : ` opacity="${short(opacity)}"`;
      return `<path d="${d}" fill="${fillText(fill)}"${line}${see}/>`;
    }
    case "text": {
      const { x, y, text, size, fill, anchor, bold } = shape;
      const weight = bold === true ? ' font-weight="600"' : "";
      return `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" fill="${xml(fill)}" text-anchor="${anchor}"${weight} xml:space="preserve">${xml(text)}</text>`;
    }
    case "group": {
      const inner = shape.shapes.map((each) => shapeText(each, clips)).join("\n");
      const move = shape.down === 0 ? "" : ` transform="translate(0 ${short(shape.down)})"`;
      if (shape.clip === undefined) return `<g${move}>\n${inner}\n</g>`;
      const { left, width, height } = shape.clip;
      const id = `clip-${String(clips.length + 1)}`;
      clips.push(
        `<clipPath id="${id}"><rect x="${short(left)}" y="0" width="${short(width)}" height="${short(height)}"/></clipPath>`,
      );
      return `<g${move} clip-path="url(#${id})">\n${inner}\n</g>`;
    }
  }
}

function fillText(fill: Fill | undefined): string {
  if (fill === undefined) return "none";
  return typeof fill === "string" ? xml(fill) : `url(#${idOf(fill.texture)})`;
}
