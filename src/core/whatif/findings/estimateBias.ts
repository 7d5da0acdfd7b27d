import { formatCount, formatNumberOf, formatShare, formatTokens } from "../../format";
import type { FireSavings } from "../realisedSavings";
import { t } from "../../l10n/translation";
import type { Finding } from "./finding";

/** Estimates off by less than this share are not worth a word. */
const tolerated = 0.1;
/** Fires that must have been measured before their estimates are judged together. */
const fewest = 3;

/**
 * How the core's estimated savings compare with what was really saved, over the session. At most one finding; a remedy
 * only where `min_savings` is known or likely.
 */
export function estimateBias(
  savings: readonly FireSavings[],
  minSavings: number | undefined,
): readonly Finding[] {
  const usable = savings.filter(({ realisedTokens }) => realisedTokens > 0);
  if (usable.length < fewest) return [];
  const estimated = usable.reduce((sum, { estimatedTokens }) => sum + estimatedTokens, 0);
  const realised = usable.reduce((sum, { realisedTokens }) => sum + realisedTokens, 0);
  const ratio = estimated / realised;
  if (Math.abs(ratio - 1) < tolerated) return [];
  const ratios = usable
    .map(({ estimatedTokens, realisedTokens }) => estimatedTokens / realisedTokens)
    .sort((a, b) => a - b);
  const word = ratio < 1 ? t("low") : t("high");
  return [
    {
      kind: "estimate-bias",
      place: { kind: "session" },
      figures: {
        fires: usable.length,
        estimatedTokens: Math.round(estimated),
        realisedTokens: Math.round(realised),
        ratio,
        medianRatio: ratios[Math.floor(ratios.length / 2)] ?? ratio,
      },
      sentence: t(
        "Estimated savings read {0} {1}: {2} tokens estimated against {3} realised, over {4}.",
        formatShare(Math.abs(ratio - 1), 1),
        word,
        formatCount(estimated),
        formatCount(realised),
        formatNumberOf(usable.length, "fire"),
      ),
      remedy:
        minSavings === undefined || minSavings === 0
          ? undefined
          : t(
              "For min_savings to ask for {0} really saved, set it to about {1}.",
              formatTokens(minSavings),
              formatCount(minSavings * ratio),
            ),
    },
  ];
}
