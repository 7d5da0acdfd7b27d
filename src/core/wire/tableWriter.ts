import { commonRows, type Rows } from "../session/rows";
import {
  commonPrefix,
  kindOfArray,
  makeArray,
  type ArrayKind,
  type WireArray,
  type WireArrays,
} from "./arrays";

/** Stands for a word that is undefined. */
export const noWord = 255;

/** A column as it was written. */
interface WrittenColumn {
  /** What each element, or each part of a ragged column, was made from. */
  readonly rows: Rows<unknown>;
  readonly array: WireArray;
  /** The same memory with what there is behind. */
  readonly room: WireArray;
  /** Leading elements that are those of the state before. */
  readonly keep: number;
}

/**
 * Writes the rows of tables into named arrays; an array's name is the table's prefix and the column's name. Leading rows that
 * are the same objects as in the state before are not written again: the arrays of both then share their memory, of which the
 * earlier ones hold only what was kept.
 */
export class TableWriter {
  readonly #before: ReadonlyMap<string, WrittenColumn>;
  readonly #columns = new Map<string, WrittenColumn>();
  /** Rows that two tables begin with alike: the columns of a table are written one after the other. */
  #compared: readonly [before: Rows<unknown>, now: Rows<unknown>, same: number] = [[], [], 0];

  /** `before`: what wrote the state before. */
  constructor(before?: TableWriter) {
    this.#before = before === undefined ? new Map<string, WrittenColumn>() : before.#columns;
  }

  get arrays(): WireArrays {
    return new Map(Array.from(this.#columns, ([name, { array }]) => [name, array]));
  }

  /** How many leading elements of an array are those of the state before. */
  keep(name: string): number {
    return this.#columns.get(name)?.keep ?? 0;
  }

  /** Columns that stand in an array already, which nobody changes but by adding to it. */
  array(name: string, array: WireArray): void {
    const before = this.#before.get(name)?.array;
    const keep = before === undefined ? 0 : commonPrefix(before, array);
    this.#columns.set(name, { rows: [], array, room: array, keep });
  }

  /** One number a row; undefined becomes NaN, which only the kind f64 can hold. */
  numbers<Row>(
    name: string,
    kind: ArrayKind,
    rows: Rows<Row>,
    valueOf: (row: Row) => number | undefined,
  ): void {
    const first = this.#sameRows(name, rows);
    const array = this.#begin(name, kind, rows, rows.length, first);
    rows.slice(first).forEach((row, at) => {
      array[first + at] = valueOf(row) ?? NaN;
    });
  }

  /** One word of a fixed list a row, as its position; 255 where it is undefined. */
  codes<Row, Word extends string>(
    name: string,
    words: readonly Word[],
    rows: Rows<Row>,
    wordOf: (row: Row) => NoInfer<Word> | undefined,
  ): void {
    this.numbers(name, "u8", rows, (row) => {
      const word = wordOf(row);
      return word === undefined ? noWord : words.indexOf(word);
    });
  }

  /** One text a row, of any content; undefined is kept apart from the empty text. */
  texts<Row>(name: string, rows: Rows<Row>, textOf: (row: Row) => string | undefined): void {
    this.#ragged(name, "units", "u16", rows, textOf, (text, array, from) => {
      for (let at = 0; at < text.length; at++) array[from + at] = text.charCodeAt(at);
    });
  }

  /** One list of numbers a row; undefined is kept apart from the empty list. */
  lists<Row>(
    name: string,
    rows: Rows<Row>,
    listOf: (row: Row) => ArrayLike<number> | undefined,
  ): void {
    this.#ragged(name, "values", "u32", rows, listOf, (list, array, from) => {
      array.set(list, from);
    });
  }

  /** The lengths of the rows' parts in one array, −1 for an undefined one, and the parts end to end in another. */
  #ragged<Row, Part extends { readonly length: number }>(
    name: string,
    ending: string,
    kind: ArrayKind,
    rows: Rows<Row>,
    partOf: (row: Row) => Part | undefined,
    write: (part: Part, array: WireArray, from: number) => void,
  ): void {
    const first = this.#sameRows(name, rows);
    const parts = rows.slice(first).map(partOf);
    const lengths = this.#begin(name, "i32", rows, rows.length, first);
    let kept = 0;
    for (let row = 0; row < first; row++) kept += Math.max(0, lengths[row] ?? 0);
    let length = kept;
    for (const [at, part] of parts.entries()) {
      lengths[first + at] = part?.length ?? -1;
      length += part?.length ?? 0;
    }
    const array = this.#begin(`${name}:${ending}`, kind, rows, length, kept);
    let end = kept;
    for (const part of parts) {
      if (part === undefined) continue;
      write(part, array, end);
      end += part.length;
    }
  }

  /** Number of leading rows that a column was written from before. */
  #sameRows(name: string, rows: Rows<unknown>): number {
    const before = this.#before.get(name)?.rows ?? [];
    if (this.#compared[0] === before && this.#compared[1] === rows) return this.#compared[2];
    const same = commonRows(before, rows);
    this.#compared = [before, rows, same];
    return same;
  }

  /** An array whose first `keep` elements are those of the state before. */
  #begin(
    name: string,
    kind: ArrayKind,
    rows: Rows<unknown>,
    length: number,
    keep: number,
  ): WireArray {
    const before = this.#before.get(name);
    let room = before?.room;
    if (room === undefined || room.length < length || kindOfArray(room) !== kind) {
      // A state that is the first may well be the only one.
      room = makeArray(kind, before === undefined ? length : Math.ceil(1.5 * length));
      if (before !== undefined) room.set(before.array.subarray(0, keep));
    }
    const array = room.subarray(0, length);
    this.#columns.set(name, { rows, array, room, keep });
    return array;
  }
}
