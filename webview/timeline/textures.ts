import { cellFlags, lookCode, lookMask, looks, type Look } from "../../src/core/timeline/looks";
import { mix, pixelWord, withAlpha, type Colour } from "./colour";
import type { TimelineTheme } from "./theme";

/** Side of a texture in its own pixels; a power of two. */
export const textureSide = 8;
const texturePixels = textureSide * textureSide;
const codes = (lookMask + 1) * 16;

/** What a look is painted with: a texture that repeats, colour by pixel. Undefined leaves the ground as it is. */
type Texture = (x: number, y: number) => Colour | undefined;

/**
 * Textures for every code of a cell: look and flags. `words[code × 64 + y × 8 + x]` is the pixel at (x, y) from the
 * upper left of a texture, 0 where the ground shows.
 */
export function textureWords(theme: TimelineTheme): Uint32Array {
  const words = new Uint32Array(codes * texturePixels);
  const textures = lookTextures(theme);
  for (let code = 0; code < codes; code++) {
    const look = looks[code & lookMask];
    if (look === undefined || look === "empty") continue;
    for (let y = 0; y < textureSide; y++) {
      for (let x = 0; x < textureSide; x++) {
        const lit = flagged(textures[look], code, x, y, theme);
        const isDim = lit !== undefined && (code & cellFlags.dim) !== 0;
        const colour = isDim ? mix(lit, theme.background, dimShare) : lit;
        if (colour !== undefined)
          words[code * texturePixels + y * textureSide + x] = pixelWord(colour);
      }
    }
  }
  return words;
}

/** What is left of a colour that is dimmed. */
const dimShare = 0.2;

/** Around candidates: plain where they are sent, quieter where they are left out already. */
function outlineColour(theme: TimelineTheme, look: number): Colour {
  const { foreground, background, result, contrast } = theme;
  if (look === leftOutCode) return mix(result, background, contrast === "high" ? 0.7 : 0.36);
  return mix(foreground, background, contrast === "high" ? 0.9 : 0.7);
}

const leftOutCode = lookCode("left out");

function flagged(
  texture: Texture,
  code: number,
  x: number,
  y: number,
  theme: TimelineTheme,
): Colour | undefined {
  const isEdge = (code & cellFlags.edge) !== 0;
  if (isEdge && (code & cellFlags.candidate) !== 0) return outlineColour(theme, code & lookMask);
  const colour = texture(x, y);
  // What holds for some of the merged requests only shows every other pixel.
  if ((code & cellFlags.partial) !== 0 && ((x + y) & 1) === 1)
    return colour === undefined ? undefined : mix(colour, theme.background, 0.45);
  if (isEdge && colour !== undefined) return mix(colour, theme.background, 0.45);
  return colour;
}

function lookTextures(theme: TimelineTheme): Readonly<Record<Look, Texture>> {
  const { background, foreground, contrast } = theme;
  const dim = (colour: Colour, share: number) => mix(colour, background, share);
  const strong = contrast === "high" ? 1 : 0.82;
  const result = dim(theme.result, contrast === "high" ? 0.6 : 0.46);
  const hatch = dim(theme.result, contrast === "high" ? 0.75 : 0.34);
  const hot = theme.hot;
  const hotStripe = mix(hot, background, 0.55);
  return {
    empty: () => undefined,
    "system + tools": () => dim(foreground, 0.17),
    user: (x, y) => (((x >> 1) + (y >> 1)) % 2 === 0 ? theme.user : dim(theme.user, 0.7)),
    assistant: () => dim(theme.assistant, strong),
    system: (_, y) => (y % 4 < 2 ? dim(foreground, 0.6) : dim(foreground, 0.35)),
    reasoning: (x, y) =>
      x % 4 === (y % 4 < 2 ? 0 : 2) && y % 2 === 0 ? theme.assistant : dim(theme.assistant, 0.4),
    "tool call": (x) => (x % 4 < 2 ? dim(theme.assistant, 0.6) : dim(theme.result, 0.8)),
    "tool result": () => result,
    "left out": (x, y) => ((x + y) % textureSide === 0 ? hatch : dim(theme.result, 0.045)),
    "sent again": (x, y) => ((x - y + 2 * textureSide) % textureSide < 2 ? hotStripe : hot),
    "back since": (x, y) => ((x - y + 2 * textureSide) % textureSide < 3 ? dim(hot, 0.85) : result),
    "newly left out": (x, y) =>
      (x + y) % textureSide === 0 || (x - y + textureSide) % textureSide === 0
        ? dim(theme.whatIf, 0.9)
        : dim(theme.whatIf, 0.1),
    "no longer left out": (x, y) =>
      x % 4 === 1 && y % 4 === 1 ? background : dim(theme.noLonger, 0.6),
    "would be sent again": (x, y) =>
      ((x >> 1) + (y >> 1)) % 2 === 0 ? hot : withAlpha(dim(hot, 0.25), 1),
  };
}
