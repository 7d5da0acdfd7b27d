import {
  block,
  constant,
  constant64,
  get,
  go,
  goIf,
  i32,
  i64,
  leave,
  loop,
  set,
  tee,
  types,
  v128,
  when,
  whenElse,
  type Code,
  type WasmFunction,
} from "./code";

/** Positions of the parameters and locals. */
const [at, limit, end, found] = [0, 1, 2, 3] as const;
/** One bit for each of 64 bytes: a quote or a control character, a backslash, a letter that may follow a backslash. */
const [ends, slashes, letters] = [4, 5, 6] as const;
/** 1 where the last of the 64 bytes before escapes the first of these. */
const carried = 7;
/** Bits of the backslashes that escape and of what they escape. */
const pairs = 8;
/** Bits of what is escaped, and of it what is no letter of an escape. */
const [escaped, wrong] = [9, 10] as const;
const sixteen = 11;

const quote = 0x22;
const backslash = 0x5c;
/** The letters of short escapes, in their order. */
const escapeLetters = Array.from("bfnrt", (letter) => letter.charCodeAt(0));
const [rareLetter = 0, firstLetter = 0] = escapeLetters;
/** Their bits, and the backslash's, counted from the backslash on. */
const escapeBits = [backslash, ...escapeLetters].reduce(
  (sum, byte) => sum | (1 << (byte - backslash)),
  0,
);
/** Every second bit of 64. */
const oddBits = BigInt.asIntN(64, 0xaaaaaaaaaaaaaaaan);
const allBits = constant64(-1n);

const is = (byte: number): Code => v128.equal(get(sixteen), v128.all(byte));
/** A quote differs in this bit from the blank, which is the first that is no control character. */
const quoteBit = quote ^ 0x20;
const isEnd = v128.atMost(v128.xor(get(sixteen), v128.all(quoteBit)), v128.all(0x20));
/** The letters but `b`, which is rare: looked up by their distance from `f`. */
const isLetter = v128.or(
  v128.lookUp(
    v128.bytes(
      Array.from({ length: 16 }, (_, place) =>
        escapeLetters.includes(firstLetter + place) ? 0xff : 0,
      ),
    ),
    v128.subtract(get(sixteen), v128.all(firstLetter)),
  ),
  is(quote),
);

/** Puts the bits of four times sixteen bytes into locals. */
const collect = (...seen: readonly (readonly [which: Code, local: number])[]): Code =>
  [0, 16, 32, 48].map((offset) => [
    [get(at), v128.load(offset), set(sixteen)],
    seen.map(([which, local]) => [
      [which, v128.bits, i64.fromI32],
      offset === 0 ? [] : [constant64(BigInt(offset)), i64.shiftLeft, get(local), i64.or],
      set(local),
    ]),
  ]);

/**
 * Of runs of backslashes each first, third … escapes what follows. Subtracting a run's bits, with odd ones set throughout,
 * turns around where it ends (the way of simdjson).
 */
const findPairs: Code = [
  [get(slashes), get(carried), allBits, i64.xor, i64.and, set(pairs)],
  [get(pairs), constant64(1n), i64.shiftLeft, constant64(oddBits), i64.or],
  [get(pairs), i64.subtract, constant64(oddBits), i64.xor, set(pairs)],
];
/** What is escaped; what escapes is the same bits among the backslashes. */
const findEscaped: Code = [[get(pairs), get(slashes), get(carried), i64.or, i64.xor, set(escaped)]];
/** Escapes of another letter, by the letter. */
const findWrong: Code = [
  [get(escaped), get(letters), get(slashes), i64.or, allBits, i64.xor, i64.and, tee(wrong)],
];

/** Leaves with the place of the first end that is not escaped, or of the first wrong escape, if the block has any. */
const leaveAtEnd: Code = [
  [get(ends), get(escaped), allBits, i64.xor, i64.and, get(wrong), i64.or, tee(ends)],
  [i64.isZero, i32.isZero],
  when(
    [get(at), get(ends), i64.trailingZeros, i64.toI32, i32.add],
    // The backslash stands before the letter.
    [get(wrong), get(ends), i64.trailingZeros, i64.shiftRight, constant64(1n), i64.and, i64.toI32],
    [i32.subtract, leave],
  ),
];

const passBlocks: Code = block(
  loop(
    [get(at), constant(64), i32.add, get(limit), i32.greater, goIf(1)],
    collect([isEnd, ends], [is(backslash), slashes]),
    [get(slashes), get(carried), i64.or, i64.isZero],
    whenElse(
      [
        [get(ends), i64.isZero, i32.isZero],
        when([get(at), get(ends), i64.trailingZeros, i64.toI32, i32.add, leave]),
      ],
      [
        collect([isLetter, letters]),
        [findPairs, findEscaped, findWrong, i64.isZero, i32.isZero],
        when(
          collect([is(rareLetter), wrong]),
          [get(letters), get(wrong), i64.or, set(letters)],
          [findWrong, set(wrong)],
        ),
        leaveAtEnd,
        [get(pairs), get(slashes), i64.and, constant64(63n), i64.shiftRight, set(carried)],
      ],
    ),
    [get(at), constant(64), i32.add, set(at), go(0)],
  ),
);

const passSingly: Code = loop(
  [get(at), get(limit), i32.greaterOrEqual, when(get(at), leave)],
  [get(at), v128.load(), set(sixteen), v128.or(isEnd, is(backslash)), v128.bits, tee(found)],
  i32.isZero,
  when(
    [get(at), constant(16), i32.add, tee(at), get(limit), i32.greaterOrEqual],
    when(get(limit), leave),
    go(1),
  ),
  [get(at), get(found), i32.trailingZeros, i32.add, tee(at), get(limit), i32.greaterOrEqual],
  when(get(limit), leave),
  [get(at), i32.loadByte(0), constant(backslash), i32.notEqual, when(get(at), leave)],
  [get(at), constant(1), i32.add, get(end), i32.greaterOrEqual, when(get(at), leave)],
  [get(at), i32.loadByte(1), tee(found), constant(quote), i32.equal, i32.isZero],
  when(
    [get(found), constant(backslash), i32.subtract, tee(found), constant(31), i32.greater],
    when(get(at), leave),
    [constant(escapeBits), get(found), i32.shiftRight, constant(1), i32.and, i32.isZero],
    when(get(at), leave),
  ),
  [get(at), constant(2), i32.add, set(at), go(0)],
);

/** `endOfPlain` of a scan space: 64 bytes at a time as long as all is well with them, the last ones one by one. */
export const endOfPlain: WasmFunction = {
  name: "endOfPlain",
  parameters: 3,
  locals: [
    [1, types.i32],
    [7, types.i64],
    [1, types.v128],
  ],
  body: [
    passBlocks,
    // An escape that the last block began is looked at again.
    [get(at), get(carried), i64.toI32, i32.subtract, set(at)],
    passSingly,
    get(at),
  ],
};
