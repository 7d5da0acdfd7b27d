import { formatCount, formatNumberOf, formatShare } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { SweepMeasure } from "../../src/core/lab/sweepChart";

const measureNames: Readonly<Record<SweepMeasure, string>> = {
  cost: t("Cost"),
  peak: t("Peak prompt"),
  fires: t("Requests that fired"),
  "sent again": t("Requests sending again"),
};

/** Words of the curves over protected tokens. */
export const sweep = {
  title: t("over protected tokens"),
  measure: t("Figure of the sweep"),
  measures: measureNames,
  units: {
    cost: t("tokens at the input price"),
    peak: t("tokens"),
    fires: t("requests"),
    "sent again": t("requests"),
  } satisfies Record<SweepMeasure, string>,
  waiting: t("The sweep follows the fit."),
  onlyResimulated: t("Curves and map of other settings are there in the mode re-simulated."),
  recorded: t("recorded"),
  chosen: t("chosen"),
  off: t("pruning off"),
  best: t("best"),
  bestYoi: t("best of yoi"),
  chosenBest: t("chosen, best"),
  chosenBestYoi: t("chosen, best of yoi"),
  slider: t("Point of the sweep: left and right change the value, up and down the policy"),
  none: t("No point chosen"),
  point: (
    policy: string,
    value: number,
    figure: number,
    measure: SweepMeasure,
    newlyHidden: number,
  ): string =>
    [
      `${policy}, ${formatCount(value)}: ${formatCount(figure)} ${sweep.units[measure]}`,
      ...asideText(newlyHidden),
    ].join("; "),
  aside: t("hides results"),
  asideWhy: t(
    "Leaves out results before the model ever saw them, more than the recorded run did. No log can tell what that does to the model's work, so it is left aside when the best is named, however little it costs.",
  ),
  asideMark: "*",
  asideNote: t("* left aside when the best is named: hides results before the model saw them."),
  cheaperAside: (count: number): string =>
    t(
      "{0} left aside, drawn hollow: results hidden before the model saw them.",
      formatNumberOf(count, "cheaper point"),
    ),
  bestLabel: t("Best"),
  bestInDoubt: t("Best, but in doubt"),
  /** The best in short: a rule, and its cost against the recorded run's. */
  bestBrief: (policy: string, share: number): string =>
    share > 0
      ? t("{0}, {1} less", policy, formatShare(share, 1))
      : share < 0
        ? t("{0}, {1} more", policy, formatShare(-share, 1))
        : policy,
  bestOfYoi: t("Best of yoi's own rule"),
  take: t("Take it"),
  takeTitle: (text: string): string => t("Take {0}", text),
  table: t("Points as a table"),
  tableCaption: (measure: SweepMeasure): string =>
    t(
      "{0} in {1}, modelled, by policy and protected tokens",
      measureNames[measure],
      sweep.units[measure],
    ),
  value: t("Value"),
  modelled: t("All points are modelled; the recorded one is measured where the log has it."),
  noOther: t("No setting shows the model every result and costs less."),
};

/** Why a point is never the best; nothing for one that may be. */
function asideText(newlyHidden: number): readonly string[] {
  return newlyHidden === 0
    ? []
    : [t("left aside: {0} hidden", formatNumberOf(newlyHidden, "more result"))];
}

/** Words of the map over both settings. */
export const map = {
  title: t("over both settings"),
  kinds: { curves: t("Curves"), map: t("Map") },
  kind: t("Kind of chart"),
  waiting: t("The map follows the sweep."),
  label: (measure: SweepMeasure): string =>
    t(
      "{0} over protected tokens and min savings: arrows move, B goes to the best, Enter takes",
      measureNames[measure],
    ),
  axes: t("→ protected tokens, ↑ min savings. Arrows move, B: best, Enter takes."),
  minSavings: t("Min savings"),
  recorded: t("recorded"),
  chosen: t("chosen"),
  best: t("best"),
  unknown: t("unknown"),
  cell: (
    budget: number,
    least: number,
    figure: number,
    measure: SweepMeasure,
    marked: readonly string[],
    newlyHidden: number,
  ): string =>
    [
      t(
        "Protected {0}, min savings {1}: {2}",
        formatCount(budget),
        formatCount(least),
        Number.isNaN(figure) ? map.unknown : `${formatCount(figure)} ${sweep.units[measure]}`,
      ),
      ...marked,
      ...asideText(newlyHidden),
    ].join(", "),
  aside: t("hides results"),
  table: t("Map as a table"),
  tableCaption: (measure: SweepMeasure): string =>
    t(
      "{0} in {1}, modelled: min savings down, protected tokens across",
      measureNames[measure],
      sweep.units[measure],
    ),
};
