import { nameHashNumbers } from "../../core/session/columns";
import { textHashNumbers } from "../../core/session/scan/textHash";
import {
  constant,
  constant64,
  f64,
  get,
  go,
  i32,
  i64,
  loop,
  set,
  tee,
  types,
  when,
  type Code,
  type WasmFunction,
} from "./code";

const [at, to] = [0, 1] as const;

/** `hash` ^= `hash` >>> bits. */
const fold = (hash: number, bits: number): Code => [
  [get(hash), get(hash), constant(bits), i32.shiftRight, i32.xor, set(hash)],
];
/** `hash` = (`hash` ^ value) × factor. */
const mix = (hash: number, value: Code, factor: number): Code => [
  [get(hash), value, i32.xor, constant(factor | 0), i32.multiply, set(hash)],
];

const word: Code = [get(at), i32.load(0)];
const oneByte: Code = [get(at), i32.loadByte(0)];
const isBefore = (bytes: number): Code => [
  [get(at), constant(bytes), i32.add, get(to), i32.greater, i32.isZero],
];
const goOn = (bytes: number): Code => [get(at), constant(bytes), i32.add, set(at), go(1)];

const name = 2;
const { word: wordFactor, byte: byteFactor, last: lastFactor } = nameHashNumbers;

/** `nameHash` of the bytes from `at` up to `to`. */
export const nameHash: WasmFunction = {
  name: "nameHash",
  parameters: 2,
  locals: [[1, types.i32]],
  body: [
    [get(to), get(at), i32.subtract, set(name)],
    loop(isBefore(4), when(mix(name, word, wordFactor), fold(name, 15), goOn(4))),
    loop(isBefore(1), when(mix(name, oneByte, byteFactor), goOn(1))),
    [get(name), constant(lastFactor | 0), i32.multiply, tee(name)],
    [get(name), constant(13), i32.shiftRight, i32.xor],
  ],
};

const [first, second, rest, size] = [2, 3, 4, 5] as const;
const { seed, firstFactor, secondFactor } = textHashNumbers;
const mixBoth = (value: Code): Code => [
  [mix(first, value, firstFactor), fold(first, 15)],
  [mix(second, value, secondFactor), fold(second, 13)],
];

/** What `TextHash` gives of the bytes from `at` up to `to`. */
export const textHash: WasmFunction = {
  name: "textHash",
  parameters: 2,
  result: types.f64,
  locals: [[4, types.i32]],
  body: [
    [get(to), get(at), i32.subtract, set(size)],
    [constant(seed | 0), tee(first), set(second)],
    loop(isBefore(4), when(mixBoth(word), goOn(4))),
    // What is left of the last word, as if zeros followed.
    [get(to), get(at), i32.subtract, tee(rest)],
    when(
      mixBoth([
        [word, constant(1), get(rest), constant(3), i32.shiftLeft, i32.shiftLeft],
        [constant(1), i32.subtract, i32.and],
      ]),
    ),
    mixBoth(get(size)),
    [get(first), i64.fromI32, constant64(21n), i64.shiftLeft],
    [get(second), constant(11), i32.shiftRight, i64.fromI32, i64.or, f64.fromI64],
  ],
};
