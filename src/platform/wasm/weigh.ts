import { costs } from "../../core/session/scan/weighing";
import { bytesBefore } from "../../core/session/scan/windows";
import {
  constant,
  constant64,
  get,
  go,
  i32,
  i64,
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

const [from, to, first, at, byte, sum] = [0, 1, 2, 3, 4, 5] as const;
const firstMask = 6;
/** Locals with one bit for each of 64 bytes. */
const masks = [
  // What bytes are by themselves, as if nothing were escaped. `small` is the bit that tells the cases of letters apart.
  "letter",
  "small",
  "digit",
  "space",
  "control",
  "high",
  "slash",
  "n",
  "t",
  "u",
  // Backslashes that escape, and what they escape.
  "begins",
  "escaped",
  // What bytes are for those behind them.
  "upper",
  "mark",
  "lineEnd",
  "tab",
  "blank",
  // What bears costs.
  "ownMark",
  "ownEnd",
  "other",
  "three",
  "fourth",
  "number",
  "takes",
  "counts",
] as const;
type Mask = (typeof masks)[number];

const sixteen = firstMask + masks.length;
/** Bytes of a block before those that are weighed, as many as any of them depends on, and how many are weighed. */
const lookBack = bytesBefore - 1;
const weighed = 64 - lookBack - 1;

const local = (name: Mask): number => firstMask + masks.indexOf(name);
const m = (name: Mask): Code => get(local(name));
const put = (name: Mask, value: Code): Code => [value, set(local(name))];

const joined =
  (operation: Code) =>
  (...values: readonly Code[]): Code =>
    values.reduce((a, b) => [a, b, operation]);
const and = joined(i64.and);
const or = joined(i64.or);
const not = (mask: Code): Code => [mask, constant64(-1n), i64.xor];
/** Bytes behind these, by that many places. */
const behind = (mask: Code, places = 1n): Code => [mask, constant64(places), i64.shiftLeft];
/** Bytes before these. */
const before = (mask: Code): Code => [mask, constant64(1n), i64.shiftRight];
const isAny = (mask: Code): Code => [mask, i64.isZero, i32.isZero];

const value = get(sixteen);
const isByte = (code: number): Code => v128.equal(value, v128.all(code));
const isLetter = (letter: string): Code => isByte(letter.charCodeAt(0));
const isFrom = (bytes: Code, least: number, count: number): Code =>
  v128.atMost(v128.subtract(bytes, v128.all(least)), v128.all(count - 1));

/** Sets masks to where the highest bit is 1 of what is computed from each byte. */
const see = (seen: Partial<Record<Mask, Code>>): Code =>
  [0, 16, 32, 48].map((offset) => [
    [get(first), v128.load(offset), set(sixteen)],
    masks.map((name) => {
      const bytes = seen[name];
      if (bytes === undefined) return [];
      const found: Code = [bytes, v128.bits, i64.fromI32];
      return put(
        name,
        offset === 0 ? found : or([found, constant64(BigInt(offset)), i64.shiftLeft], m(name)),
      );
    }),
  ]);

const backslash = 0x5c;
/** The one control character that a literal holds as it is. */
const rubout = 0x7f;
/** The bit in which small letters differ from capital ones. */
const caseBit = 0x20;

/** Of four times sixteen bytes the highest bits, each of any of the four, of what a byte and 1 are. */
const areHighWithOne: Code = [
  [0, 16, 32, 48]
    .map((offset): Code => [get(first), v128.load(offset)])
    .map((bytes) => v128.subtract(bytes, v128.all(-1)))
    .reduce(v128.or),
  v128.bits,
];

const seeBytes: Code = [
  see({
    letter: isFrom(v128.or(value, v128.all(caseBit)), 0x61, 26),
    small: v128.shiftLeft16(value, 2),
    digit: isFrom(value, 0x30, 10),
    space: isByte(0x20),
    slash: isByte(backslash),
  }),
  areHighWithOne,
  whenElse(see({ control: isByte(rubout), high: value }), [
    put("control", constant64(0n)),
    put("high", constant64(0n)),
  ]),
];

const ofEscapes = ["n", "t", "u", "escaped", "begins"] as const;
const seeEscapes: Code = [
  ofEscapes.map((name) => put(name, constant64(0n))),
  [isAny(m("slash"))],
  when(
    see({ n: v128.or(isLetter("n"), isLetter("r")) }),
    put("escaped", and(behind(m("slash")), not(behind(m("slash"), 2n)))),
    put("begins", and(m("slash"), not(m("escaped")))),
    [isAny(and(behind(m("slash")), m("letter"), not(m("n"))))],
    when(see({ t: isLetter("t"), u: isLetter("u") })),
  ),
];

const findLooks: Code = [
  put("mark", not(or(m("letter"), m("digit"), m("space"), m("control"), m("high")))),
  put("letter", and(m("letter"), not(m("escaped")))),
  put("upper", and(m("letter"), not(m("small")))),
  put(
    "ownMark",
    or(and(m("mark"), not(or(m("escaped"), m("slash")))), and(m("begins"), before(m("mark")))),
  ),
  put("mark", or(m("ownMark"), and(m("escaped"), m("mark")))),
  put("ownEnd", and(m("begins"), before(m("n")))),
  put("lineEnd", or(m("ownEnd"), and(m("escaped"), m("n")))),
  put("other", and(m("begins"), not(or(m("ownEnd"), before(m("t")))))),
  put("tab", and(m("escaped"), m("t"))),
  put("blank", or(m("space"), m("tab"))),
  put("takes", or(not(or(m("escaped"), m("slash"), m("space"))), m("other"))),
  put("other", or(m("control"), and(m("other"), not(m("ownMark"))))),
];

/** Places where a number begins, or its fourth or seventh digit stands. */
const findNumbers: Code = [
  put("number", and(m("digit"), not(behind(m("digit"))))),
  put("three", and(m("digit"), behind(m("digit")), behind(m("digit"), 2n))),
  put("fourth", and(behind(m("number"), 3n), m("three"))),
  put("number", or(m("number"), m("fourth"), and(behind(m("fourth"), 3n), m("three")))),
];

const isLast: Code = [get(to), get(first), i32.subtract, constant(lookBack + weighed), i32.less];

/** Bytes that count: those between, up to the end, and no digits of an escape. */
const findCounts: Code = [
  put("counts", constant64(((1n << BigInt(weighed)) - 1n) << BigInt(lookBack))),
  [isLast],
  when(
    put(
      "counts",
      and(m("counts"), [
        [constant64(1n), [get(to), get(first), i32.subtract, i64.fromI32], i64.shiftLeft],
        [constant64(1n), i64.subtract],
      ]),
    ),
  ),
  [isAny(m("u"))],
  when(
    put("u", and(m("u"), m("escaped"))),
    put("u", or(behind(m("u")), behind(m("u"), 2n))),
    put("counts", and(m("counts"), not(or(m("u"), behind(m("u"), 2n))))),
  ),
];

/** Adds a cost for each byte of a mask that counts. */
const add = (cost: number, ...of: readonly Code[]): Code => [
  get(sum),
  [and(...of, m("counts")), i64.count, constant64(BigInt(cost)), i64.multiply],
  [i64.add, set(sum)],
];

const behindBlank = behind(m("blank"));
const behindBlanks = behind(m("blank"), 2n);
const behindMark = behind(m("mark"));
const behindUpper = behind(m("upper"));

const addCosts: Code = [
  add(
    costs.word,
    or(and(m("upper"), not(behindUpper)), and(m("letter"), m("small"), not(behind(m("letter"))))),
  ),
  add(costs.capital, m("upper"), behindUpper),
  add(costs.number, m("number")),
  add(costs.mark, m("ownMark"), not(behindMark)),
  add(costs.furtherMark, m("ownMark"), behindMark),
  [isAny(or(m("ownEnd"), m("other")))],
  when(
    put("ownEnd", and(m("ownEnd"), not(behind(m("lineEnd"))))),
    add(costs.lineEnd, m("ownEnd"), not(behindMark)),
    add(costs.lineEndBehindMark, m("ownEnd"), behindMark),
    add(costs.control, m("other")),
  ),
  add(costs.blanks, m("takes"), behindBlank, behindBlanks),
  add(costs.blanks, m("digit"), behindBlank, or(behindBlanks, behind(m("space")))),
  [isAny(m("tab"))],
  when(
    put("takes", and(m("takes"), behind(m("tab")), not(behindBlanks))),
    add(costs.tabBeforeWord, m("takes"), m("letter")),
    add(costs.blanks, m("takes"), not(m("letter"))),
  ),
];

/** The first of two values where the condition holds. */
const choose = (yes: Code, no: Code, condition: Code): Code => [yes, no, condition, i32.select];
const lead = get(byte);
const next: Code = [get(at), i32.loadByte(1)];

/** What the character costs whose first byte is `lead`. */
const wideCost = choose(
  constant(costs.latin),
  choose(
    constant(costs.wideSymbol),
    choose(
      constant(costs.symbol),
      choose(constant(costs.kana), constant(costs.han), [
        [lead, constant(0xe3), i32.equal],
        [next, constant(0x81), i32.subtract, constant(3), i32.less, i32.and],
      ]),
      [
        [lead, constant(0xe2), i32.equal],
        [lead, constant(0xee), i32.greaterOrEqual, i32.or],
      ],
    ),
    [lead, constant(0xf0), i32.greaterOrEqual],
  ),
  [lead, constant(0xe2), i32.less],
);

/** One character beyond ASCII after the other. */
const addWide: Code = [
  see({ high: v128.atLeast(value, v128.all(0xc0)) }),
  put("high", and(m("high"), m("counts"))),
  [isAny(m("high"))],
  when(
    loop(
      [get(first), [m("high"), i64.trailingZeros, i64.toI32], i32.add, tee(at)],
      [i32.loadByte(0), set(byte)],
      [get(sum), wideCost, i64.fromI32, i64.add, set(sum)],
      put("high", and(m("high"), [m("high"), constant64(1n), i64.subtract])),
      [isAny(m("high")), when(go(1))],
    ),
  ),
];

/**
 * `weigh` of a scan space: what `weighBytes` gives, for 54 bytes at a time. Each block of 64 has the bytes before them and the
 * one behind, so that nothing need be carried from block to block.
 */
export const weigh: WasmFunction = {
  name: "weigh",
  parameters: 2,
  locals: [
    [3, types.i32],
    [1 + masks.length, types.i64],
    [1, types.v128],
  ],
  body: [
    [get(from), constant(lookBack), i32.subtract, set(first)],
    [get(from), get(to), i32.less],
    when(
      loop(
        [seeBytes, seeEscapes, findLooks, findNumbers, findCounts, addCosts],
        [isAny(m("high")), when(addWide)],
        [get(first), constant(weighed), i32.add, tee(first)],
        [constant(lookBack), i32.add, get(to), i32.less],
        when(go(1)),
      ),
    ),
    [get(sum), i64.toI32],
  ],
};
