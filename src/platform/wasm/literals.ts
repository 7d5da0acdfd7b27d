import {
  call,
  constant,
  constant64,
  f64,
  get,
  go,
  i32,
  i64,
  leave,
  loop,
  set,
  tee,
  types,
  v128,
  when,
  type Code,
  type WasmFunction,
} from "./code";
import { at, end, functionIndex, isAhead, need } from "./template";

const quote = 0x22;
const digit = (offset: number): Code => [
  get(at),
  i32.loadByte(offset),
  constant(0x30),
  i32.subtract,
];

const found = 2;
/** Which last digits an escape of U+0000 to U+000F has that has no short one: all but 8, 9, a, c and d. */
const lastDigits = [0, 1, 2, 3, 4, 5, 6, 7, 0xb, 0xe, 0xf].reduce(
  (all, one) => all | (1 << one),
  0,
);

/**
 * `endOfLiteral` for the text from `at` on, of bytes up to `end`, where a newline stands: the position of the closing quote,
 * or 0 where there is none or it is not written as the writer writes it.
 */
export const endOfText: WasmFunction = {
  name: "endOfText",
  parameters: 2,
  locals: [[2, types.i32]],
  body: [
    loop(
      [get(at), get(end), get(end), call(functionIndex.endOfPlain), tee(at), get(end)],
      [i32.greaterOrEqual, when(constant(0), leave)],
      [get(at), i32.loadByte(0), constant(quote), i32.equal, when(get(at), leave)],
      need(isAhead("\\u00")),
      // The value of the last digit; too large for what is none.
      [digit(5), tee(found), constant(9), i32.greater],
      when(
        [get(found), constant(0x31), i32.subtract, tee(found), constant(5), i32.greater],
        when(constant(0), leave),
        [get(found), constant(10), i32.add, set(found)],
      ),
      [digit(4), constant(1), i32.notEqual],
      when(
        need([digit(4), i32.isZero]),
        need([constant(lastDigits), get(found), i32.shiftRight, constant(1), i32.and]),
      ),
      [get(at), constant(6), i32.add, set(at), go(0)],
    ),
    constant(0),
  ],
};

const sixteen: Code = [get(at), v128.load()];
const isByte = (byte: number): Code => v128.equal(sixteen, v128.all(byte));

/** The position of the quote that ends a text without escapes, below U+0080, from `at` on; 0 for anything else. */
export const endOfName: WasmFunction = {
  name: "endOfName",
  parameters: 1,
  locals: [[1, types.i32]],
  body: [
    loop(
      [
        // As signed numbers, bytes beyond U+007F are below 0.
        [v128.lessSigned(sixteen, v128.all(0x20)), isByte(quote), isByte(0x5c)].reduce(v128.or),
      ],
      [v128.bits, tee(1), i32.isZero],
      when([get(at), constant(16), i32.add, set(at), go(1)]),
    ),
    [get(at), get(1), i32.trailingZeros, i32.add, tee(at), i32.loadByte(0), constant(quote)],
    i32.equal,
    when(get(at), leave),
    constant(0),
  ],
};

const [out, start, value] = [1, 2, 4] as const;

/**
 * Puts the value of an integer of at most 15 digits at `at` into the memory at `out`, as 64 bits with a point; gives the
 * position behind it, or 0 where there is none.
 */
export const integer: WasmFunction = {
  name: "integer",
  parameters: 2,
  locals: [
    [2, types.i32],
    [1, types.i64],
  ],
  body: [
    [get(at), set(start)],
    loop(
      [digit(0), tee(3), constant(10), i32.less],
      when(
        [get(value), constant64(10n), i64.multiply, get(3), i64.fromI32, i64.add, set(value)],
        [get(at), constant(1), i32.add, set(at), go(1)],
      ),
    ),
    [get(at), get(start), i32.subtract, tee(3), constant(1), i32.subtract, constant(15)],
    [i32.greaterOrEqual, when(constant(0), leave)],
    [get(3), constant(1), i32.greater],
    when([get(start), i32.loadByte(0), constant(0x30), i32.equal], when(constant(0), leave)),
    [get(out), get(value), f64.fromI64, f64.store(0)],
    get(at),
  ],
};
