/** Parts of a WebAssembly module in its binary form: bytes, nested as they were put together. */
export type Code = readonly (number | Uint8Array | Code)[];

export const types = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
const none = 0x40;

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const tee = (local: number): Code => [0x22, local];
export const constant = (value: number): Code => [0x41, signed(BigInt(value))];
export const constant64 = (value: bigint): Code => [0x42, signed(value)];
export const constantF64 = (value: number): Code => [
  0x44,
  Array.from(new Uint8Array(Float64Array.of(value).buffer)),
];

/** Instructions that take what stands before them. */
export const i32 = {
  isZero: [0x45],
  equal: [0x46],
  notEqual: [0x47],
  less: [0x49],
  greater: [0x4b],
  greaterOrEqual: [0x4f],
  trailingZeros: [0x68],
  add: [0x6a],
  subtract: [0x6b],
  multiply: [0x6c],
  and: [0x71],
  or: [0x72],
  xor: [0x73],
  shiftLeft: [0x74],
  shiftRight: [0x76],
  /** The first where the condition behind both is not zero, else the second. */
  select: [0x1b],
  fromF64: [0xab],
  loadByte: (offset: number) => [0x2d, 0, unsigned(offset)],
  load16: (offset: number) => [0x2f, 0, unsigned(offset)],
  load: (offset: number) => [0x28, 0, unsigned(offset)],
  store: (offset: number) => [0x36, 0, unsigned(offset)],
  storeByte: (offset: number) => [0x3a, 0, unsigned(offset)],
} as const;

export const i64 = {
  isZero: [0x50],
  trailingZeros: [0x7a],
  /** How many bits are ones. */
  count: [0x7b],
  add: [0x7c],
  subtract: [0x7d],
  multiply: [0x7e],
  and: [0x83],
  or: [0x84],
  xor: [0x85],
  shiftLeft: [0x86],
  shiftRight: [0x88],
  fromI32: [0xad],
  toI32: [0xa7],
  equal: [0x51],
  load: (offset: number) => [0x29, 0, unsigned(offset)],
} as const;

/** Whole numbers become floating ones as numbers with a sign from 32 bits, and as such without from 64. */
export const f64 = {
  fromI32: [0xb7],
  fromI64: [0xba],
  add: [0xa0],
  multiply: [0xa2],
  divide: [0xa3],
  least: [0xa4],
  most: [0xa5],
  load: (offset: number) => [0x2b, 0, unsigned(offset)],
  store: (offset: number) => [0x39, 0, unsigned(offset)],
} as const;

export const f32 = {
  fromF64: [0xb6],
  store: (offset: number) => [0x38, 0, unsigned(offset)],
} as const;

export const call = (index: number): Code => [0x10, index];

export const leave: Code = [0x0f];
export const loop = (...body: Code): Code => [0x03, none, body, 0x0b];
export const block = (...body: Code): Code => [0x02, none, body, 0x0b];
export const when = (...body: Code): Code => [0x04, none, body, 0x0b];
export const whenElse = (yes: Code, no: Code): Code => [0x04, none, yes, 0x05, no, 0x0b];
/** To the beginning of the loop, or behind the block, that many levels outside. */
export const go = (levels: number): Code => [0x0c, levels];
export const goIf = (levels: number): Code => [0x0d, levels];

const simd = (operation: number): Code => [0xfd, unsigned(operation)];
const binary =
  (operation: number) =>
  (a: Code, b: Code): Code => [a, b, simd(operation)];

/** Instructions on sixteen bytes at once; comparisons give 0xff or 0 for each. */
export const v128 = {
  load: (offset = 0): Code => [simd(0), 0, unsigned(offset)],
  /** The sixteen bytes of two vectors, end to end, from that byte on. */
  from:
    (byte: number) =>
    (a: Code, b: Code): Code => [
      a,
      b,
      simd(13),
      Array.from({ length: 16 }, (_, place) => byte + place),
    ],
  /** For each byte of the second that is below 16 the one at that place of the first, else 0. */
  lookUp: binary(14),
  bytes: (values: readonly number[]): Code => [simd(12), values],
  all: (byte: number): Code => [constant(byte), simd(15)],
  splat: simd(15),
  equal: binary(35),
  notEqual: binary(36),
  lessSigned: binary(37),
  less: binary(38),
  atMost: binary(42),
  atLeast: binary(44),
  and: binary(78),
  /** What the first has and the second has not. */
  without: binary(79),
  or: binary(80),
  xor: binary(81),
  /** Bits of the first where the third has ones, else of the second. */
  choose: (a: Code, b: Code, which: Code): Code => [a, b, which, simd(82)],
  any: simd(83),
  areAll: simd(99),
  /** The highest bit of each byte. */
  bits: simd(100),
  subtract: binary(113),
  /** In pairs of bytes, so that bits move from one to the other. */
  shiftLeft16: (value: Code, bits: number): Code => [value, constant(bits), simd(139)],
} as const;

function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: bigint): Code {
  if (value >= -0x40n && value < 0x40n) return [Number(value) & 0x7f];
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** Room for a module, and more; one for all of its parts: fresh memory for each would take longer than writing it. */
const draft = new Uint8Array(64 * 1024);

/** Writes the bytes of code from a place on; gives the place behind them. By index: this runs once, before it is compiled. */
function write(code: Code, into: Uint8Array, from: number): number {
  let at = from;
  const { length } = code;
  for (let place = 0; place < length; place++) {
    const part = code[place] ?? 0;
    if (typeof part === "number") into[at++] = part;
    else if (part instanceof Uint8Array) {
      into.set(part, at);
      at += part.length;
    } else at = write(part, into, at);
  }
  return at;
}

function bytesOf(code: Code): Uint8Array {
  return draft.slice(0, write(code, draft, 0));
}

const list = (...parts: readonly Code[]): Code => [unsigned(parts.length), ...parts];
const sized = (code: Code): Code => {
  const bytes = bytesOf(code);
  return [unsigned(bytes.length), bytes];
};
const section = (id: number, content: Code): Code => [id, sized(content)];
const text = (ascii: string): Code => sized(Array.from(ascii, (char) => char.charCodeAt(0)));

/** A function of numbers of 32 bits that gives one, or one of another type; its locals are numbered behind its parameters. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly result?: number;
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly body: Code;
}

/** The bytes of a module that works on the memory `module`.`memory` and exports these functions. */
export function moduleBytes(
  module: string,
  memory: string,
  functions: readonly WasmFunction[],
): Uint8Array {
  const numbers = (count: number) => list(...Array.from({ length: count }, () => [types.i32]));
  return bytesOf([
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(
      1,
      list(
        ...functions.map(({ parameters, result = types.i32 }) => [
          [0x60, numbers(parameters)],
          list([result]),
        ]),
      ),
    ),
    section(2, list([text(module), text(memory), 2, 0, 1])),
    section(3, list(...functions.map((_, index) => [index]))),
    section(7, list(...functions.map(({ name }, index) => [text(name), 0, index]))),
    section(10, list(...functions.map(({ locals, body }) => sized([list(...locals), body, 0x0b])))),
  ]);
}
