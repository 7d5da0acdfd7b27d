import { costs, looks } from "../../core/session/scan/weighing";
import {
  constant,
  get,
  go,
  i32,
  loop,
  set,
  tee,
  types,
  v128,
  when,
  type Code,
  type WasmFunction,
} from "./code";

const { all, and, choose, equal, less, notEqual, or, without } = v128;

const [from, to, at] = [0, 1, 2] as const;
const firstVector = 3;
const vectors = [
  "byte",
  "next",
  "escaped",
  "begins",
  "escape",
  "letter",
  "lower",
  "upper",
  "digit",
  "plainMark",
  "lineEnd",
  "mark",
  "look",
  "looksBefore",
  "before",
  "second",
  "third",
  "fourth",
  "isBehindMark",
  "word",
  "control",
  "wide",
  "wideCost",
  "isBlank",
  "isBlanks",
  "isSpace",
  "cost",
  "blanks",
  "sum",
] as const;
type Vector = (typeof vectors)[number];

const local = (name: Vector): number => firstVector + vectors.indexOf(name);
const v = (name: Vector): Code => get(local(name));
const put = (name: Vector, value: Code): Code => [value, set(local(name))];

const sixteen = 16;
const zero = all(0);
const has = (value: Code, bits: number): Code => notEqual(and(value, all(bits)), zero);
const lacks = (value: Code, bits: number): Code => equal(and(value, all(bits)), zero);
const isLetter = (letter: string): Code => equal(v("letter"), all(letter.charCodeAt(0)));
const isByte = (byte: number): Code => equal(v("byte"), all(byte));
const between = (value: Code, least: number, most: number): Code =>
  less(v128.subtract(value, all(least)), all(most - least + 1));
const load = (offset: number): Code => [get(at), constant(offset), i32.add, v128.load()];
/** The looks of the bytes that many places before. */
const looksAt = (places: number): Code => v128.from(sixteen - places)(v("looksBefore"), v("look"));
const sum = (...parts: readonly Code[]): Code => parts.reduce(or);

const backslash = 0x5c;
const blank = looks.space | looks.tab;

const findLooks: Code = [
  put("byte", load(0)),
  put("next", load(1)),
  put("escaped", without(equal(load(-1), all(backslash)), equal(load(-2), all(backslash)))),
  put("begins", without(isByte(backslash), v("escaped"))),
  put("escape", or(v("escaped"), v("begins"))),
  put("letter", choose(v("next"), v("byte"), v("begins"))),
  put("lower", without(between(v("byte"), 0x61, 0x7a), v("escape"))),
  put("upper", without(between(v("byte"), 0x41, 0x5a), v("escape"))),
  put("digit", without(between(v("byte"), 0x30, 0x39), v("escape"))),
  put(
    "plainMark",
    without(between(v("byte"), 0x21, 0x7e), sum(v("lower"), v("upper"), v("digit"), v("escape"))),
  ),
  put("lineEnd", and(or(isLetter("n"), isLetter("r")), v("escape"))),
  put("mark", and(or(isLetter('"'), isLetter("\\")), v("escape"))),
  put(
    "look",
    sum(
      and(v("lower"), all(looks.lower)),
      and(v("upper"), all(looks.upper)),
      and(v("digit"), all(looks.digit)),
      and(without(isByte(0x20), v("escape")), all(looks.space)),
      and(and(isLetter("t"), v("escaped")), all(looks.tab)),
      and(v("lineEnd"), all(looks.lineEnd)),
      and(or(v("plainMark"), v("mark")), all(looks.mark)),
      and(and(isLetter("u"), v("escaped")), all(looks.unicode)),
    ),
  ),
  put("before", looksAt(1)),
  put("second", looksAt(2)),
  put("third", looksAt(3)),
  put("fourth", looksAt(4)),
];

/** Places where a number begins, or its fourth or seventh digit stands. */
const numberBegins: Code = and(
  v("digit"),
  has(
    sum(
      without(all(looks.digit), v("before")),
      without(and(and(v("before"), v("second")), v("third")), v("fourth")),
      without(
        [v("before"), v("second"), v("third"), v("fourth"), looksAt(5), looksAt(6)].reduce(and),
        looksAt(7),
      ),
    ),
    looks.digit,
  ),
);

