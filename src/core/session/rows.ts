/**
 * A list of which nobody may expect that it holds its rows as objects: they may be made when they are asked for, from
 * columns, and are then others each time. Arrays are such lists too.
 */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  /** Negative positions count from the end. Undefined where there is no such row. */
  at(position: number): Row | undefined;
  slice(from?: number, to?: number): Row[];
  entries(): Iterable<[number, Row]>;
  map<Made>(make: (row: Row, position: number) => Made): Made[];
  filter(isKept: (row: Row, position: number) => boolean): Row[];
  find(isMeant: (row: Row, position: number) => boolean): Row | undefined;
  findIndex(isMeant: (row: Row, position: number) => boolean): number;
  some(isMeant: (row: Row, position: number) => boolean): boolean;
}

/** The row at a position from 0 on; undefined where there is none, and for undefined and negative positions. */
export function rowAt<Row>(
  rows: Rows<Row> | undefined,
  position: number | undefined,
): Row | undefined {
  return position === undefined || position < 0 ? undefined : rows?.at(position);
}

/** How many leading rows of two lists are one and the same. */
export function commonRows(a: Rows<unknown>, b: Rows<unknown>): number {
  const end = Math.min(a.length, b.length);
  if (a === b || areOfOneTable(a, b)) return end;
  for (let at = 0; at < end; at++) if (a.at(at) !== b.at(at)) return at;
  return end;
}

function areOfOneTable(a: Rows<unknown>, b: Rows<unknown>): boolean {
  return a instanceof MadeRows && b instanceof MadeRows && a.table === b.table;
}

/** Rows that are made, one by one, when they are asked for. */
export class MadeRows<Row> implements Rows<Row> {
  readonly length: number;
  /** What the rows stand in. It is only ever added to, so that two lists of one table begin alike. */
  readonly table: object;
  /** No private field: what compares lists deeply must not take two for one because it does not see their rows. */
  readonly make: (position: number) => Row;

  constructor(table: object, length: number, make: (position: number) => Row) {
    this.table = table;
    this.length = length;
    this.make = make;
  }

  at(position: number): Row | undefined {
    const at = position < 0 ? position + this.length : position;
    return at >= 0 && at < this.length && Number.isInteger(at) ? this.make(at) : undefined;
  }

  slice(from = 0, to = this.length): Row[] {
    const end = this.#within(to);
    const rows: Row[] = [];
    for (let at = this.#within(from); at < end; at++) rows.push(this.make(at));
    return rows;
  }

  /** A position as `slice` means it. */
  #within(position: number): number {
    return position < 0
      ? Math.max(0, position + this.length)
      : Math.min(Math.trunc(position), this.length);
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let at = 0; at < this.length; at++) yield this.make(at);
  }

  *entries(): IterableIterator<[number, Row]> {
    for (let at = 0; at < this.length; at++) yield [at, this.make(at)];
  }

  map<Made>(make: (row: Row, position: number) => Made): Made[] {
    const made: Made[] = [];
    for (let at = 0; at < this.length; at++) made.push(make(this.make(at), at));
    return made;
  }

  filter(isKept: (row: Row, position: number) => boolean): Row[] {
    const kept: Row[] = [];
    for (let at = 0; at < this.length; at++) {
      const row = this.make(at);
      if (isKept(row, at)) kept.push(row);
    }
    return kept;
  }

  find(isMeant: (row: Row, position: number) => boolean): Row | undefined {
    for (let at = 0; at < this.length; at++) {
      const row = this.make(at);
      if (isMeant(row, at)) return row;
    }
    return undefined;
  }

  findIndex(isMeant: (row: Row, position: number) => boolean): number {
    for (let at = 0; at < this.length; at++) if (isMeant(this.make(at), at)) return at;
    return -1;
  }

  some(isMeant: (row: Row, position: number) => boolean): boolean {
    return this.findIndex(isMeant) !== -1;
  }
}
