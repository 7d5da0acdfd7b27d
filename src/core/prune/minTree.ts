/**
 * Values in a row that answers "the last position up to here whose value is at most this" in logarithmic time, as it takes
 * a new value: a complete binary tree of minima in one typed array. Positions that were never set hold Infinity.
 */
export class MinTree {
  #leaves = 64;
  #nodes = new Float64Array(2 * 64).fill(Infinity);

  set(position: number, value: number): void {
    while (position >= this.#leaves) this.#grow();
    let node = this.#leaves + position;
    this.#nodes[node] = value;
    for (node >>= 1; node >= 1; node >>= 1) {
      const least = Math.min(this.#at(2 * node), this.#at(2 * node + 1));
      if (this.#nodes[node] === least) break;
      this.#nodes[node] = least;
    }
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
    for (let node = leaves - 1; node >= 1; node--)
      nodes[node] = Math.min(this.#at(2 * node), this.#at(2 * node + 1));
  }
}
