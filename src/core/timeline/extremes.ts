import type { RequestSpan } from "./hit";

/** Known values of a column over a span of rows: the least and the greatest with the first row that has them, sum and number. */
export interface Extremes {
  readonly least: number;
  readonly leastAt: number;
  readonly greatest: number;
  readonly greatestAt: number;
  readonly sum: number;
  readonly count: number;
}

/** Rows of one leaf: shorter spans are looked through, which is as fast, and the tree stays small beside its column. */
const leafRows = 16;

/**
 * The extremes of any span of a column in about as many steps as the span's length has binary digits, NaN being not
 * known. Costs one pass over the column and about five bytes a row.
 */
class ExtremesTree {
  readonly #column: Float64Array;
  readonly #leaves: number;
  /** A complete binary tree from index 1, its leaves from `#leaves` on; NaN and 0 where nothing is known. */
  readonly #least: Float64Array;
  readonly #greatest: Float64Array;
  readonly #sum: Float64Array;
  readonly #leastAt: Uint32Array;
  readonly #greatestAt: Uint32Array;
  readonly #count: Uint32Array;
  readonly #found = new Found();

  constructor(column: Float64Array) {
    this.#column = column;
    const leaves = Math.ceil(column.length / leafRows);
    this.#leaves = 1;
    while (this.#leaves < leaves) this.#leaves *= 2;
    const size = this.#leaves * 2;
    this.#least = new Float64Array(size).fill(Infinity);
    this.#greatest = new Float64Array(size).fill(-Infinity);
    this.#sum = new Float64Array(size);
    this.#leastAt = new Uint32Array(size);
    this.#greatestAt = new Uint32Array(size);
    this.#count = new Uint32Array(size);
    for (let leaf = 0; leaf < leaves; leaf++) {
      this.#found.clear();
      this.#look(leaf * leafRows, Math.min(column.length, (leaf + 1) * leafRows));
      this.#keep(this.#leaves + leaf);
    }
    for (let node = this.#leaves - 1; node > 0; node--) {
      this.#found.clear();
      this.#take(2 * node);
      this.#take(2 * node + 1);
      this.#keep(node);
    }
  }

  /** The extremes from `from` up to `to`, exclusive. The object is used again by the next call. */
  over({ from, to }: RequestSpan): Extremes {
    const found = this.#found;
    found.clear();
    const firstLeaf = Math.ceil(from / leafRows);
    const endLeaf = Math.floor(to / leafRows);
    if (firstLeaf >= endLeaf) {
      this.#look(from, to);
      return found;
    }
    this.#look(from, firstLeaf * leafRows);
    let low = firstLeaf + this.#leaves;
    let high = endLeaf + this.#leaves;
    while (low < high) {
      if ((low & 1) === 1) this.#take(low++);
      if ((high & 1) === 1) this.#take(--high);
      low >>= 1;
      high >>= 1;
    }
    this.#look(endLeaf * leafRows, to);
    return found;
  }

  #look(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const value = this.#column[row] ?? NaN;
      if (!Number.isNaN(value)) this.#found.add(value, row, value, row, value, 1);
    }
  }

  #take(node: number): void {
    const count = this.#count[node] ?? 0;
    if (count === 0) return;
    this.#found.add(
      this.#least[node] ?? NaN,
      this.#leastAt[node] ?? 0,
      this.#greatest[node] ?? NaN,
      this.#greatestAt[node] ?? 0,
      this.#sum[node] ?? 0,
      count,
    );
  }

  #keep(node: number): void {
    const found = this.#found;
    this.#least[node] = found.least;
    this.#leastAt[node] = found.leastAt;
    this.#greatest[node] = found.greatest;
    this.#greatestAt[node] = found.greatestAt;
    this.#sum[node] = found.sum;
    this.#count[node] = found.count;
  }
}

class Found implements Extremes {
  least = Infinity;
  leastAt = 0;
  greatest = -Infinity;
  greatestAt = 0;
  sum = 0;
  count = 0;

  clear(): void {
    this.least = Infinity;
    this.leastAt = 0;
    this.greatest = -Infinity;
    this.greatestAt = 0;
    this.sum = 0;
    this.count = 0;
  }

  /** Spans come in any order, so that of equals the first row has to be looked for. */
  add(
    least: number,
    leastAt: number,
    greatest: number,
    greatestAt: number,
    sum: number,
    count: number,
  ): void {
    if (
      this.count === 0 ||
      least < this.least ||
      (least === this.least && leastAt < this.leastAt)
    ) {
      this.least = least;
      this.leastAt = leastAt;
    }
    if (
      this.count === 0 ||
      greatest > this.greatest ||
      (greatest === this.greatest && greatestAt < this.greatestAt)
    ) {
      this.greatest = greatest;
      this.greatestAt = greatestAt;
    }
    this.sum += sum;
    this.count += count;
  }
}

const trees = new WeakMap<Float64Array, ExtremesTree>();

/** The tree of a column, made when it is first asked for. A column must not change afterwards. */
export function extremesOf(column: Float64Array, span: RequestSpan): Extremes {
  let tree = trees.get(column);
  if (tree === undefined) {
    tree = new ExtremesTree(column);
    trees.set(column, tree);
  }
  return tree.over(span);
}
