/** Where a column of flags that grows holds a 1: lists that share their memory, each with more behind. */
export class GrowingIndices {
  #room = new Uint32Array(0);
  #count = 0;
  #looked = 0;

  /** The positions of the ones, ascending. The flags must begin with those of the last call. */
  upTo(flags: Uint8Array): Uint32Array {
    let count = this.#count;
    for (let at = this.#looked; at < flags.length; at++) if (flags[at] === 1) count += 1;
    if (count > this.#room.length) {
      const room = new Uint32Array(this.#looked === 0 ? count : Math.ceil(1.5 * count));
      room.set(this.#room.subarray(0, this.#count));
      this.#room = room;
    }
    for (let at = this.#looked; at < flags.length; at++)
      if (flags[at] === 1) this.#room[this.#count++] = at;
    this.#looked = flags.length;
    return this.#room.subarray(0, count);
  }
}
