import {
  formatBytes,
  formatCount,
  formatDifference,
  formatInterval,
  formatNumberOf,
  formatShare,
} from "../format";
import type { SettingInterval, SettingsFinding } from "../replay/model";
import type { PairBasis } from "./alignRequests";
import type { ComparedFigure, FigureName, FigureSource, FigureUnit } from "./compareFigures";
import type { RowDifference } from "./compareRequests";
import type { Side } from "./comparedSession";

/** What the comparison says in words, the same on the page and in the terminal. */

export const sideNames: Readonly<Record<Side, string>> = { a: "A", b: "B" };

export const figureLabels: Readonly<Record<FigureName, string>> = {
  requests: "Requests",
  measured: "Requests measured",
  fires: "Fires",
  noCandidates: "Skips: no candidates",
  belowMinSavings: "Skips: below min savings",
  requestsLeavingOut: "Requests that left content out",
  bytesLeftOut: "Content left out",
  tokensLeftOut: "Tokens left out",
  requestsSendingAgain: "Requests that sent content again",
  resultsSentAgain: "Results sent again",
  tokensSentAgain: "Tokens sent again",
  peakTokens: "Peak prompt",
  meanTokens: "Mean prompt",
  inputTokens: "Prompts together",
  cacheReadTokens: "Cache reads",
  cacheWriteTokens: "Cache writes",
  cacheShare: "Share read from cache",
  cost: "Cost of prompts",
};

/** How each figure was obtained. */
export const figureSources: Readonly<Record<FigureName, string>> = {
  requests: "evaluations that sent a request, and requests measured without an evaluation",
  measured: "usage records of these requests in the log",
  fires: "prune.fire metrics in the log",
  noCandidates: "prune.skip metrics in the log that give this reason",
  belowMinSavings: "prune.skip metrics in the log that give this reason",
  requestsLeavingOut: "from the recorded decisions",
  bytesLeftOut: "bytes of the results left out, as the core counts them, summed over the requests",
  tokensLeftOut:
    "tokens of these results, fitted to the measured prompts, summed over the requests",
  requestsSendingAgain: "from the recorded decisions: content that the request before had left out",
  resultsSentAgain: "from the recorded decisions, summed over the requests",
  tokensSentAgain: "tokens of these results, fitted to the measured prompts",
  peakTokens: "largest measured input_total_tokens",
  meanTokens: "measured input_total_tokens over the measured requests",
  inputTokens: "measured input_total_tokens, summed",
  cacheReadTokens: "measured, summed",
  cacheWriteTokens: "measured, summed",
  cacheShare: "measured cache reads over the prompts that report them",
  cost: "measured, in tokens at the input price, both sessions under the same prices",
};

export const sourceWords: Readonly<Record<FigureSource, string>> = {
  log: "counted in the log",
  measured: "measured",
  replayed: "replayed",
  fitted: "fitted",
};

/** Shapes that tell the differences apart where colour does not. */
export const differenceGlyphs: Readonly<Record<RowDifference, string>> = {
  same: "=",
  "fired in a": "▲",
  "fired in b": "▼",
  "other set": "◆",
  "other reason": "○",
  "not evaluated": "–",
  "only a": "⌃",
  "only b": "⌄",
};

export const differenceWords: Readonly<Record<RowDifference, string>> = {
  same: "same decision",
  "fired in a": "fired in A only",
  "fired in b": "fired in B only",
  "other set": "both fired, other results left out",
  "other reason": "both skipped, for another reason",
  "not evaluated": "not evaluated in one, nothing left out in the other",
  "only a": "request of A alone",
  "only b": "request of B alone",
};

export const basisWords: Readonly<Record<PairBasis, string>> = {
  same: "the same was added since the request before",
  "same end": "both histories end with the same item",
  alike: "items of the same kinds and tools were added, with other texts",
};

export function figureText(unit: FigureUnit, value: number | undefined): string {
  if (value === undefined) return "–";
  switch (unit) {
    case "count":
    case "tokens":
    case "cost":
      return formatCount(value);
    case "bytes":
      return formatBytes(value);
    case "share":
      return formatShare(value, 1);
  }
}

