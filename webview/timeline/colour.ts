/** A colour as red, green, blue from 0 to 255 and opacity from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Reads `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and `rgba(…)`; undefined for anything else. */
export function parseColour(text: string): Colour | undefined {
  const trimmed = text.trim();
  const hex = /^#([\da-f]{3,8})$/i.exec(trimmed)?.[1];
  if (hex !== undefined) return fromHex(hex);
  const parts = /^rgba?\(([^)]*)\)$/i
    .exec(trimmed)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean);
  if (parts === undefined || parts.length < 3) return undefined;
  const [red = NaN, green = NaN, blue = NaN, alpha = 1] = parts.map((part) =>
    part.endsWith("%") ? Number(part.slice(0, -1)) / 100 : Number(part),
  );
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : { red, green, blue, alpha };
}

function fromHex(hex: string): Colour | undefined {
  const wide = hex.length <= 4 ? Array.from(hex, (digit) => digit + digit).join("") : hex;
  if (wide.length !== 6 && wide.length !== 8) return undefined;
  const byte = (at: number) => Number.parseInt(wide.slice(at, at + 2), 16);
  return {
    red: byte(0),
    green: byte(2),
    blue: byte(4),
    alpha: wide.length === 8 ? byte(6) / 255 : 1,
  };
}

/** A part of `colour` and the rest of `other`; `share` 1 is all of `colour`. */
export function mix(colour: Colour, other: Colour, share: number): Colour {
  const between = (a: number, b: number) => a * share + b * (1 - share);
  return {
    red: between(colour.red, other.red),
    green: between(colour.green, other.green),
    blue: between(colour.blue, other.blue),
    alpha: between(colour.alpha, other.alpha),
  };
}

/** The same colour, as translucent as said. */
export function withAlpha(colour: Colour, alpha: number): Colour {
  return { ...colour, alpha };
}

/** A translucent colour as it looks on a ground. */
export function over(colour: Colour, ground: Colour): Colour {
  return { ...mix(colour, ground, colour.alpha), alpha: 1 };
}

/** The colour for a style; kept for each colour object, since painters ask thousands of times a frame. */
export function cssColour(colour: Colour): string {
  const known = styles.get(colour);
  if (known !== undefined) return known;
  const { red, green, blue, alpha } = colour;
  const made = `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;
  styles.set(colour, made);
  return made;
}

const styles = new WeakMap<Colour, string>();

/** The colour as one pixel of an ImageData seen as 32-bit words (little-endian, as every browser's machine is). */
export function pixelWord({ red, green, blue, alpha }: Colour): number {
  return (
    ((Math.round(alpha * 255) << 24) |
      (Math.round(blue) << 16) |
      (Math.round(green) << 8) |
      Math.round(red)) >>>
    0
  );
}

/** Relative luminance of an opaque colour (WCAG). */
export function luminance({ red, green, blue }: Colour): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
