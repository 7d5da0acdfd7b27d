import {
  call,
  constant,
  constant64,
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
  weighText: 2,
  endOfText: 3,
  endOfName: 4,
  integer: 5,
  nameHash: 6,
  textHash: 7,
  callRow: 8,
  item: 9,
  input: 10,
  record: 11,
  records: 12,
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

/** Goes past a short text that needs no escapes. `then` has its beginning in the local `start` and its end in `at`. */
export const name = (start: number, ...then: readonly Code[]): Code =>
  literal(start, [get(at), call(functionIndex.endOfName)], then);

/** Goes past a text, in the same way. */
export const text = (start: number, ...then: readonly Code[]): Code =>
  literal(start, [get(at), get(end), call(functionIndex.endOfText)], then);

function literal(start: number, closing: Code, then: Code): Code {
  return [
    eat('"'),
    [get(at), set(start)],
    [closing, tee(at), i32.isZero, when(fail)],
    then,
    goPast(1),
  ];
}