export function figureDifferenceText(unit: FigureUnit, difference: number | undefined): string {
  if (difference === undefined) return "–";
  switch (unit) {
    case "count":
    case "tokens":
    case "cost":
      return formatDifference(difference);
    case "bytes": {
      if (difference === 0) return "±0";
      return `${difference > 0 ? "+" : "−"}${formatBytes(Math.abs(difference))}`;
    }
    case "share":
      return points(difference);
  }
}

/** A difference of shares: `+64.2 points`. */
function points(difference: number): string {
  const size = (100 * Math.abs(difference)).toFixed(1);
  return size === "0.0" ? "±0 points" : `${difference > 0 ? "+" : "−"}${size} points`;
}

/** Which session is better by a figure, and by how much. */
export function betterText({ unit, sense, a, b, difference, better }: ComparedFigure): string {
  switch (better) {
    case "unknown":
      if (a === undefined && b === undefined) return "known of neither";
      return `not known of ${a === undefined ? sideNames.a : sideNames.b}`;
    case "neither":
      if (difference === 0) return "same";
      return "neither by itself";
    case "a":
    case "b": {
      const name = sideNames[better];
      if (unit === "share") return `${name}, by ${points(Math.abs(difference ?? 0)).slice(1)}`;
      const worst = Math.max(a ?? 0, b ?? 0);
      const way = sense === "less" ? "less" : "more";
      return `${name}, ${formatShare(Math.abs(difference ?? 0), worst)} ${way}`;
    }
  }
}

/**
 * The comparison in one sentence: which session's prompts cost less. Where requests stand alone, over those that do not:
 * totals of different amounts of work compare nothing.
 */
export function verdictText({ figures, counts, paired }: Verdict): string {
  const alone = counts.differences["only a"] + counts.differences["only b"];
  const whole = figures.find(({ name }) => name === "cost");
  const isWhole = alone === 0;
  const [a, b] = isWhole ? [whole?.a, whole?.b] : [paired.cost.a, paired.cost.b];
  if (a === undefined || b === undefined || (!isWhole && paired.requestsWithCost === 0))
    return "Which costs less is not known: the logs do not hold what it takes.";
  const where = isWhole
    ? ""
    : ` over the ${formatNumberOf(paired.requestsWithCost, "request")} side by side`;
  if (a === b) return `Both cost the same${where}: ${formatCount(a)} tokens at the input price.`;
  const [less, least, most] = a < b ? (["a", a, b] as const) : (["b", b, a] as const);
  return `${sideNames[less]} costs ${formatShare(most - least, most)} less${where}: ${formatCount(least)} against ${formatCount(most)} tokens at the input price.`;
}

/** What of a comparison the sentence is made from. */
interface Verdict {
  readonly figures: readonly ComparedFigure[];
  readonly counts: { readonly differences: Readonly<Record<RowDifference, number>> };
  readonly paired: {
    readonly requestsWithCost: number;
    readonly cost: Readonly<Record<Side, number>>;
  };
}

/** A session's settings and where they come from. */
export function settingsText({ source, spans }: SettingsFinding): string {
  const [first, ...later] = spans;
  switch (source) {
    case "off":
      return "pruning off, by the agent's metadata";
    case "none":
      return "settings unknown: no metadata names them, and no evaluation confines them";
    case "metadata":
    case "inferred": {
      if (first === undefined) return "settings unknown";
      const changes = later.length === 0 ? "" : `, changed ${formatNumberOf(later.length, "time")}`;
      const from = source === "metadata" ? "from the agent's metadata" : "inferred";
      return `protected tokens ${intervalText(first.protectedTokens)}, min savings ${intervalText(first.minSavings)}, ${from}${changes}`;
    }
  }
}

function intervalText({ value, guessed, from, to }: SettingInterval): string {
  if (value !== undefined && !guessed) return formatCount(value);
  if (from === 0 && to === undefined) return "unknown";
  const range = formatInterval(from, to);
  return value === undefined ? range : `likely ${formatCount(value)} (${range})`;
}
