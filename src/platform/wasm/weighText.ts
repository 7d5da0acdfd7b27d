import { wholeBytes, windowBytes, windowsPerDoubling } from "../../core/session/scan/windows";
import {
  call,
  constant,
  constantF64,
  f64,
  get,
  go,
  i32,
  loop,
  set,
  tee,
  types,
  when,
  type Code,
  type WasmFunction,
} from "./code";
import { functionIndex } from "./template";

const [from, to, start, length, doubling, stretch] = [0, 1, 2, 3, 4, 5] as const;
const [weight, density] = [6, 7] as const;

const windowEnd: Code = [get(start), get(length), i32.add];
const weighUpTo = (end: Code): Code => [
  [get(from), get(start), i32.add, end, call(functionIndex.weigh), f64.fromI32],
];

/** `Windows.add`. */
const addWindow: Code = [
  [weighUpTo([get(from), windowEnd, i32.add]), get(length), f64.fromI32, f64.divide, set(density)],
  loop(
    [windowEnd, get(doubling), constant(1), i32.shiftLeft, i32.greaterOrEqual],
    when([get(doubling), constant(1), i32.shiftLeft, set(doubling), go(1)]),
  ),
  [get(doubling), constant(Math.log2(windowsPerDoubling)), i32.shiftRight, tee(stretch)],
  [get(length), get(stretch), get(length), i32.greater, i32.select, set(stretch)],
  [get(weight), get(density), get(stretch), f64.fromI32, f64.multiply, f64.add, set(weight)],
  [get(start), get(stretch), i32.add, set(start)],
  [constant(windowBytes), set(length)],
];

/** `Windows.total`. */
const total: Code = [
  get(weight),
  [get(to), get(from), i32.subtract, get(start), i32.subtract, f64.fromI32],
  [constantF64(0), f64.least, get(density), f64.multiply, f64.add],
  [weighRest(), f64.add],
  [constantF64(100), f64.divide],
];

function weighRest(): Code {
  // Of nothing: the weight of the bytes from the end up to the end.
  return [
    [get(to), get(from), get(start), i32.add],
    [get(to), get(from), get(start), i32.add, i32.less, i32.select, tee(stretch)],
    [get(to), call(functionIndex.weigh), f64.fromI32],
  ];
}

/** `weightInPlace` of a text from behind its opening quote up to its closing one: tokens. */
export const weighText: WasmFunction = {
  name: "weighText",
  parameters: 2,
  result: types.f64,
  locals: [
    [4, types.i32],
    [2, types.f64],
  ],
  body: [
    [constant(wholeBytes), tee(length), set(doubling)],
    loop([get(from), windowEnd, i32.add, get(to), i32.greater, i32.isZero], when(addWindow, go(1))),
    total,
  ],
};
