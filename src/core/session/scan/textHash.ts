const firstFactor = 0x01000193;
const secondFactor = 0x9e3779b1;
const seed = 0x811c9dc5;

/**
 * A number of 53 bits for a text, from the bytes of its literal (two hashes by Fowler, Noll and Vo's way). Equal for equal
 * texts; that any two of a hundred thousand others get the same is less likely than one in a million.
 */
export class TextHash {
  #first = seed;
  #second = seed;

  begin(): void {
    this.#first = seed;
    this.#second = seed;
  }

  take(bytes: Uint8Array, from: number, to: number): void {
    let first = this.#first;
    let second = this.#second;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      first = Math.imul(first ^ byte, firstFactor);
      second = Math.imul(second ^ byte, secondFactor);
    }
    this.#first = first;
    this.#second = second;
  }

  get value(): number {
    // The upper bits of a product depend on all bits, the lower ones only on lower ones.
    return (this.#first >>> 0) * 0x20_0000 + (this.#second >>> 11);
  }
}
