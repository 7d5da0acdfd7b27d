import { bytesBefore } from "./windows";

/*
 * Tokenizers first cut a text into runs: letters with the blank before them and split where the case rises, up to three
 * digits, marks with the line ends behind them, blanks that no letter takes. A run is about one token. So what a byte of a
 * text costs depends on it and on the few bytes around it, and many can be looked at together. The costs were fitted to the
 * counts of a public tokenizer (o200k) over source code in five languages, prose, JSON, style sheets, test output, Japanese
 * and emoji; another one (cl100k) gave nearly the same.
 *
 * The bytes are those of a string literal as the writer writes it. Of an escape the backslash bears the cost. Costs are
 * hundredths of a token.
 */

/** What a byte is for those behind it. Control characters and what is beyond ASCII are none of these. */
export const looks = {
  lower: 1,
  upper: 2,
  digit: 4,
  space: 8,
  tab: 16,
  lineEnd: 32,
  mark: 64,
  /** The `u` of an escape: its four digits cost nothing. */
  unicode: 128,
} as const;

export const costs = {
  word: 101,
  capital: 6,
  number: 115,
  lineEnd: 90,
  lineEndBehindMark: 30,
  mark: 76,
  furtherMark: 28,
  control: 110,
  latin: 30,
  kana: 65,
  han: 105,
  symbol: 100,
  /** Characters beyond U+FFFF. */
  wideSymbol: 200,
  /** Two blanks or more that what follows does not take along; one before a number; a tab. */
  blanks: 100,
  tabBeforeWord: 50,
} as const;

const backslash = 0x5c;

/** What one ASCII byte is that belongs to no escape. */
const plainLook = Uint8Array.from({ length: 0x80 }, (_, byte) => {
  if (byte >= 0x61 && byte <= 0x7a) return looks.lower;
  if (byte >= 0x41 && byte <= 0x5a) return looks.upper;
  if (byte >= 0x30 && byte <= 0x39) return looks.digit;
  if (byte === 0x20) return looks.space;
  return byte < 0x20 || byte === 0x7f ? 0 : looks.mark;
});

/** What an escape is, by its letter. */
const escapeLook = new Uint8Array(0x100);
for (const [letter, look] of [
  ["n", looks.lineEnd],
  ["r", looks.lineEnd],
  ["t", looks.tab],
  ["u", looks.unicode],
] as const)
  escapeLook[letter.charCodeAt(0)] = look;
for (const [byte, look] of plainLook.entries()) if (look === looks.mark) escapeLook[byte] = look;

/**
 * Weight, in hundredths of a token, of the bytes of a literal from `from` up to `to`. The six bytes before and the one behind
 * are looked at.
 */
export function weighBytes(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  /** Looks of the bytes before, the nearest in the lowest eight bits; and how many digits they end with. */
  let before = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let digits = 0;
  for (let at = from - bytesBefore + 2; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    let look = byte < 0x80 ? (plainLook[byte] ?? 0) : 0;
    let own = 0;
    let takesBlanks = false;
    if (bytes[at - 1] === backslash && bytes[at - 2] !== backslash) look = escapeLook[byte] ?? 0;
    else if (byte === backslash) {
      look = escapeLook[next] ?? 0;
      if (look === looks.lineEnd) own = costOfLineEnd(before);
      else if (look === looks.mark) own = costOfMark(before);
      else if (look !== looks.tab) own = costs.control;
      takesBlanks = look !== looks.lineEnd && look !== looks.tab;
      // That there is one tab, and not two, is seen by its letter alone.
      if (look === looks.tab || look === looks.unicode) look = 0;
    } else {
      own = costOf(byte, next, look, before, digits);
      takesBlanks = own !== noCost && look !== looks.space;
      if (!takesBlanks) own = 0;
    }
    if (at >= from && ((before | second | third | fourth) & looks.unicode) === 0)
      sum += own + (takesBlanks ? costOfBlanks(look, before, second) : 0);
    digits = look === looks.digit ? digits + 1 : 0;
    fourth = third;
    third = second;
    second = before;
    before = look;
  }
  return sum;
}

/** For what is not the beginning of anything: the further bytes of a character. */
const noCost = -1;

function costOf(byte: number, next: number, look: number, before: number, digits: number): number {
  switch (look) {
    case looks.lower:
      return (before & (looks.lower | looks.upper)) === 0 ? costs.word : 0;
    case looks.upper:
      return (before & looks.upper) === 0 ? costs.word : costs.capital;
    case looks.digit:
      return digits === 0 || digits === 3 || digits === 6 ? costs.number : 0;
    case looks.space:
      return 0;
    case looks.mark:
      return costOfMark(before);
    default:
      return byte < 0x80 ? costs.control : costOfWide(byte, next);
  }
}

function costOfLineEnd(before: number): number {
  if ((before & looks.lineEnd) !== 0) return 0;
  return (before & looks.mark) === 0 ? costs.lineEnd : costs.lineEndBehindMark;
}

function costOfMark(before: number): number {
  return (before & looks.mark) === 0 ? costs.mark : costs.furtherMark;
}

function costOfWide(byte: number, next: number): number {
  if (byte < 0xc0) return noCost;
  if (byte < 0xe2) return costs.latin;
  if (byte === 0xe3) return next >= 0x81 && next <= 0x83 ? costs.kana : costs.han;
  if (byte > 0xe3 && byte < 0xee) return costs.han;
  return byte < 0xf0 ? costs.symbol : costs.wideSymbol;
}

const blank = looks.space | looks.tab;

/** What the blanks before cost: a word or a mark takes one of them along, a number none. */
function costOfBlanks(look: number, before: number, second: number): number {
  if ((before & blank) === 0) return 0;
  const ofNumber = look === looks.digit ? costs.blanks : 0;
  if ((second & blank) !== 0) return costs.blanks + ofNumber;
  if ((before & looks.space) !== 0) return ofNumber;
  return (look & (looks.lower | looks.upper)) === 0 ? costs.blanks : costs.tabBeforeWord;
}
