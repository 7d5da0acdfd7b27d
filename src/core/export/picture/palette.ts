/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colours of a picture by what they are used for; all other colours are mixed from them. */
export interface Palette {
  readonly background: Rgb;
  readonly foreground: Rgb;
  readonly muted: Rgb;
  readonly hot: Rgb;
  readonly boundary: Rgb;
  readonly user: Rgb;
  readonly assistant: Rgb;
  readonly result: Rgb;
  readonly whatIf: Rgb;
  readonly noLonger: Rgb;
  readonly cacheRead: Rgb;
  readonly cacheWrite: Rgb;
  readonly fired: Rgb;
  readonly skipped: Rgb;
  /** Around what is selected. */
  readonly focus: Rgb;
  /** Matches of a search. */
  readonly found: Rgb;
  readonly fontFamily: string;
}

/** Where no theme is at hand: for paper, and for what is mostly white. */
export const lightPalette: Palette = {
  background: [255, 255, 255],
  foreground: [59, 59, 59],
  muted: [97, 97, 97],
  hot: [229, 20, 0],
  boundary: [191, 136, 3],
  user: [101, 45, 144],
  assistant: [0, 99, 211],
  result: [56, 138, 52],
  whatIf: [0, 99, 211],
  noLonger: [101, 45, 144],
  cacheRead: [64, 138, 222],
  cacheWrite: [207, 87, 2],
  fired: [56, 138, 52],
  skipped: [207, 87, 2],
  focus: [0, 95, 184],
  found: [168, 96, 0],
  fontFamily: "system-ui, sans-serif",
};

/** A colour as CSS and SVG write it. */
export function css([red, green, blue]: Rgb): string {
  return `rgb(${String(Math.round(red))},${String(Math.round(green))},${String(Math.round(blue))})`;
}

/** A part of one colour and the rest of another, as a colour of CSS. */
export function mixed(colour: Rgb, other: Rgb, share: number): string {
  const [red, green, blue] = colour.map(
    (part, at) => part * share + (other[at] ?? 0) * (1 - share),
  );
  return css([red ?? 0, green ?? 0, blue ?? 0]);
}
