import { formatCount, formatFactor, formatNumberOf, formatTokens } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import { requestNumber } from "./common";

/** Words of the findings. */
export const findings = {
  show: (count: number): string => (count === 1 ? t("Show") : t("Show first")),
  next: (position: number, count: number): string =>
    t("Show next ({0} of {1})", formatCount(position + 1), formatCount(count)),
  showTitle: t("Go to its place in the timeline"),
  showLine: t("Show logged line"),
  more: (count: number): string => formatNumberOf(count, "more finding"),
  fewer: t("Fewer findings"),
  titles: {
    "sent-again": (count: number): string =>
      count >= 3 ? t("Pruning flaps.") : t("Content came back."),
    unfinished: (count: number): string =>
      t("{0} did not end well.", formatNumberOf(count, "request")),
    "read-again": (): string => t("Fetched again."),
    "never-paid": (): string => t("Never paid back."),
    "estimate-bias": (): string => t("Estimates are off."),
    "settings-changed": (): string => t("Settings changed."),
    unreadable: (): string => t("Not everything could be read."),
    disagrees: (): string => t("Replay disagrees."),
    creeping: (): string => t("The set creeps."),
  },
  sentAgain: (count: number, requests: number): string =>
    t(
      "{0} of {1} sent content again that the request before had left out.",
      formatCount(count),
      formatNumberOf(requests, "request"),
    ),
  tokensAgain: (tokens: number): string => t("That was {0}, by the fit.", formatTokens(tokens)),
  costs: (factor: number, measured: boolean): string =>
    t(
      "It cost {0} as much as with pruning off ({1} against modelled).",
      formatFactor(factor),
      measured ? t("measured") : t("modelled"),
    ),
  unfinished: (counts: readonly string[]): string => `${counts.join(", ")}.`,
  /** Stands before the first of different errors. */
  errors: (count: number): string =>
    count === 1
      ? t("The log says:")
      : t("{0}, the first:", formatNumberOf(count, "different error")),
  readAgain: (count: number): string =>
    t(
      "{0} fetched what had been left out of the request that made them.",
      formatNumberOf(count, "call"),
    ),
  neverPaid: (count: number, lost: number): string =>
    t(
      "{0} of the set had not paid when it changed again: a loss of {1} tokens at the input price.",
      formatNumberOf(count, "change"),
      formatCount(lost),
    ),
  settingsAt: (request: number | undefined, sentence: string): string =>
    request === undefined ? sentence : t("At request {0}. {1}", requestNumber(request), sentence),
  settings: (count: number): string => t("{0} times in the session.", formatCount(count)),
  unreadable: (count: number): string => t("{0} could not be read.", formatNumberOf(count, "line")),
  disagrees: (count: number): string =>
    t("{0} came out other than recorded.", formatNumberOf(count, "evaluation")),
  creeping: (stretches: number, requests: number, written: number): string =>
    t(
      "In {0}, {1} in a row each left out a little more and wrote the cache anew: {2} written.",
      formatNumberOf(stretches, "stretch", "stretches"),
      formatNumberOf(requests, "request"),
      formatTokens(written),
    ),
};
