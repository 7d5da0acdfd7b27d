import type { WireArray, WireArrays } from "./arrays";
import { noWord } from "./tableWriter";

/** What an array has in common with that of the state before. */
export interface KeptElements {
  /** Leading elements that are the same. */
  readonly keep: number;
  /** Whether those are all that there were. */
  readonly all: boolean;
}

/**
 * Reads what a TableWriter wrote. Nothing throws: the first thing that does not fit is kept in `problem`, and a
 * harmless value stands in its place until the reader is asked.
 */
export class TableReader {
  readonly #arrays: WireArrays;
  readonly #kept: ReadonlyMap<string, KeptElements>;
  #sortedNames: readonly string[] | undefined;
  #problem: string | undefined;

  /** `kept`: what each array has in common with that of the state before. */
  constructor(arrays: WireArrays, kept: ReadonlyMap<string, KeptElements> = new Map()) {
    this.#arrays = arrays;
    this.#kept = kept;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** The array of that name, which must have `length` elements. */
  array<Kind extends WireArray>(
    name: string,
    type: new (length: number) => Kind,
    length: number,
  ): Kind {
    const array = this.#arrays.get(name);
    if (array instanceof type && array.length === length) return array;
    return this.#fail(`${name} should be ${type.name} of ${String(length)}`, new type(length));
  }

  /** Number of rows of the table that a column belongs to. */
  rows(name: string): number {
    return this.#arrays.get(name)?.length ?? this.#fail(`${name} is missing`, 0);
  }

  /**
   * How many leading rows of a table are those of the state before, in all columns whose names begin with `prefix` and that
   * `isColumn` does not exclude.
   */
  sameRows(
    prefix: string,
    before: { readonly length: number } | undefined,
    isColumn: (name: string) => boolean = () => true,
  ): number {
    let same = before?.length ?? 0;
    if (same === 0) return 0;
    // A session of many segments has very many arrays: a table's own are looked up and not looked for.
    const names = (this.#sortedNames ??= Array.from(this.#arrays.keys()).sort());
    for (let at = firstFrom(names, prefix); same > 0 && at < names.length; at++) {
      const name = names[at] ?? "";
      if (!name.startsWith(prefix)) break;
      if (!isColumn(name)) continue;
      const { keep, all } = this.#kept.get(name) ?? { keep: 0, all: false };
      const lengths = partsOf.exec(name)?.[1];
      if (lengths === undefined) same = Math.min(same, keep);
      else if (!all) same = Math.min(same, this.#rowsWithin(lengths, keep));
    }
    return same;
  }

  /** Whether an array begins with all that it was in the state before. */
  isContinued(name: string): boolean {
    return this.#kept.get(name)?.all === true;
  }

  /** How many rows of a ragged column lie within the first so many elements of its parts. */
  #rowsWithin(name: string, elements: number): number {
    const lengths = this.#arrays.get(name) ?? [];
    let end = 0;
    for (const [row, length] of lengths.entries()) {
      end += Math.max(0, length);
      if (end > elements) return row;
    }
    return lengths.length;
  }

  number(name: string): (row: number) => number {
    const array = this.#arrays.get(name);
    if (array === undefined) return this.#fail(`${name} is missing`, () => 0);
    return (row) => array[row] ?? this.#fail(`${name} has no row ${String(row)}`, 0);
  }

  /** A number, or undefined where NaN was written. */
  maybeNumber(name: string): (row: number) => number | undefined {
    const number = this.number(name);
    return (row) => {
      const value = number(row);
      return Number.isNaN(value) ? undefined : value;
    };
  }

  word<Word extends string>(
    name: string,
    words: readonly [Word, ...Word[]],
  ): (row: number) => Word {
    const maybe = this.maybeWord(name, words);
    return (row) => maybe(row) ?? this.#fail(`${name} has no word in row ${String(row)}`, words[0]);
  }

  maybeWord<Word extends string>(
    name: string,
    words: readonly Word[],
  ): (row: number) => Word | undefined {
    const code = this.number(name);
    return (row) => {
      const position = code(row);
      if (position === noWord) return undefined;
      const word = words[position];
      if (word === undefined) this.#fail(`${name} has an unknown word in row ${String(row)}`, word);
      return word;
    };
  }

  /** The texts of a column, from row `first` on. */
  texts(name: string, first = 0): (row: number) => string | undefined {
    return this.#ragged(name, "units", first, (values) => textOf(values));
  }

  /** The lists of a column from row `first` on, each a copy. */
  lists(name: string, first = 0): (row: number) => WireArray | undefined {
    return this.#ragged(name, "values", first, (values) => values.slice());
  }

  #ragged<T>(
    name: string,
    part: string,
    first: number,
    make: (values: WireArray) => T,
  ): (row: number) => T | undefined {
    const lengths = this.#arrays.get(name);
    const values = this.#arrays.get(`${name}:${part}`);
    if (lengths === undefined || values === undefined)
      return this.#fail(`${name} is missing`, () => undefined);
    const made: (T | undefined)[] = [];
    let end = 0;
    for (const [row, length] of lengths.entries()) {
      const from = end;
      end += Math.max(0, length);
      if (row < first) continue;
      made.push(length < 0 ? undefined : make(values.subarray(from, end)));
    }
    if (end !== values.length) return this.#fail(`${name} does not add up`, () => undefined);
    return (row) => made[row - first];
  }

  #fail<T>(problem: string, instead: T): T {
    this.#problem ??= problem;
    return instead;
  }
}

/** The name of the column whose parts stand in an array. */
const partsOf = /^(.*):(?:units|values)$/u;

/** Units to text in pieces, since a call takes only so many arguments. */
function textOf(units: WireArray): string {
  let text = "";
  for (let at = 0; at < units.length; at += 4096)
    text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}

/** Position of the first of sorted names that does not stand before another. */
function firstFrom(sorted: readonly string[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
