/*
 * A WebAssembly module of one function, written out here instruction by instruction. It passes 64 bytes of a string literal
 * at a time as long as all is well with them, and looks at the last ones one by one. JavaScript needs ten times as long.
 */

/** Name under which the module wants its memory, and of what it exports. */
export const wasmNames = { module: "scan", memory: "memory", endOfPlain: "endOfPlain" } as const;

type Code = readonly (number | Code)[];

const i32 = 0x7f;
const i64 = 0x7e;
const v128 = 0x7b;
const none = 0x40;

/** Positions of the function's parameters and locals. */
const at = 0;
const limit = 1;
const end = 2;
const found = 3;
/** One bit for each of 64 bytes: a quote or a control character, a backslash, a letter that may follow a backslash. */
const ends = 4;
const slashes = 5;
const letters = 6;
/** 1 where the last of the 64 bytes before escapes the first of these. */
const carried = 7;
/** Bits of the backslashes that escape and of what they escape. */
const pairs = 8;
const sixteen = 9;

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const tee = (local: number): Code => [0x22, local];
const constant = (value: number): Code => [0x41, signed(value)];
const add: Code = [0x6a];
const subtract: Code = [0x6b];
const isZero: Code = [0x45];
const equal: Code = [0x46];
const notEqual: Code = [0x47];
const greaterOrEqual: Code = [0x4f];
const greater: Code = [0x4b];
const shiftRight: Code = [0x76];
const and: Code = [0x71];
const trailingZeros: Code = [0x68];
const leave: Code = [0x0f];
const loadByte: Code = [0x2d, 0, 0];
const loadNextByte: Code = [0x2d, 0, 1];
const loop = (...body: Code): Code => [0x03, none, body, 0x0b];
const when = (...body: Code): Code => [0x04, none, body, 0x0b];
const again = (depth: number): Code => [0x0c, depth];

const block = (...body: Code): Code => [0x02, none, body, 0x0b];
const outIf = (depth: number): Code => [0x0d, depth];
const constant64 = (value: bigint): Code => [0x42, signed64(value)];
const widen: Code = [0xad];
const and64: Code = [0x83];
const or64: Code = [0x84];
const xor64: Code = [0x85];
const subtract64: Code = [0x7d];
const shiftLeft64: Code = [0x86];
const shiftRight64: Code = [0x88];
const isZero64: Code = [0x50];
const narrow: Code = [0xa7];

const simd = (operation: number): Code => [0xfd, unsigned(operation)];
const loadSixteen = (offset: number): Code => [simd(0), 0, offset];
const all = (byte: number): Code => [constant(byte), simd(15)];
const equalBytes = simd(35);
const lessBytes = simd(38);
const either = simd(80);
const bits = simd(100);

const quote = 0x22;
const backslash = 0x5c;
/** The letters of short escapes. */
const escapeLetters = Array.from("bfnrt", (letter) => letter.charCodeAt(0));
/** Their bits, and the backslash's, counted from the backslash on. */
const escapeBits = [backslash, ...escapeLetters].reduce(
  (sum, byte) => sum | (1 << (byte - backslash)),
  0,
);
const oddBits = 0xaaaaaaaaaaaaaaaan - (1n << 64n);

const is = (byte: number): Code => [get(sixteen), all(byte), equalBytes];
const isEnd: Code = [is(quote), [get(sixteen), all(0x20), lessBytes, either]];
const isLetter: Code = [
  is(quote),
  [is(backslash), either],
  ...escapeLetters.map((byte) => [is(byte), either]),
];

/** Puts the bits of four times sixteen bytes into a local. */
const collect = (which: Code, local: number): Code =>
  [0, 16, 32, 48].map((offset) => [
    [get(at), loadSixteen(offset), set(sixteen), which, bits, widen],
    offset === 0 ? [] : [constant64(BigInt(offset)), shiftLeft64, get(local), or64],
    set(local),
  ]);

