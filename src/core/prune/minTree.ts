/**
 * Values in a row, appended or changed at the end, that answers "the last position up to here whose value is at
 * most this" in logarithmic time: a complete binary tree of minima in one typed array.
 */
export class MinTree {
  #leaves = 64;
  #nodes = new Float64Array(2 * 64).fill(Infinity);

  /** Sets the values from `position` on, which end the row. Costs as much as there are, and a logarithm. */
  setFrom(position: number, values: readonly number[]): void {
    while (position + values.length > this.#leaves) this.#grow();
    this.#nodes.set(values, this.#leaves + position);
    let first = (this.#leaves + position) >> 1;
    let last = (this.#leaves + position + values.length - 1) >> 1;
    for (; first >= 1; first >>= 1, last >>= 1)
      for (let node = first; node <= last; node++) this.#renew(node);
  }

  /** The last position ≤ `until` whose value is ≤ `limit`, or −1. */
  lastAtMost(limit: number, until: number): number {
    if (until < 0) return -1;
    let node = this.#leaves + Math.min(until, this.#leaves - 1);
    if (this.#at(node) > limit) {
      // Climb until a subtree to the left can hold the answer.
      for (;;) {
        if (node <= 1) return -1;
        const isRight = (node & 1) === 1;
        if (isRight && this.#at(node - 1) <= limit) {
          node -= 1;
          break;
        }
        node >>= 1;
      }
    }
    while (node < this.#leaves) node = this.#at(2 * node + 1) <= limit ? 2 * node + 1 : 2 * node;
    return node - this.#leaves;
  }

  #renew(node: number): void {
    this.#nodes[node] = Math.min(this.#at(2 * node), this.#at(2 * node + 1));
  }

  #at(node: number): number {
    return this.#nodes[node] ?? Infinity;
  }

  #grow(): void {
    const old = this.#nodes.subarray(this.#leaves);
    const leaves = this.#leaves * 2;
    const nodes = new Float64Array(2 * leaves).fill(Infinity);
    nodes.set(old, leaves);
    this.#leaves = leaves;
    this.#nodes = nodes;
    for (let node = leaves - 1; node >= 1; node--) this.#renew(node);
  }
}
