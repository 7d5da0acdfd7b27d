import { makeArray, type ArrayKind, type WireArray, type WireArrays } from "./arrays";

/** Writes the rows of tables into named arrays; an array's name is the table's prefix and the column's name. */
export class TableWriter {
  readonly #arrays = new Map<string, WireArray>();

  get arrays(): WireArrays {
    return this.#arrays;
  }

  array(name: string, array: WireArray): void {
    this.#arrays.set(name, array);
  }

  /** One number a row; undefined becomes NaN, which only the kind f64 can hold. */
  numbers<Row>(
    name: string,
    kind: ArrayKind,
    rows: readonly Row[],
    valueOf: (row: Row) => number | undefined,
  ): void {
    const array = makeArray(kind, rows.length);
    for (const [at, row] of rows.entries()) array[at] = valueOf(row) ?? NaN;
    this.#arrays.set(name, array);
  }

  /** One word of a fixed list a row, as its position; 255 where it is undefined. */
  codes<Row, Word extends string>(
    name: string,
    words: readonly Word[],
    rows: readonly Row[],
    wordOf: (row: Row) => NoInfer<Word> | undefined,
  ): void {
    this.numbers(name, "u8", rows, (row) => {
      const word = wordOf(row);
      return word === undefined ? noWord : words.indexOf(word);
    });
  }

  /** One text a row, of any content; undefined is kept apart from the empty text. */
  texts<Row>(name: string, rows: readonly Row[], textOf: (row: Row) => string | undefined): void {
    const texts = rows.map(textOf);
    const units = new Uint16Array(texts.reduce((sum, text) => sum + (text?.length ?? 0), 0));
    let end = 0;
    for (const text of texts)
      for (let at = 0; at < (text?.length ?? 0); at++) units[end++] = text?.charCodeAt(at) ?? 0;
    this.#arrays.set(
      name,
      Int32Array.from(texts, (text) => text?.length ?? -1),
    );
    this.#arrays.set(`${name}:units`, units);
  }

  /** One list of numbers a row; undefined is kept apart from the empty list. */
  lists<Row>(
    name: string,
    rows: readonly Row[],
    listOf: (row: Row) => ArrayLike<number> | undefined,
  ): void {
    const lists = rows.map(listOf);
    const values = new Uint32Array(lists.reduce((sum, list) => sum + (list?.length ?? 0), 0));
    let end = 0;
    for (const list of lists) {
      if (list === undefined) continue;
      values.set(list, end);
      end += list.length;
    }
    this.#arrays.set(
      name,
      Int32Array.from(lists, (list) => list?.length ?? -1),
    );
    this.#arrays.set(`${name}:values`, values);
  }
}

const noWord = 255;

/**
 * Reads what a TableWriter wrote. Nothing throws: the first thing that does not fit is kept in `problem`, and a
 * harmless value stands in its place until the reader is asked.
 */
export class TableReader {
  readonly #arrays: WireArrays;
  #problem: string | undefined;

  constructor(arrays: WireArrays) {
    this.#arrays = arrays;
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

  /** All texts of a column. */
  texts(name: string): readonly (string | undefined)[] {
    return this.#ragged(name, "units", (values) => textOf(values));
  }

  /** All lists of a column, as views of one array. */
  lists(name: string): readonly (WireArray | undefined)[] {
    return this.#ragged(name, "values", (values) => values);
  }

  #ragged<T>(
    name: string,
    part: string,
    make: (values: WireArray) => T,
  ): readonly (T | undefined)[] {
    const lengths = this.#arrays.get(name);
    const values = this.#arrays.get(`${name}:${part}`);
    if (lengths === undefined || values === undefined) {
      return this.#fail(`${name} is missing`, []);
    }
    let end = 0;
    const rows = Array.from(lengths, (length) => {
      if (length < 0) return undefined;
      const first = end;
      end += length;
      return make(values.subarray(first, end));
    });
    return end === values.length ? rows : this.#fail(`${name} does not add up`, []);
  }

  #fail<T>(problem: string, instead: T): T {
    this.#problem ??= problem;
    return instead;
  }
}

/** Units to text in pieces, since a call takes only so many arguments. */
function textOf(units: ArrayLike<number>): string {
  let text = "";
  for (let at = 0; at < units.length; at += 4096)
    text += String.fromCharCode(
      ...Array.from(
        { length: Math.min(4096, units.length - at) },
        (_, step) => units[at + step] ?? 0,
      ),
    );
  return text;
}
