import {
  constant,
  get,
  go,
  i32,
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
import type { Tables } from "./tables";

/** So many rows before a result its call is looked for. Where it is not among them, it is looked for by its id as others are. */
const mostBack = 32;

const row = 0;
/** Locals: the row that is looked at, places in both ids, the end of its id, where sixteen bytes of them differ. */
const [other, inOther, inOwn, otherEnd, differ] = [1, 2, 3, 4, 5] as const;

const found: Code = [get(other), constant(1), i32.add, leave];

/** For a result in a row of the items, of which the id is known: one more than the row of the last call of that id, or 0. */
export function callRow(tables: Tables): WasmFunction {
  const own = tables.columns("items", row);
  const calls = tables.columns("items", other);
  const size = (columns: typeof own): Code => [
    [columns.get32("idTo"), columns.get32("idFrom"), i32.subtract],
  ];
  const isCall: Code = [calls.get32("nameTo"), constant(0), i32.notEqual];
  const mayBeIt: Code = [
    [isCall, calls.get32("idHash"), own.get32("idHash"), i32.equal, i32.and],
    [size(calls), size(own), i32.equal, i32.and],
  ];
  const sixteenDiffer: Code = [
    [v128.equal([get(inOther), v128.load()], [get(inOwn), v128.load()]), v128.bits],
    [constant(0xffff), i32.xor],
  ];
  const compare: Code = [
    [calls.get32("idFrom"), set(inOther), own.get32("idFrom"), set(inOwn)],
    [calls.get32("idTo"), set(otherEnd)],
    loop(
      [get(inOther), get(otherEnd), i32.greaterOrEqual, when(found)],
      [sixteenDiffer, tee(differ), i32.isZero],
      when(
        [get(inOther), constant(16), i32.add, set(inOther)],
        [get(inOwn), constant(16), i32.add, set(inOwn), go(1)],
      ),
      // What lies behind both ids does not matter.
      [get(differ), i32.trailingZeros, get(otherEnd), get(inOther), i32.subtract],
      [i32.greaterOrEqual, when(found)],
    ),
  ];
  return {
    name: "callRow",
    parameters: 1,
    locals: [[5, types.i32]],
    body: [
      [get(row), set(other)],
      loop(
        [get(other), i32.isZero],
        [get(row), get(other), i32.subtract, constant(mostBack), i32.greaterOrEqual, i32.or],
        when(constant(0), leave),
        [get(other), constant(1), i32.subtract, set(other)],
        [mayBeIt, when(compare)],
        go(0),
      ),
      constant(0),
    ],
  };
}
