import {
  itemColumnStarts,
  rowBytes,
  tableStarts,
  totals,
  type ItemColumn,
} from "../../core/session/scan/recordTables";
import { constant, constantF64, f32, f64, get, i32, i64, set, type Code } from "./code";

const numberBytes = 8;
type Total = keyof typeof totals;

/** Code that reads and writes tables of records which begin at one position of the memory. */
export class Tables {
  readonly #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  total(name: Total): Code {
    return [constant(0), f64.load(this.#placeOf(name))];
  }

  setTotal(name: Total, value: Code): Code {
    return [constant(0), value, f64.store(this.#placeOf(name))];
  }

  isZero(name: Total): Code {
    return [constant(0), i64.load(this.#placeOf(name)), i64.isZero];
  }

  count(name: Total): Code {
    return [this.total(name), i32.fromF64];
  }

  add(name: Total, value: Code = constantF64(1)): Code {
    return this.setTotal(name, [this.total(name), value, f64.add]);
  }

  /** Where a number of 64 bits on the whole stands, for functions that put one there. */
  #placeOf(name: Total): number {
    return this.#at + numberBytes * totals[name];
  }

  placeOf(name: Total): Code {
    return constant(this.#placeOf(name));
  }

  /** Puts the position of the first row that is free into a local. */
  findRow(table: keyof typeof tableStarts, local: number): Code {
    return [
      [this.count(table), constant(rowBytes), i32.multiply],
      [constant(this.#at + tableStarts[table]), i32.add, set(local)],
    ];
  }

  /** Writes to a column of items, in the row whose number is in a local. */
  setByte(column: ItemColumn, row: number, value: Code): Code {
    return [get(row), value, i32.storeByte(this.#columnAt(column))];
  }

  set32(column: ItemColumn, row: number, value: Code): Code {
    return [[get(row), constant(2), i32.shiftLeft], value, i32.store(this.#columnAt(column))];
  }

  setF32(column: ItemColumn, row: number, value: Code): Code {
    return [
      [get(row), constant(2), i32.shiftLeft],
      [value, f32.fromF64, f32.store(this.#columnAt(column))],
    ];
  }

  setF64(column: ItemColumn, row: number, value: Code): Code {
    return [[get(row), constant(3), i32.shiftLeft], value, f64.store(this.#columnAt(column))];
  }

  #columnAt(column: ItemColumn): number {
    return this.#at + itemColumnStarts[column];
  }
}