/**
 * Of runs of backslashes each first, third … escapes what follows. Subtracting a run's bits, with odd ones set throughout,
 * turns around where it ends (the way of simdjson).
 */
const findPairs: Code = [
  [get(slashes), get(carried), constant64(-1n), xor64, and64, set(pairs)],
  [get(pairs), constant64(1n), shiftLeft64, constant64(oddBits), or64, get(pairs), subtract64],
  [constant64(oddBits), xor64, set(pairs)],
];
/** What is escaped; what escapes is the same bits among the backslashes. */
const escaped: Code = [get(pairs), get(slashes), get(carried), or64, xor64];

const passBlocks: Code = block(
  loop(
    [get(at), constant(64), add, get(limit), greater, outIf(1)],
    collect(isEnd, ends),
    collect(is(backslash), slashes),
    [get(slashes), get(carried), or64, isZero64],
    [0x04, none, [get(ends), isZero64, isZero, outIf(2)], 0x05],
    [
      collect(isLetter, letters),
      findPairs,
      // A quote that is not escaped, or an escape of another letter.
      [escaped, get(letters), constant64(-1n), xor64, and64],
      [get(ends), escaped, constant64(-1n), xor64, and64, or64, isZero64, isZero, outIf(2)],
      [get(pairs), get(slashes), and64, constant64(63n), shiftRight64, set(carried)],
    ],
    0x0b,
    [get(at), constant(64), add, set(at), again(0)],
  ),
);

const passSingly: Code = loop(
  [get(at), get(limit), greaterOrEqual, when(get(at), leave)],
  [get(at), loadSixteen(0), set(sixteen), isEnd, [is(backslash), either], bits, tee(found), isZero],
  when(
    [get(at), constant(16), add, tee(at), get(limit), greaterOrEqual, when(get(limit), leave)],
    again(1),
  ),
  [get(at), get(found), trailingZeros, add, tee(at), get(limit), greaterOrEqual],
  when(get(limit), leave),
  [get(at), loadByte, constant(backslash), notEqual, when(get(at), leave)],
  [get(at), constant(1), add, get(end), greaterOrEqual, when(get(at), leave)],
  [get(at), loadNextByte, tee(found), constant(quote), equal, isZero],
  when(
    [get(found), constant(backslash), subtract, tee(found), constant(31), greater],
    when(get(at), leave),
    [constant(escapeBits), get(found), shiftRight, constant(1), and, isZero],
    when(get(at), leave),
  ),
  [get(at), constant(2), add, set(at), again(0)],
);

const body: Code = [
  passBlocks,
  // An escape that the last block began is looked at again.
  [get(at), get(carried), narrow, subtract, set(at)],
  passSingly,
];

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

function signed(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    const isLast = rest >> 6 === 0 || rest >> 6 === -1;
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

function signed64(value: bigint): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

function flat(code: Code): readonly number[] {
  return code.flatMap((part) => (typeof part === "number" ? part : flat(part)));
}

const list = (...parts: readonly Code[]): Code => [unsigned(parts.length), ...parts];
const sized = (code: Code): Code => [unsigned(flat(code).length), code];
const section = (id: number, content: Code): Code => [id, sized(content)];
const text = (ascii: string): Code => sized(Array.from(ascii, (char) => char.charCodeAt(0)));

/** The module's bytes. */
export function plainBytesModule(): Uint8Array {
  const { module, memory, endOfPlain } = wasmNames;
  return Uint8Array.from(
    flat([
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, list([0x60, list([i32], [i32], [i32]), list([i32])])),
      section(2, list([text(module), text(memory), 2, 0, 1])),
      section(3, list([0])),
      section(7, list([text(endOfPlain), 0, 0])),
      section(10, list(sized([list([1, i32], [5, i64], [1, v128]), body, get(at), 0x0b]))),
    ]),
  );
}
