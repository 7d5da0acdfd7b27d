import type { ColumnEdges } from "./columnEdges";
import type { Pixels, Texture } from "./pixels";

/** What a bar is filled with: the word of a pixel, or a texture. */
export type Paint = number | Texture;

/** Bars after which a store forgets them all. */
const mostBars = 400_000;

/**
 * The bars of columns, as long as what they show and their heights stay the same: most columns stand in the next frame too,
 * wider or elsewhere. All bars stand in one block of memory, so that a frame leaves nothing behind to be collected.
 */
export class BarStore {
  /** By the number of requests of a column and its first one: the first of its bars, and one past its last in `#ends`. */
  readonly #places = new Map<number, Map<number, number>>();
  /** Rows and paint: upper edge, lower edge, position in `#paints`. */
  #bars = new Int32Array(3 * 4096);
  #used = 0;
  /** The first bar of the column that was begun last. */
  #first = 0;
  readonly #paints: Paint[] = [];
  readonly #paintAt = new Map<Paint, number>();
  #key: readonly unknown[] = [];

  /** Forgets what was kept for anything else, or is too much; true where nothing was forgotten. */
  keepFor(key: readonly unknown[]): boolean {
    if (isSameKey(key, this.#key) && this.#used < 3 * mostBars) return true;
    this.#key = key;
    this.#places.clear();
    this.#used = 0;
    this.#paints.length = 0;
    this.#paintAt.clear();
    return false;
  }

  /** The place of a column's bars; undefined where they are not known. */
  placeOf(first: number, count: number): number | undefined {
    return this.#places.get(count)?.get(first);
  }

  /** Adds a column, whose bars follow. */
  begin(first: number, count: number): number {
    let ofCount = this.#places.get(count);
    if (ofCount === undefined) this.#places.set(count, (ofCount = new Map<number, number>()));
    this.#reserve();
    const place = this.#used;
    ofCount.set(first, place);
    this.#bars[place] = endOfBars;
    this.#first = place;
    this.#used = place + 3;
    return place;
  }

  /** Adds a bar to the column that was begun last. Later ones lie over earlier ones. */
  add(top: number, bottom: number, paint: Paint): void {
    if (top >= bottom) return;
    let at = this.#paintAt.get(paint);
    if (at === undefined) {
      this.#paintAt.set(paint, (at = this.#paints.length));
      this.#paints.push(paint);
    }
    this.#reserve();
    const place = this.#used - 3;
    // What a bar hides of the one before it need not be painted.
    if (
      place > this.#first &&
      this.#bars[place - 2] === bottom &&
      (this.#bars[place - 3] ?? 0) < top
    )
      this.#bars[place - 2] = top;
    this.#bars[place] = top;
    this.#bars[place + 1] = bottom;
    this.#bars[place + 2] = at;
    this.#bars[place + 3] = endOfBars;
    this.#used += 3;
  }

  /** Paints a column's bars from left to right edge. */
  paint(
    pixels: Pick<Pixels, "fill" | "fillTexture">,
    { left, right }: ColumnEdges,
    column: number,
    place: number,
  ): void {
    const from = left[column] ?? 0;
    const to = right[column] ?? 0;
    for (let at = place; ; at += 3) {
      const top = this.#bars[at] ?? endOfBars;
      if (top === endOfBars) return;
      const bottom = this.#bars[at + 1] ?? 0;
      const paint = this.#paints[this.#bars[at + 2] ?? 0] ?? 0;
      if (typeof paint === "number") pixels.fill(from, top, to, bottom, paint);
      else pixels.fillTexture(from, top, to, bottom, paint);
    }
  }

  #reserve(): void {
    if (this.#used + 6 <= this.#bars.length) return;
    const larger = new Int32Array(this.#bars.length * 2);
    larger.set(this.#bars);
    this.#bars = larger;
  }
}

/** Whether two keys have the same parts. */
export function isSameKey(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}

/** Stands where a column's bars end. */
const endOfBars = -(2 ** 31);
