import {
  formatCount,
  formatExact,
  formatFactor,
  formatFixed,
  formatNumberOf,
} from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { Prices } from "../../src/core/whatif/prices";
import type { FireSavings } from "../../src/core/whatif/realisedSavings";
import type { FireVerdict } from "../../src/core/whatif/verdicts";

/** Words of what a fire paid. */
export const verdicts = {
  title: t("Did it pay"),
  kind: (verdict: FireVerdict["verdict"]): string => {
    switch (verdict.kind) {
      case "paid back":
        return t("Paid back after {0}.", formatNumberOf(verdict.afterRequests, "request"));
      case "not yet":
        return verdict.moreRequests === undefined
          ? t("Not paid back, and at this rate never.")
          : t(
              "Not yet paid back: it needs {0}.",
              formatNumberOf(verdict.moreRequests, "more request", "more requests"),
            );
      case "never":
        return t("Never paid back:");
      case "unknown":
        return t("Whether it paid cannot be said: the requests' cost is not known.");
    }
  },
  changed: (held: number, needed: number | undefined): string =>
    t(
      "the set changed again after {0}{1}.",
      formatNumberOf(held, "request"),
      needed === undefined ? "" : t(" of the {0} that it takes", formatCount(Math.ceil(needed))),
    ),
  formula: (verdict: FireVerdict, { cacheRead: r, cacheWrite: w }: Prices): string =>
    verdict.neededRequests === undefined
      ? t("No number of requests would do: it saves nothing, or reading costs nothing.")
      : verdict.neededRequests === 0
        ? t("n* = 0: the cache was cold, so nothing had to be written twice.")
        : t(
            "n* = ({0} − {1}) / {1} × {2} / {3} = {4} requests",
            formatExact(w),
            formatExact(r),
            formatCount(verdict.rewrittenTokens),
            formatCount(verdict.newlyLeftOutTokens),
            formatFixed(verdict.neededRequests, 1),
          ),
  rows: {
    newly: t("Newly left out, R"),
    rewritten: t("Written anew, D"),
    saved: t("Saved while it held"),
    estimated: t("Estimated savings"),
    realised: t("Realised savings"),
    ratio: t("Estimated ÷ realised"),
  },
  notes: {
    newly: t("fitted to the measurements"),
    rewritten: t("tokens behind the first change"),
    saved: (actual: FireVerdict["actualIs"]): string =>
      t(
        "tokens at the input price: {0} cost against what was modelled with nothing newly left out",
        actual === "measured" ? t("measured") : t("modelled"),
      ),
    estimated: t("by the core, as recorded"),
    realised: t("this prompt with nothing left out, modelled, less what it measured"),
  },
  ratio: ({ estimatedTokens, realisedTokens }: FireSavings): string =>
    realisedTokens > 0 ? formatFactor(estimatedTokens / realisedTokens) : t("unknown"),
  prices: (label: string): string => t("Prices: {0}.", label),
};
