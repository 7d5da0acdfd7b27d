/** Strings that occur often, each kept once under a number. */
export class Interned {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.length;
    this.#strings.push(text);
    this.#ids.set(text, id);
    return id;
  }

  get strings(): readonly string[] {
    return this.#strings;
  }
}

/** For how many there should be room where there was room for so many, and another comes. More than that. */
export type RoomFor = (length: number) => number;

const firstNames = 128;
const bytesOfName = 16;
/** How many bytes are made a text at once. */
const textBytes = 4096;
/** Names whose hashes collide beyond this are kept as texts: a hostile log must not make every search a long one. */
const usualReach = 64;
const largeTable = 64 * 1024;

/**
 * Names that are met as bytes, or as texts, each kept once under a number: as its bytes, since as many texts would take several
 * times the room. Which texts these are is told when it is asked.
 */
export class InternedNames {
  readonly #roomFor: RoomFor;
  /** The names' bytes end to end, and where each ends. One that is not ASCII has none: its text is kept. */
  #bytes = new Uint8Array(firstNames * bytesOfName);
  #ends = new Uint32Array(firstNames);
  /** Their hashes, so that growing does not look at the bytes again. */
  #hashes = new Int32Array(firstNames);
  #count = 0;
  /** Names by their hash, each as its number and 1; 0 where there is none. */
  #table = new Uint32Array(4 * firstNames);
  /** No name stands further behind the place of its hash. */
  #reach = usualReach;
  #isCrowded = false;
  /** The last name that was met and is ASCII. */
  #latest = -1;
  readonly #others = new Map<string, number>();
  readonly #otherTexts = new Map<number, string>();
  readonly #texts: string[] = [];
  /** Where the bytes of a text are put to look for them. */
  readonly #draft = new Uint8Array(64);

  constructor(roomFor: RoomFor = (length) => 2 * length) {
    this.#roomFor = roomFor;
  }

  get count(): number {
    return this.#count;
  }

  /** The number of the name that these bytes are, which are below U+0080 and have that `nameHash`. */
  idOfBytes(
    bytes: Uint8Array,
    from: number,
    to: number,
    home: number = nameHash(bytes, from, to),
  ): number {
    // Results follow their calls.
    const latest = this.#latest;
    if (latest >= 0 && this.#hashes[latest] === home && this.#isName(latest, bytes, from, to))
      return latest;
    const table = this.#table;
    for (let away = 0; away < this.#reach; away++) {
      const place = (home + away) & (table.length - 1);
      const known = (table[place] ?? 0) - 1;
      if (known === -1)
        return this.#crowdedOut(bytes, from, to) ?? this.#insert(place, bytes, from, to, home);
      if (this.#hashes[known] !== home || !this.#isName(known, bytes, from, to)) continue;
      this.#latest = known;
      return known;
    }
    this.#isCrowded = true;
    return this.#idOfOther(asciiText(bytes, from, to));
  }

  idOf(text: string): number {
    const bytes = text.length <= this.#draft.length ? this.#draft : new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x80) return this.#idOfOther(text);
      bytes[at] = code;
    }
    return this.idOfBytes(bytes, 0, text.length);
  }

  /** The first so many names. */
  texts(count: number): readonly string[] {
    while (this.#texts.length < count) this.#tellMore(count);
    return this.#texts.slice(0, count);
  }

  /** The name of that number. */
  text(id: number): string {
    while (this.#texts.length <= id && id < this.#count) this.#tellMore(this.#count);
    return this.#texts[id] ?? "";
  }

  #tellMore(count: number): void {
    const first = this.#texts.length;
    const from = this.#endOf(first - 1);
    let end = first + 1;
    while (end < count && this.#endOf(end) <= from + textBytes) end += 1;
    const text = asciiText(this.#bytes, from, this.#endOf(end - 1));
    for (let id = first; id < end; id++)
      this.#texts.push(
        this.#otherTexts.get(id) ?? text.slice(this.#endOf(id - 1) - from, this.#endOf(id) - from),
      );
  }

  /** The number of a name that found no place in the table when it was smaller. */
  #crowdedOut(bytes: Uint8Array, from: number, to: number): number | undefined {
    return this.#isCrowded ? this.#others.get(asciiText(bytes, from, to)) : undefined;
  }

  #insert(place: number, bytes: Uint8Array, from: number, to: number, hash: number): number {
    const id = this.#add(bytes, from, to, hash);
    this.#table[place] = id + 1;
    this.#latest = id;
    if (2 * this.#count > this.#table.length) this.#spread();
    return id;
  }

  #idOfOther(text: string): number {
    const known = this.#others.get(text);
    if (known !== undefined) return known;
    const id = this.#add(this.#bytes, 0, 0, 0);
    this.#others.set(text, id);
    this.#otherTexts.set(id, text);
    return id;
  }

  #endOf(id: number): number {
    return id < 0 ? 0 : (this.#ends[id] ?? 0);
  }

  #isName(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#endOf(id - 1);
    if (this.#endOf(id) - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from; at < to; at++) if (own[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const id = this.#count;
    const start = this.#endOf(id - 1);
    const end = start + to - from;
    if (id === this.#ends.length) {
      const room = this.#roomFor(id);
      this.#ends = grown(this.#ends, new Uint32Array(room));
      this.#hashes = grown(this.#hashes, new Int32Array(room));
    }
    if (end > this.#bytes.length)
      this.#bytes = grown(
        this.#bytes,
        new Uint8Array(Math.max(end, this.#roomFor(this.#bytes.length))),
      );
    this.#ends[id] = end;
    this.#hashes[id] = hash;
    for (let at = from; at < to; at++) this.#bytes[start + at - from] = bytes[at] ?? 0;
    this.#count += 1;
    return id;
  }

  /** Into a larger table: four times as large while it is small. */
  #spread(): void {
    const { length } = this.#table;
    const table = new Uint32Array(length < largeTable ? 4 * length : 2 * length);
    for (let id = 0; id < this.#count; id++) {
      if (this.#otherTexts.has(id)) continue;
      const home = this.#hashes[id] ?? 0;
      let away = 0;
      while (table[(home + away) & (table.length - 1)] !== 0) away += 1;
      table[(home + away) & (table.length - 1)] = id + 1;
      this.#reach = Math.max(this.#reach, away + 1);
    }
    this.#table = table;
  }
}

/** A text of any length. */
function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += textBytes)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + textBytes, to)));
  return text;
}

/** A larger column with the same beginning. */
export function grown<Column extends { set(from: Column): void }>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}

/** What names are hashed with; for machines that do the same. */
export const nameHashNumbers = { word: 0x9e3779b1, byte: 0x01000193, last: 0x85ebca6b } as const;

/** A hash of 32 bits of the bytes of a name. */
function nameHash(bytes: Uint8Array, from: number, to: number): number {
  const { word, byte, last } = nameHashNumbers;
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    const high = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8);
    hash = Math.imul(hash ^ low ^ (high << 16), word);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), byte);
  hash = Math.imul(hash, last);
  return hash ^ (hash >>> 13);
}
