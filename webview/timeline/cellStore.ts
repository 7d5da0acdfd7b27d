/** Least number of bytes that a store takes for itself. */
const storeBytes = 8_000_000;

/**
 * Cells of columns, as long as what they show and their vertical scale stay the same. All stand in one block of memory,
 * so that a frame leaves nothing behind to be collected.
 */
export class CellStore {
  readonly #cells = new Map<number, Uint8Array>();
  readonly #memory = new Uint8Array(storeBytes);
  #used = 0;
  #key: readonly unknown[] = [];

  isFor(key: readonly unknown[]): boolean {
    return key.every((part, at) => part === this.#key[at]);
  }

  /** Forgets what was kept for anything else. */
  keepFor(key: readonly unknown[]): void {
    if (this.isFor(key)) return;
    this.#key = key;
    this.#forget();
  }

  /** The cells of one frame must not take each other's place. */
  makeRoom(bytes: number): void {
    if (this.#used + bytes > storeBytes) this.#forget();
  }

  /** The cells of a column, filled by `fill` where they are not known. `id`: of the column's requests. */
  cellsOf(id: number, rows: number, fill: (cells: Uint8Array) => void): Uint8Array {
    const known = this.#cells.get(id);
    if (known !== undefined) return known;
    const cells =
      this.#used + rows > storeBytes
        ? new Uint8Array(rows)
        : this.#memory.subarray(this.#used, (this.#used += rows));
    fill(cells);
    this.#cells.set(id, cells);
    return cells;
  }

  #forget(): void {
    this.#cells.clear();
    this.#used = 0;
  }
}
