import { formatFixed } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";

/** Words of the table that compares the recorded run with a re-simulated one. */
export const comparison = {
  caption: t("Recorded and what-if, re-simulated"),
  recorded: t("Recorded, measured"),
  whatIf: t("What if, modelled"),
  modelledMark: "≈",
  modelledNote: t("≈ modelled, not measured"),
  certaintyPending: t("being worked out"),
  figures: {
    fires: t("Requests that fired"),
    setChanges: t("Changes of the set"),
    sentAgain: t("Requests sending again"),
    neverSeen: t("Results never seen"),
    leftOut: t("Tokens left out"),
    peak: t("Peak prompt"),
    mean: t("Mean prompt"),
    input: t("Input tokens"),
    read: t("Read from cache"),
    cost: t("Cost"),
    uncertain: t("Uncertain decisions"),
  },
  titles: {
    fires: t("Requests whose evaluation fired; an evaluation that sent no request does not count"),
    setChanges: t("Times that a request left out another set than the one before it"),
    sentAgain: t("Requests that sent content which the request before had left out"),
    neverSeen: t(
      "Results left out of the very first request behind them: the model never saw them",
    ),
    leftOut: t("Content left out, summed over all requests; fitted tokens in both columns"),
    peak: t("Largest prompt, in tokens"),
    mean: t("Mean prompt, in tokens"),
    input: t("Tokens of all prompts together"),
    read: t("Share of the input tokens that came from the cache"),
    cost: t("Input-token equivalents: tokens at the input price, by the prices below"),
    uncertain: t("Decisions on which samples of what the measurements leave possible do not agree"),
  },
  points: (points: number): string => t("{0} pts", formatFixed(points, 1)),
  cheaper: (factor: number): string => `÷ ${formatFixed(factor, 1)}`,
  dearer: (factor: number): string => `× ${formatFixed(factor, 1)}`,
  differenceTitle: (unit: "count" | "tokens" | "share" | "cost", difference: string): string =>
    unit === "share"
      ? t("Percentage points, between two predictions of the same model")
      : unit === "cost"
        ? t("{0} input-token equivalents, between two predictions of the same model", difference)
        : difference,
  sameModel: (cost: string): string =>
    t("The same model of the cache gives {0} for the recorded run", cost),
};