const findWideCosts: Code = [
  put("wide", without(v128.atLeast(v("byte"), all(0xc0)), v("escape"))),
  put("wideCost", all(costs.latin)),
  ...(
    [
      [0xe2, costs.symbol],
      [0xe3, costs.han],
      [0xee, costs.symbol],
      [0xf0, costs.wideSymbol],
    ] as const
  ).map(([least, cost]) =>
    put("wideCost", choose(all(cost), v("wideCost"), v128.atLeast(v("byte"), all(least)))),
  ),
  put(
    "wideCost",
    choose(all(costs.kana), v("wideCost"), and(isByte(0xe3), between(v("next"), 0x81, 0x83))),
  ),
  put("wideCost", and(v("wideCost"), v("wide"))),
];

const findCosts: Code = [
  put("isBehindMark", has(v("before"), looks.mark)),
  put("word", or(v("lower"), v("upper"))),
  // From here on what the mark is that bears a cost: not an escape's letter.
  put("mark", or(v("plainMark"), and(v("mark"), v("begins")))),
  put(
    "control",
    or(
      without(or(isByte(0x7f), less(v("byte"), all(0x20))), v("escape")),
      without(v("begins"), sum(v("lineEnd"), isLetter('"'), isLetter("\\"), isLetter("t"))),
    ),
  ),
  put("wide", zero),
  put("wideCost", zero),
  [v("byte"), v128.bits, when(findWideCosts)],
  put(
    "cost",
    sum(
      and(and(v("lower"), lacks(v("before"), looks.lower | looks.upper)), all(costs.word)),
      and(v("upper"), choose(all(costs.capital), all(costs.word), has(v("before"), looks.upper))),
      and(numberBegins, all(costs.number)),
      and(
        and(and(v("lineEnd"), v("begins")), lacks(v("before"), looks.lineEnd)),
        choose(all(costs.lineEndBehindMark), all(costs.lineEnd), v("isBehindMark")),
      ),
      and(v("mark"), choose(all(costs.furtherMark), all(costs.mark), v("isBehindMark"))),
      and(v("control"), all(costs.control)),
      v("wideCost"),
    ),
  ),
];

const findBlanks: Code = [
  put("isBlank", has(v("before"), blank)),
  put("isBlanks", and(v("isBlank"), has(v("second"), blank))),
  put("isSpace", without(has(v("before"), looks.space), v("isBlanks"))),
  put(
    "blanks",
    v128.add(
      v128.add(
        and(v("isBlanks"), all(costs.blanks)),
        and(and(v("digit"), or(v("isBlanks"), v("isSpace"))), all(costs.blanks)),
      ),
      and(
        without(without(v("isBlank"), v("isBlanks")), v("isSpace")),
        choose(all(costs.tabBeforeWord), all(costs.blanks), v("word")),
      ),
    ),
  ),
  put("blanks", and(v("blanks"), sum(v("word"), v("digit"), v("mark"), v("control"), v("wide")))),
];

/** Bytes that count: up to the end, and no digits of an escape. */
const counts: Code = without(
  less(v128.bytes(Array.from({ length: sixteen }, (_, lane) => lane)), [
    [get(to), get(at), i32.subtract, constant(sixteen)],
    [get(to), get(at), i32.subtract, constant(sixteen), i32.less, i32.select],
    v128.splat,
  ]),
  has(sum(v("before"), v("second"), v("third"), v("fourth")), looks.unicode),
);

const pairSums = (value: Code): Code => [value, v128.pairSums8];

const addUp: Code = [
  put("byte", counts),
  put(
    "sum",
    v128.add32(v("sum"), [
      v128.add16(pairSums(and(v("cost"), v("byte"))), pairSums(and(v("blanks"), v("byte")))),
      v128.pairSums16,
    ]),
  ),
];

/** `weigh` of a scan space: what `weighBytes` gives, for sixteen bytes at a time. */
export const weigh: WasmFunction = {
  name: "weigh",
  parameters: 2,
  locals: [
    [1, types.i32],
    [vectors.length, types.v128],
  ],
  body: [
    // The sixteen bytes before count nothing: they give the looks of those before the first.
    [get(from), constant(sixteen), i32.subtract, set(at)],
    loop(
      findLooks,
      [get(at), get(from), i32.greaterOrEqual],
      when(findCosts, findBlanks, addUp),
      put("looksBefore", v("look")),
      [get(at), constant(sixteen), i32.add, tee(at), get(to), i32.less],
      when(go(1)),
    ),
    ...[0, 1, 2, 3].map((lane): Code => [v("sum"), v128.lane32(lane)]),
    [i32.add, i32.add, i32.add],
  ],
};
