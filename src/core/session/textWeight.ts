import type { LoggedItem } from "../log/item";

/** Weights of an item's parts, in the order of tokens before a session's own scale is applied. */
export interface ItemWeights {
  readonly rest: number;
  readonly content: number;
  readonly attachments: number;
}

/** Tokens that a provider's frame around one item takes, roughly. */
export const frameWeight = 4;
/** Tokens of one image at a common size; the uncertainty of this is the prior's affair. */
const imageWeight = 800;
/** Characters of encrypted reasoning that stand for one token, roughly: base64 of text. */
const encryptedCharactersPerToken = 4;

/** A prior for the tokens of an item, from the kinds of its characters. */
export function itemWeights(item: LoggedItem): ItemWeights {
  switch (item.kind) {
    case "message":
      return plain(item.content.reduce((sum, part) => sum + textWeight(part.text), 0));
    case "tool_call":
      return plain(textWeight(item.name) + textWeight(item.arguments));
    case "tool_result":
      return {
        rest: frameWeight + textWeight(item.summary),
        content: item.content === undefined ? 0 : textWeight(item.content),
        attachments: item.attachments.length * imageWeight,
      };
    case "reasoning":
      // What is billed is the reasoning itself: where it is encrypted, the readable summary is not it.
      return plain(
        item.encryptedContent === undefined
          ? textWeight(item.text) + item.summary.reduce((sum, part) => sum + textWeight(part), 0)
          : item.encryptedContent.length / encryptedCharactersPerToken,
      );
  }
}

function plain(weight: number): ItemWeights {
  return { rest: frameWeight + weight, content: 0, attachments: 0 };
}

/** Texts longer than this are weighed by windows spread evenly over them. */
const longText = 32_768;
const windowCount = 64;
const windowLength = longText / windowCount;

/**
 * Weight of a text: an estimate of its tokens, within a few per cent for byte-pair tokenizers of today. Long texts are
 * sampled, so that the pass over a log stays cheap.
 */
export function textWeight(text: string): number {
  if (text.length <= longText) return spanWeight(text, 0, text.length);
  const stride = (text.length - windowLength) / (windowCount - 1);
  let weight = 0;
  for (let window = 0; window < windowCount; window++) {
    const from = Math.floor(window * stride);
    weight += spanWeight(text, from, from + windowLength);
  }
  return (weight * text.length) / longText;
}

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
/** By state × `stride` + kind: the next state × `stride`, and the cost. */
const nextState = Uint8Array.from(steps, ({ to }) => states.indexOf(to) * stride);
const stepCost = Float64Array.from(steps, ({ cost }) => cost);
const firstState = states.indexOf("line end") * stride;

const kindsOfAscii = Uint8Array.from({ length: 0x80 }, (_, code) => kinds.indexOf(asciiKind(code)));

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
const symbol = kinds.indexOf("symbol");

function wideKind(code: number): number {
  if (code < 0x2000) return latin;
  if (code >= 0x3040 && code < 0x3100) return kana;
  return code >= 0x3000 && code < 0xd800 ? han : symbol;
}

function spanWeight(text: string, from: number, to: number): number {
  let weight = 0;
  let state = firstState;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const edge = state + (code < 0x80 ? (kindsOfAscii[code] ?? 0) : wideKind(code));
    weight += stepCost[edge] ?? 0;
    state = nextState[edge] ?? 0;
  }
  return weight;
}
