/** What texts are hashed with; for machines that do the same. */
export const textHashNumbers = {
  seed: 0x811c9dc5,
  firstFactor: 0x9e3779b1,
  secondFactor: 0x85ebca6b,
} as const;
const { seed, firstFactor, secondFactor } = textHashNumbers;

/**
 * A number of 53 bits for a text, from the bytes of its literal: two hashes, of its words of four bytes, the last filled up with
 * zeros, and of its size. Equal for equal texts; that any two of a hundred thousand others get the same is less likely than
 * one in a million.
 */
export class TextHash {
  #first: number = seed;
  #second: number = seed;
  #size = 0;
  /** Bytes of the word that has begun. */
  #word = 0;

  begin(): void {
    this.#first = seed;
    this.#second = seed;
    this.#size = 0;
    this.#word = 0;
  }

  take(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const place = this.#size & 3;
      this.#word |= (bytes[at] ?? 0) << (8 * place);
      this.#size += 1;
      if (place === 3) this.#mix();
    }
  }

  #mix(): void {
    this.#first = mixed(this.#first, this.#word, firstFactor, 15);
    this.#second = mixed(this.#second, this.#word, secondFactor, 13);
    this.#word = 0;
  }

  /** The hash of what was taken; `begin` comes next. */
  end(): number {
    if ((this.#size & 3) !== 0) this.#mix();
    this.#word = this.#size | 0;
    this.#mix();
    return (this.#first >>> 0) * 0x20_0000 + (this.#second >>> 11);
  }
}

/** Lower bits of a product do not depend on upper ones, so these are brought down. */
function mixed(hash: number, word: number, factor: number, bits: number): number {
  const product = Math.imul(hash ^ word, factor);
  return product ^ (product >>> bits);
}
