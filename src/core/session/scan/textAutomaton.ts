/*
 * The tokenizers first cut a text into runs: letters with the blank before them and split where the case rises, up to
 * three digits, marks with the line ends behind them, blanks that no letter takes. A run is about one token. So a text
 * is read by an automaton whose steps cost what they begin. The costs were fitted to the counts of a public tokenizer
 * (o200k) over source code in five languages, prose, JSON, style sheets, test output, Japanese and emoji; another one
 * (cl100k) gave nearly the same.
 */
const kinds = [
  "lower",
  "upper",
  "digit",
  "space",
  "tab",
  "line end",
  "mark",
  "control",
  "latin",
  "kana",
  "han",
  "symbol",
] as const;
type Kind = (typeof kinds)[number];
/** After a character of that kind; digits and blanks also say how long their run is, marks and blanks what follows. */
type State = Kind | "capitals" | "two digits" | "three digits" | "blanks";
const states: readonly State[] = [...kinds, "capitals", "two digits", "three digits", "blanks"];

/** Tokens of a character that stands for itself; of an emoji's half. */
const characterCosts: Partial<Record<Kind, number>> = {
  control: 1.1,
  latin: 0.3,
  kana: 0.65,
  han: 1.05,
  symbol: 1,
};

/** The state that a character of a kind leads to, and its cost. */
function step(state: State, kind: Kind): { readonly to: State; readonly cost: number } {
  const isBlank = state === "space" || state === "tab" || state === "blanks";
  const left = blankCost(state, kind);
  switch (kind) {
    case "lower": {
      const goesOn = state === "lower" || state === "upper" || state === "capitals";
      return { to: "lower", cost: goesOn ? 0 : 1.01 + left };
    }
    case "upper":
      return state === "upper" || state === "capitals"
        ? { to: "capitals", cost: 0.06 }
        : { to: "upper", cost: 1.01 + left };
    case "digit":
      if (state === "digit") return { to: "two digits", cost: 0 };
      if (state === "two digits") return { to: "three digits", cost: 0 };
      return { to: "digit", cost: 1.15 + left };
    case "space":
    case "tab":
      return { to: isBlank ? "blanks" : kind, cost: 0 };
    case "line end":
      return { to: kind, cost: state === "line end" ? 0 : state === "mark" ? 0.3 : 0.9 };
    case "mark":
      return { to: kind, cost: state === "mark" ? 0.28 : 0.76 + left };
    case "control":
    case "latin":
    case "kana":
    case "han":
    case "symbol":
      return { to: kind, cost: (characterCosts[kind] ?? 1) + left };
  }
}

/**
 * What the blanks before a character cost. A letter or mark takes one of them along, a digit none; a line end, which
 * does not ask, takes all.
 */
function blankCost(state: State, kind: Kind): number {
  const taken = kind === "digit" ? 0 : 1;
  if (state === "space") return 1 - taken;
  if (state === "blanks") return 2 - taken;
  return state === "tab" ? (kind === "lower" || kind === "upper" ? 0.5 : 1) : 0;
}

const steps = states.flatMap((state) => kinds.map((kind) => step(state, kind)));
const stride = kinds.length;
/** By a state plus a kind: the next state. A state is the position of its first edge. */
export const nextState = Uint8Array.from(steps, ({ to }) => states.indexOf(to) * stride);
/** By a state plus a kind: what that step costs, in tokens. */
export const stepCost = Float64Array.from(steps, ({ cost }) => cost);
/** Where a text begins. */
export const firstState = states.indexOf("line end") * stride;

/** Kind of each character below U+0080. */
export const kindOfAscii = Uint8Array.from({ length: 0x80 }, (_, code) =>
  kinds.indexOf(asciiKind(code)),
);

function asciiKind(code: number): Kind {
  if (code >= 0x61 && code <= 0x7a) return "lower";
  if (code >= 0x41 && code <= 0x5a) return "upper";
  if (code >= 0x30 && code <= 0x39) return "digit";
  if (code === 0x20) return "space";
  if (code === 0x09) return "tab";
  if (code === 0x0a || code === 0x0d) return "line end";
  return code < 0x20 || code === 0x7f ? "control" : "mark";
}

const latin = kinds.indexOf("latin");
const kana = kinds.indexOf("kana");
const han = kinds.indexOf("han");
/** Also each half of a character beyond U+FFFF, which takes two steps. */
export const symbol = kinds.indexOf("symbol");

/** Kind of a UTF-16 unit from U+0080 on. */
export function wideKind(code: number): number {
  if (code < 0x2000) return latin;
  if (code >= 0x3040 && code < 0x3100) return kana;
  return code >= 0x3000 && code < 0xd800 ? han : symbol;
}

/** Kind of a character that takes two or three bytes in UTF-8, from the first two. */
export function wideKindOfBytes(lead: number, second: number): number {
  return lead < 0xe0 ? latin : wideKind(((lead & 0x0f) << 12) | ((second & 0x3f) << 6));
}
