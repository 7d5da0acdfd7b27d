import {
  formatBytes,
  formatCount,
  formatDifference,
  formatFixed,
  formatInterval,
  formatNumberOf,
  formatShare,
} from "../format";
import { t } from "../l10n/translation";
import type { SettingInterval, SettingsFinding } from "../replay/model";
import type { PairBasis } from "./alignRequests";
import type { ComparedFigure, FigureName, FigureUnit } from "./compareFigures";
import type { RowDifference } from "./compareRequests";
import type { Side } from "./comparedSession";

/** What the comparison says in words, the same on the page and in the terminal. */

export const sideNames: Readonly<Record<Side, string>> = { a: t("A"), b: t("B") };

export const figureLabels: Readonly<Record<FigureName, string>> = {
  requests: t("Requests"),
  measured: t("Requests measured"),
  fires: t("Fires"),
  noCandidates: t("Skips: no candidates"),
  belowMinSavings: t("Skips: below min savings"),
  requestsLeavingOut: t("Requests that left content out"),
  bytesLeftOut: t("Content left out"),
  tokensLeftOut: t("Tokens left out"),
  requestsSendingAgain: t("Requests that sent content again"),
  resultsSentAgain: t("Results sent again"),
  tokensSentAgain: t("Tokens sent again"),
  peakTokens: t("Peak prompt"),
  meanTokens: t("Mean prompt"),
  inputTokens: t("Prompts together"),
  cacheReadTokens: t("Cache reads"),
  cacheWriteTokens: t("Cache writes"),
  cacheShare: t("Share read from cache"),
  cost: t("Cost of prompts"),
};

/** How each figure was obtained. */
export const figureSources: Readonly<Record<FigureName, string>> = {
  requests: t("evaluations that sent a request, and requests measured without an evaluation"),
  measured: t("usage records of these requests in the log"),
  fires: t("prune.fire metrics in the log"),
  noCandidates: t("prune.skip metrics in the log that give this reason"),
  belowMinSavings: t("prune.skip metrics in the log that give this reason"),
  requestsLeavingOut: t("from the recorded decisions"),
  bytesLeftOut: t(
    "bytes of the results left out, as the core counts them, summed over the requests",
  ),
  tokensLeftOut: t(
    "tokens of these results, fitted to the measured prompts, summed over the requests",
  ),
  requestsSendingAgain: t(
    "from the recorded decisions: content that the request before had left out",
  ),
  resultsSentAgain: t("from the recorded decisions, summed over the requests"),
  tokensSentAgain: t("tokens of these results, fitted to the measured prompts"),
  peakTokens: t("largest measured input_total_tokens"),
  meanTokens: t("measured input_total_tokens over the measured requests"),
  inputTokens: t("measured input_total_tokens, summed"),
  cacheReadTokens: t("measured, summed"),
  cacheWriteTokens: t("measured, summed"),
  cacheShare: t("measured cache reads over the prompts that report them"),
  cost: t("measured, in tokens at the input price, both sessions under the same prices"),
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
  same: t("same decision"),
  "fired in a": t("fired in A only"),
  "fired in b": t("fired in B only"),
  "other set": t("both fired, other results left out"),
  "other reason": t("both skipped, for another reason"),
  "not evaluated": t("not evaluated in one, nothing left out in the other"),
  "only a": t("request of A alone"),
  "only b": t("request of B alone"),
};

export const basisWords: Readonly<Record<PairBasis, string>> = {
  same: t("the same was added since the request before"),
  "same end": t("both histories end with the same item"),
  alike: t("items of the same kinds and tools were added, with other texts"),
};

/** A figure in its unit for people; a dash where it is not known. */
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

/** A difference in its unit with its sign, shares in points; a dash where it is not known. */
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
  const isNothing = (100 * Math.abs(difference)).toFixed(1) === "0.0";
  return isNothing ? t("±0 points") : `${difference > 0 ? "+" : "−"}${pointsText(difference)}`;
}

function pointsText(difference: number): string {
  return t("{0} points", formatFixed(100 * Math.abs(difference), 1));
}

/** Which session is better by a figure, and by how much. */
export function betterText({ unit, sense, a, b, difference, better }: ComparedFigure): string {
  switch (better) {
    case "unknown":
      if (a === undefined && b === undefined) return t("known of neither");
      return t("not known of {0}", a === undefined ? sideNames.a : sideNames.b);
    case "neither":
      if (difference === 0) return t("same");
      return t("neither by itself");
    case "a":
    case "b": {
      const name = sideNames[better];
      if (unit === "share") return t("{0}, by {1}", name, pointsText(difference ?? 0));
      const worst = Math.max(a ?? 0, b ?? 0);
      const share = formatShare(Math.abs(difference ?? 0), worst);
      return sense === "less" ? t("{0}, {1} less", name, share) : t("{0}, {1} more", name, share);
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
    return t("Which costs less is not known: the logs do not hold what it takes.");
  const where = isWhole
    ? ""
    : t(" over the {0} side by side", formatNumberOf(paired.requestsWithCost, "request"));
  if (a === b)
    return t("Both cost the same{0}: {1} tokens at the input price.", where, formatCount(a));
  const [less, least, most] = a < b ? (["a", a, b] as const) : (["b", b, a] as const);
  return t(
    "{0} costs {1} less{2}: {3} against {4} tokens at the input price.",
    sideNames[less],
    formatShare(most - least, most),
    where,
    formatCount(least),
    formatCount(most),
  );
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
      return t("pruning off, by the agent's metadata");
    case "none":
      return t("settings unknown: no metadata names them, and no evaluation confines them");
    case "metadata":
    case "inferred": {
      if (first === undefined) return t("settings unknown");
      const changes =
        later.length === 0 ? "" : t(", changed {0}", formatNumberOf(later.length, "time"));
      const from = source === "metadata" ? t("from the agent's metadata") : t("inferred");
      return t(
        "protected tokens {0}, min savings {1}, {2}{3}",
        intervalText(first.protectedTokens),
        intervalText(first.minSavings),
        from,
        changes,
      );
    }
  }
}

function intervalText({ value, guessed, from, to }: SettingInterval): string {
  if (value !== undefined && !guessed) return formatCount(value);
  if (from === 0 && to === undefined) return t("unknown");
  const range = formatInterval(from, to);
  return value === undefined ? range : t("likely {0} ({1})", formatCount(value), range);
}
