import { grown, type RoomFor } from "./columns";
import { MadeRows, type Rows } from "./rows";

type NumberColumn = Uint8Array | Uint32Array | Float64Array;
type NumberColumns = Readonly<Record<string, NumberColumn>>;

const firstCapacity = 64;
/** Fewer rows say little of how many a file has. */
const tellingRows = 4096;

/** At most so much more at once: a file need not go on as it began. */
const mostAhead = 1024 * 1024;

/**
 * Room for what a file has of something of which `length` came with the bytes read so far, a quarter more than it should need:
 * what was outgrown takes memory until it is collected, room that is never used takes none. Twice as much where nothing is
 * expected.
 */
export function roomWithin(length: number, readBytes: number, expectedBytes: number): number {
  if (expectedBytes <= readBytes) return 2 * length;
  if (length < tellingRows) return 8 * length;
  const needed = Math.ceil((1.25 * length * expectedBytes) / Math.max(1, readBytes));
  return Math.max(2 * length, Math.min(needed, length + mostAhead));
}

/** Rows that are kept as columns of numbers, of which objects are made when they are asked for. */
export class RowTable<Columns extends NumberColumns> {
  readonly #columnsFor: (capacity: number) => Columns;
  readonly #roomFor: RoomFor;
  #columns: Columns;
  #capacity = firstCapacity;
  #length = 0;

  /** `columnsFor` makes columns of that length, all zero. */
  constructor(columnsFor: (capacity: number) => Columns, roomFor: RoomFor) {
    this.#columnsFor = columnsFor;
    this.#roomFor = roomFor;
    this.#columns = columnsFor(firstCapacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The columns; valid until a row comes. */
  get columns(): Columns {
    return this.#columns;
  }

  /** The columns, with room for so many rows from position `length` on; valid until the next call. */
  room(count = 1): Columns {
    while (this.#length + count > this.#capacity) this.#grow();
    return this.#columns;
  }

  /** Counts the rows that were written there. */
  added(count = 1): void {
    this.#length += count;
  }

  /** The rows so far; later ones do not show in them. */
  rows<Row>(rowOf: (columns: Columns, at: number) => Row): Rows<Row> {
    const columns = this.#columns;
    return new MadeRows(this, this.#length, (at) => rowOf(columns, at));
  }

  /** What is left over is never touched and takes no memory. */
  #grow(): void {
    this.#capacity = this.#roomFor(this.#capacity);
    const columns = this.#columnsFor(this.#capacity);
    for (const [name, column] of Object.entries(this.#columns)) {
      const larger = columns[name];
      if (larger !== undefined) grown(column, larger);
    }
    this.#columns = columns;
  }
}
