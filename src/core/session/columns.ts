type NumberColumn = Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** A column of numbers that grows by appending; a snapshot is a view of what is there, without a copy. */
export class GrowingColumn<Column extends NumberColumn> {
  #length = 0;
  #values: Column;
  readonly #make: (capacity: number) => Column;

  constructor(make: (capacity: number) => Column) {
    this.#make = make;
    this.#values = make(64);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** The values so far. Later appends do not show in it. */
  snapshot(): Column {
    return this.#values.subarray(0, this.#length) as Column;
  }
}

/** Strings that occur often, each kept once under a number. */
export class Interned {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.length;
    this.#strings.push(text);
    this.#ids.set(text, id);
    return id;
  }

  get strings(): readonly string[] {
    return this.#strings;
  }
}
