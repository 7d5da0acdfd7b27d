/**
 * What a message carries besides a few words: named arrays of numbers. A row of a table is one position in several of
 * them; a text is a length in one and its UTF-16 units in another.
 */
export type WireArray =
  Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export const arrayKinds = ["u8", "u16", "u32", "i32", "f32", "f64"] as const;
export type ArrayKind = (typeof arrayKinds)[number];

export type WireArrays = ReadonlyMap<string, WireArray>;

const elementBytes: Readonly<Record<ArrayKind, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  f64: 8,
};

/** The kind under which an array travels. */
export function kindOfArray(array: WireArray): ArrayKind {
  if (array instanceof Uint8Array) return "u8";
  if (array instanceof Uint16Array) return "u16";
  if (array instanceof Uint32Array) return "u32";
  if (array instanceof Int32Array) return "i32";
  if (array instanceof Float32Array) return "f32";
  return "f64";
}

/** An array of that kind, of zeros. */
export function makeArray(kind: ArrayKind, length: number): WireArray {
  switch (kind) {
    case "u8":
      return new Uint8Array(length);
    case "u16":
      return new Uint16Array(length);
    case "u32":
      return new Uint32Array(length);
    case "i32":
      return new Int32Array(length);
    case "f32":
      return new Float32Array(length);
    case "f64":
      return new Float64Array(length);
  }
}

/** A view of a whole buffer as an array of that kind; undefined where its length is not a multiple of an element. */
export function viewBuffer(kind: ArrayKind, buffer: ArrayBuffer): WireArray | undefined {
  if (buffer.byteLength % elementBytes[kind] !== 0) return undefined;
  switch (kind) {
    case "u8":
      return new Uint8Array(buffer);
    case "u16":
      return new Uint16Array(buffer);
    case "u32":
      return new Uint32Array(buffer);
    case "i32":
      return new Int32Array(buffer);
    case "f32":
      return new Float32Array(buffer);
    case "f64":
      return new Float64Array(buffer);
  }
}

/** A copy of the elements from `first` to `end` in a buffer of their own: a view would ship all that lies behind it. */
export function copyOf(array: WireArray, first: number, end: number): ArrayBuffer {
  const buffer = new ArrayBuffer((end - first) * array.BYTES_PER_ELEMENT);
  viewBuffer(kindOfArray(array), buffer)?.set(array.subarray(first, end));
  return buffer;
}

/** Number of leading elements that are the same in both; NaN is the same as NaN. 0 for arrays of different kinds. */
export function commonPrefix(a: WireArray, b: WireArray): number {
  if (kindOfArray(a) !== kindOfArray(b)) return 0;
  const end = Math.min(a.length, b.length);
  // Columns that only grow lie where they lay.
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return end;
  for (let at = 0; at < end; at++) if (!Object.is(a[at], b[at])) return at;
  return end;
}
