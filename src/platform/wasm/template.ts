import { wholeBytes } from "../../core/session/scan/windows";
import {
  call,
  constant,
  constant64,
  f64,
  get,
  i32,
  i64,
  leave,
  set,
  tee,
  v128,
  when,
  whenElse,
  type Code,
} from "./code";

/** Positions of the functions in the module that templates call. */
export const functionIndex = {
  endOfPlain: 0,
  weigh: 1,
  endOfText: 2,
  endOfName: 3,
  integer: 4,
  item: 5,
  record: 6,
} as const;

/** A function made of templates has the place in the line as its first parameter, and the end of the bytes as its second. */
export const [at, end] = [0, 1] as const;

const fail: Code = [constant(0), leave];
/** Leaves the function with 0 unless the condition holds. */
export const need = (condition: Code): Code => [condition, i32.isZero, when(fail)];

const goPast = (bytes: number): Code => [get(at), constant(bytes), i32.add, set(at)];

/** Whether these bytes stand ahead, or that far behind `at`. What lies behind the line does not matter: no text spans lines. */
export function isAhead(text: string, offset = 0): Code {
  const bytes = Array.from(text, (char) => char.charCodeAt(0));
  const size = [16, 8, 4, 2, 1].find((step) => step <= bytes.length) ?? 1;
  const starts: number[] = [];
  for (let start = 0; start + size < bytes.length; start += size) starts.push(start);
  starts.push(bytes.length - size);
  return starts
    .map((start) => isPart(bytes.slice(start, start + size), offset + start))
    .reduce((all, part) => [all, part, i32.and]);
}

function isPart(bytes: readonly number[], offset: number): Code {
  const whole = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  switch (bytes.length) {
    case 16:
      return [v128.equal([get(at), v128.load(offset)], v128.bytes(bytes)), v128.areAll];
    case 8:
      return [get(at), i64.load(offset), constant64(BigInt.asIntN(64, whole)), i64.equal];
    case 4:
      return [get(at), i32.load(offset), constant(Number(BigInt.asIntN(32, whole))), i32.equal];
    case 2:
      return [get(at), i32.load16(offset), constant(Number(whole)), i32.equal];
    default:
      return [get(at), i32.loadByte(offset), constant(Number(whole)), i32.equal];
  }
}

/** Goes past these bytes. */
export const eat = (text: string): Code => [need(isAhead(text)), goPast(text.length)];

/** Goes past these bytes and does something, where they stand ahead. */
export const eatIf = (text: string, ...then: Code): Code => [
  isAhead(text),
  when(goPast(text.length), then),
];

/** What stands ahead decides what is read: the first whose text does, or the last. */
export const either = (texts: Readonly<Record<string, Code>>, otherwise: Code): Code =>
  Object.entries(texts).reduceRight<Code>(
    (rest, [text, then]) => [isAhead(text), whenElse([goPast(text.length), then], rest)],
    otherwise,
  );

/** Puts a number of 32 bits into a slot behind `base`, a local that holds the position of the first one. */
export const keep = (base: number, slot: number, value: Code): Code => [
  [get(base), value, f64.fromI32],
  f64.store(8 * slot),
];

/** Goes past an integer and puts it into a slot. */
export const integer = (base: number, slot: number): Code => [
  [get(at), get(base), constant(8 * slot), i32.add],
  [call(functionIndex.integer), tee(at), i32.isZero, when(fail)],
];

/** What is kept of a text: the slots of where it begins and ends, and of its weight. */
export interface TextSlots {
  readonly from: number;
  readonly to: number;
  readonly weight?: number;
}

/** Goes past a short text that needs no escapes. `start` is a local that is used. */
export const name = (base: number, start: number, slots: TextSlots): Code =>
  literal(base, start, slots, [get(at), call(functionIndex.endOfName)]);

/** Goes past a text. A longer one is not weighed. */
export const text = (base: number, start: number, slots: TextSlots): Code =>
  literal(base, start, slots, [get(at), get(end), call(functionIndex.endOfText)]);

function literal(base: number, start: number, slots: TextSlots, closing: Code): Code {
  return [
    eat('"'),
    [get(at), set(start)],
    [closing, tee(at), i32.isZero, when(fail)],
    keep(base, slots.from, get(start)),
    keep(base, slots.to, get(at)),
    slots.weight === undefined ? [] : weightOf(base, start, slots.weight),
    goPast(1),
  ];
}

function weightOf(base: number, start: number, slot: number): Code {
  return [
    [get(at), get(start), i32.subtract, constant(wholeBytes), i32.greater],
    whenElse(
      keep(base, slot, constant(-1)),
      keep(base, slot, [get(start), get(at), call(functionIndex.weigh)]),
    ),
  ];
}
