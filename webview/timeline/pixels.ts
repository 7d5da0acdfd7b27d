import type { Colour } from "./colour";
import { pixelWord } from "./colour";

/** Width in pixels from which filling a line by itself is faster than a loop. */
const fillFrom = 24;

/** A texture that repeats: `side × side` pixels from the upper left, `side` a power of two. */
export interface Texture {
  readonly words: Uint32Array;
  readonly side: number;
}

/**
 * The figure as pixels. Thousands of small rectangles a frame are written here and handed to the canvas at once: each one
 * drawn by the canvas itself costs about a thousand times as much. Coordinates are whole pixels, right and lower edge
 * exclusive; what lies outside is cut off.
 */
export class Pixels {
  readonly memory: ArrayBuffer;
  readonly image: ImageData;
  readonly words: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Pixels in a CSS pixel. */
  readonly density: number;

  /** @param memory of other pixels that are not used any more */
  constructor(width: number, height: number, density: number, memory?: ArrayBuffer) {
    const bytes = width * height * 4;
    const own =
      memory !== undefined && memory.byteLength >= bytes ? memory : new ArrayBuffer(bytes);
    this.memory = own;
    this.image = new ImageData(new Uint8ClampedArray(own, 0, bytes), width, height);
    this.words = new Uint32Array(own, 0, width * height);
    this.width = width;
    this.height = height;
    this.density = density;
  }

  /** Empties lines. */
  clear(top: number, bottom: number): void {
    this.words.fill(0, Math.max(0, top) * this.width, Math.min(this.height, bottom) * this.width);
  }

  /** Replaces what is there. */
  fill(left: number, top: number, right: number, bottom: number, word: number): void {
    const { words, width } = this;
    const from = Math.max(0, left);
    const wide = Math.min(width, right) - from;
    const first = Math.max(0, top);
    let line = first * width + from;
    const stop = Math.min(this.height, bottom) * width;
    if (wide >= fillFrom) for (; line < stop; line += width) words.fill(word, line, line + wide);
    else if (wide === 2)
      for (; line < stop; line += width) {
        words[line] = word;
        words[line + 1] = word;
      }
    else for (; line < stop; line += width) for (let x = 0; x < wide; x++) words[line + x] = word;
  }

  /** Fills what nothing was painted on. */
  fillEmpty(left: number, top: number, right: number, bottom: number, word: number): void {
    const { words, width } = this;
    const from = Math.max(0, left);
    const to = Math.min(width, right);
    const end = Math.min(this.height, bottom);
    for (let y = Math.max(0, top); y < end; y++)
      for (let at = y * width + from, stop = y * width + to; at < stop; at++)
        if (words[at] === 0) words[at] = word;
  }

  /** Replaces what is there by a texture that stands still. */
  fillTexture(left: number, top: number, right: number, bottom: number, texture: Texture): void {
    const { words, width, density } = this;
    const { side, words: source } = texture;
    const shift = density >= 2 ? 1 : 0;
    const mask = side - 1;
    const from = Math.max(0, left);
    const to = Math.min(width, right);
    const end = Math.min(this.height, bottom);
    for (let y = Math.max(0, top); y < end; y++) {
      const line = y * width;
      const row = ((y >> shift) & mask) * side;
      if (to - from === 2) {
        words[line + from] = source[row + ((from >> shift) & mask)] ?? 0;
        words[line + from + 1] = source[row + (((from + 1) >> shift) & mask)] ?? 0;
      } else
        for (let x = from; x < to; x++) words[line + x] = source[row + ((x >> shift) & mask)] ?? 0;
    }
  }

  /** Lays a translucent colour over what is there. */
  blend(left: number, top: number, right: number, bottom: number, colour: Colour): void {
    const { words, width } = this;
    const mixes = mixesOf(colour);
    const from = Math.max(0, left);
    const to = Math.min(width, right);
    const end = Math.min(this.height, bottom);
    for (let y = Math.max(0, top); y < end; y++) {
      const line = y * width;
      for (let x = from; x < to; x++) words[line + x] = mixes.over(words[line + x] ?? 0);
    }
  }
}

/** A translucent colour over others. Under it are few different ones, so that most were mixed before. */
class Mixes {
  readonly #colour: Colour;
  /** By a few bits of the colour under it: that colour, and what came out. */
  readonly #under = new Uint32Array(mixesKept);
  readonly #mixed = new Uint32Array(mixesKept);

  constructor(colour: Colour) {
    this.#colour = colour;
    this.#mixed[0] = pixelWord(colour);
  }

  over(under: number): number {
    const place = (Math.imul(under, 0x9e3779b1) >>> 24) & (mixesKept - 1);
    if (this.#under[place] !== under) {
      this.#under[place] = under;
      this.#mixed[place] =
        under === 0 ? pixelWord(this.#colour) : mixed(under, this.#colour, this.#colour.alpha);
    }
    return this.#mixed[place] ?? 0;
  }
}

const mixesKept = 256;
const knownMixes = new WeakMap<Colour, Mixes>();

function mixesOf(colour: Colour): Mixes {
  const known = knownMixes.get(colour);
  if (known !== undefined) return known;
  const made = new Mixes(colour);
  knownMixes.set(colour, made);
  return made;
}

function mixed(under: number, { red, green, blue }: Colour, alpha: number): number {
  const rest = 1 - alpha;
  const opacity = (under >>> 24) / 255;
  const whole = alpha + opacity * rest;
  const share = alpha / whole;
  const part = (opacity * rest) / whole;
  return (
    ((Math.round(whole * 255) << 24) |
      (Math.round(blue * share + ((under >>> 16) & 255) * part) << 16) |
      (Math.round(green * share + ((under >>> 8) & 255) * part) << 8) |
      Math.round(red * share + (under & 255) * part)) >>>
    0
  );
}

/** A colour's word with another opacity, from 0 to 1. */
export function translucent(word: number, alpha: number): number {
  return ((word & 0xffffff) | (Math.round(alpha * 255) << 24)) >>> 0;
}
