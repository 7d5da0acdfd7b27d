import {
  columnStart,
  totals,
  type ColumnName,
  type TableName,
} from "../../core/session/scan/recordTables";
import { call, constant, constantF64, f32, f64, get, i32, i64, set, tee, type Code } from "./code";
import { at, functionIndex, need } from "./template";

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

  /** Where a number of 64 bits on the whole stands. */
  #placeOf(name: Total): number {
    return this.#at + numberBytes * totals[name];
  }

  /** Goes past an integer and puts it there. */
  readTotal(name: Total): Code {
    return readInteger(constant(this.#placeOf(name)));
  }

  /** Puts the number of a table's first free row into a local. */
  findRow(table: TableName, local: number): Code {
    return [this.count(table), set(local)];
  }

  /** These write to a column, in the row whose number is in a local. */
  columns<Table extends TableName>(table: Table, row: number): Columns<Table> {
    return new Columns(this.#at, table, row);
  }
}

/** Code that reads and writes columns of one table, in the row whose number is in a local. */
export class Columns<Table extends TableName> {
  readonly #at: number;
  readonly #table: Table;
  readonly #row: number;

  constructor(at: number, table: Table, row: number) {
    this.#at = at;
    this.#table = table;
    this.#row = row;
  }

  setByte(column: ColumnName<Table>, value: Code): Code {
    return [get(this.#row), value, i32.storeByte(this.#start(column))];
  }

  set32(column: ColumnName<Table>, value: Code): Code {
    return [this.#behind(2), value, i32.store(this.#start(column))];
  }

  get32(column: ColumnName<Table>): Code {
    return [this.#behind(2), i32.load(this.#start(column))];
  }

  setF32(column: ColumnName<Table>, value: Code): Code {
    return [this.#behind(2), [value, f32.fromF64, f32.store(this.#start(column))]];
  }

  setF64(column: ColumnName<Table>, value: Code): Code {
    return [this.#behind(3), value, f64.store(this.#start(column))];
  }

  /** Goes past an integer and puts it into a column of 64 bits. */
  read(column: ColumnName<Table>): Code {
    return readInteger([this.#behind(3), constant(this.#start(column)), i32.add]);
  }

  #behind(bits: number): Code {
    return [get(this.#row), constant(bits), i32.shiftLeft];
  }

  #start(column: ColumnName<Table>): number {
    return this.#at + columnStart(this.#table, column);
  }
}

function readInteger(into: Code): Code {
  return [[get(at), into, call(functionIndex.integer)], need(tee(at))];
}
