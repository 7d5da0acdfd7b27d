/**
 * A running fingerprint of numbers: 52 bits from two sums that are mixed apart, so that of a hundred thousand things two
 * are taken for the same about once in a million sessions.
 */
export class Fingerprint {
  #low = 0x9e3779b9;
  #high = 0x85ebca6b;

  /** Begins anew. */
  clear(): void {
    this.#low = 0x9e3779b9;
    this.#high = 0x85ebca6b;
  }

  /** Takes in 32 bits. */
  add(value: number): void {
    this.#low = mix(this.#low ^ value, 0x85ebca6b);
    this.#high = mix((this.#high + value) ^ (this.#low >>> 7), 0xc2b2ae35);
  }

  addText(text: string): void {
    this.add(text.length);
    for (let at = 0; at < text.length; at++) this.add(text.charCodeAt(at));
  }

  /** Another fingerprint, or any number up to 2 ** 53. */
  addWide(value: number): void {
    this.add(Math.floor(value / 2 ** 32));
    this.add(value >>> 0);
  }

  get value(): number {
    return (this.#high >>> 12) * 2 ** 32 + (this.#low >>> 0);
  }
}

function mix(value: number, factor: number): number {
  const mixed = Math.imul(value ^ (value >>> 16), factor);
  return Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f) ^ (mixed >>> 15);
}
