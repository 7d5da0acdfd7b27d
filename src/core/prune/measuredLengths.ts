/** Lengths from 2^31 on are left out: no history is that long, so nothing is ever looked up there. */
const mostBits = 31;

/**
 * The history lengths that were measured, each with the tokens of its newest record, as a binary tree over the bits of the
 * lengths: whatever their order, each step costs at most as many nodes as a length has bits.
 */
export class MeasuredLengths {
  /** The root covers lengths below 2^bits. */
  #bits = 6;
  #root = 1;
  #nodes = 2;
  /** Two children a node, 0 where there is none. */
  #children = new Int32Array(128);
  #leastTokens = new Float64Array(64).fill(Infinity);
  /** Lengths below a node that are measured. */
  #counts = new Int32Array(64);

  /** Infinity takes the length out again. */
  set(length: number, tokens: number): void {
    if (length >= 2 ** mostBits) return;
    while (length >= 2 ** this.#bits) this.#heighten();
    const path: number[] = [this.#root];
    let node = this.#root;
    for (let bit = this.#bits - 1; bit >= 0; bit--) {
      const side = (length >>> bit) & 1;
      node = this.#child(node, side) || this.#newChild(node, side);
      path.push(node);
    }
    const counted = (tokens === Infinity ? 0 : 1) - (this.#counts[node] ?? 0);
    this.#leastTokens[node] = tokens;
    this.#counts[node] = (this.#counts[node] ?? 0) + counted;
    for (let at = path.length - 2; at >= 0; at--) {
      const above = path[at] ?? 0;
      this.#counts[above] = (this.#counts[above] ?? 0) + counted;
      this.#leastTokens[above] = Math.min(
        this.#least(this.#child(above, 0)),
        this.#least(this.#child(above, 1)),
      );
    }
  }

  /** The last measured length ≤ `until` of at most so many tokens, or −1. */
  lastAtMost(limitTokens: number, until: number): number {
    return this.#last(until, (node) => this.#least(node) <= limitTokens);
  }

  /** The last length ≤ `until` that is not measured, or −1. */
  lastUnmeasured(until: number): number {
    return this.#last(until, (node, bits) => (this.#counts[node] ?? 0) < 2 ** bits);
  }

  /** The last length ≤ `until` below a node that holds; where a node holds, one of its children does. */
  #last(until: number, holds: (node: number, bits: number) => boolean): number {
    if (until < 0) return -1;
    const largest = 2 ** this.#bits - 1;
    // Nothing lies behind the largest.
    if (until > largest) return holds(0, 0) ? until : this.#last(largest, holds);
    let node = this.#root;
    let found = -1;
    let foundBits = 0;
    let foundLength = 0;
    for (let bit = this.#bits - 1; bit >= 0; bit--) {
      const side = (until >>> bit) & 1;
      const left = this.#child(node, 0);
      if (side === 1 && holds(left, bit)) {
        found = left;
        foundBits = bit;
        foundLength = (until >>> (bit + 1)) * 2 ** (bit + 1);
      }
      node = this.#child(node, side);
    }
    if (holds(node, 0)) return until;
    if (found < 0) return -1;
    while (foundBits > 0) {
      foundBits -= 1;
      const right = this.#child(found, 1);
      const isRight = holds(right, foundBits);
      if (isRight) foundLength += 2 ** foundBits;
      found = isRight ? right : this.#child(found, 0);
    }
    return foundLength;
  }

  #child(node: number, side: number): number {
    // Node 0 is nobody's child and has none.
    return this.#children[2 * node + side] ?? 0;
  }

  #least(node: number): number {
    return this.#leastTokens[node] ?? Infinity;
  }

  #newChild(parent: number, side: number): number {
    const node = this.#newNode();
    this.#children[2 * parent + side] = node;
    return node;
  }

  #newNode(): number {
    if (this.#nodes === this.#counts.length) {
      const children = new Int32Array(4 * this.#nodes);
      const leastTokens = new Float64Array(2 * this.#nodes).fill(Infinity);
      const counts = new Int32Array(2 * this.#nodes);
      children.set(this.#children);
      leastTokens.set(this.#leastTokens);
      counts.set(this.#counts);
      this.#children = children;
      this.#leastTokens = leastTokens;
      this.#counts = counts;
    }
    return this.#nodes++;
  }

  #heighten(): void {
    const node = this.#newNode();
    this.#children[2 * node] = this.#root;
    this.#leastTokens[node] = this.#least(this.#root);
    this.#counts[node] = this.#counts[this.#root] ?? 0;
    this.#root = node;
    this.#bits += 1;
  }
}
