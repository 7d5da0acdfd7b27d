const firstPlaces = 256;
/** Keys whose hashes collide beyond this are looked for in a map: a hostile log must not make every search a long one. */
const usualReach = 64;

/** A number for each pair of a tool and a hash of arguments, in the order in which they come. */
export class CallKeys {
  /** By hash; a key is kept as one more than it, 0 where there is none. */
  #keys = new Int32Array(firstPlaces);
  #hashes = new Float64Array(firstPlaces);
  #tools = new Int32Array(firstPlaces);
  /** How many stand in the table, and how many there are. */
  #placed = 0;
  #count = 0;
  /** No key stands further behind the place of its hash. */
  #reach = usualReach;
  readonly #others = new Map<string, number>();

  /** The key of calls of that tool with arguments of that hash, a whole number of at most 53 bits. */
  keyOf(tool: number, argumentsHash: number): number {
    const last = this.#keys.length - 1;
    const home = homeOf(tool, argumentsHash);
    for (let away = 0; away < this.#reach; away++) {
      const place = (home + away) & last;
      const known = this.#keys[place] ?? 0;
      if (known === 0) return this.#insert(place, tool, argumentsHash);
      if (this.#hashes[place] === argumentsHash && this.#tools[place] === tool) return known - 1;
    }
    const name = `${tool} ${argumentsHash}`;
    const key = this.#others.get(name) ?? this.#count++;
    this.#others.set(name, key);
    return key;
  }

  #insert(place: number, tool: number, argumentsHash: number): number {
    const crowdedOut =
      this.#others.size === 0 ? undefined : this.#others.get(`${tool} ${argumentsHash}`);
    if (crowdedOut !== undefined) return crowdedOut;
    this.#put(place, this.#count, tool, argumentsHash);
    this.#count += 1;
    if (2 * this.#placed > this.#keys.length) this.#spread();
    return this.#count - 1;
  }

  #put(place: number, key: number, tool: number, argumentsHash: number): void {
    this.#keys[place] = key + 1;
    this.#hashes[place] = argumentsHash;
    this.#tools[place] = tool;
    this.#placed += 1;
  }

  /** Into a table four times as large. */
  #spread(): void {
    const keys = this.#keys;
    const hashes = this.#hashes;
    const tools = this.#tools;
    const size = 4 * keys.length;
    this.#keys = new Int32Array(size);
    this.#hashes = new Float64Array(size);
    this.#tools = new Int32Array(size);
    this.#placed = 0;
    for (let from = 0; from < keys.length; from++) {
      const key = keys[from] ?? 0;
      if (key === 0) continue;
      const tool = tools[from] ?? 0;
      const hash = hashes[from] ?? 0;
      const home = homeOf(tool, hash);
      let away = 0;
      while (this.#keys[(home + away) & (size - 1)] !== 0) away += 1;
      this.#put((home + away) & (size - 1), key - 1, tool, hash);
      this.#reach = Math.max(this.#reach, away + 1);
    }
  }
}

/** Where to look for a key first: lower bits of the hash and of the tool. */
function homeOf(tool: number, argumentsHash: number): number {
  const low = argumentsHash | 0;
  const mixed = Math.imul(low ^ Math.imul(tool, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
