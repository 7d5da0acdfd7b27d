/** Least number of bytes that a store takes for itself. */
const storeBytes = 8_000_000;

/**
 * Cells of columns, as long as what they show and their vertical scale stay the same. All stand in one block of memory,
 * so that a frame leaves nothing behind to be collected.
 */
export class CellStore {
  /** By the number of requests of a column, and its first one. */
  readonly #cells = new Map<number, Map<number, Uint8Array>>();
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

  /** The cells of a column where they are known. */
  find(first: number, count: number): Uint8Array | undefined {
    return this.#cells.get(count)?.get(first);
  }

  /** The cells of a column, so many rows that `fill` fills, and of which it gives how many are to be kept. */
  add(first: number, count: number, rows: number, fill: (cells: Uint8Array) => number): Uint8Array {
    const isOwn = this.#used + rows > storeBytes;
    const room = isOwn
      ? new Uint8Array(rows)
      : this.#memory.subarray(this.#used, this.#used + rows);
    const cells = room.subarray(0, fill(room));
    if (!isOwn) this.#used += cells.length;
    let ofCount = this.#cells.get(count);
    if (ofCount === undefined) this.#cells.set(count, (ofCount = new Map<number, Uint8Array>()));
    ofCount.set(first, cells);
    return cells;
  }

  #forget(): void {
    this.#cells.clear();
    this.#used = 0;
  }
}
