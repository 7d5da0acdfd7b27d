import {
  formatCount,
  formatExact,
  formatFactor,
  formatFixed,
  formatNumberOf,
  formatShare,
  formatTokens,
} from "../src/core/format";
import { requestNumber } from "./strings/common";
import type { LabStage } from "./lab/messages";
import { t } from "../src/core/l10n/translation";
import type { SweepMeasure } from "../src/core/lab/sweepChart";
import type { PolicyParameter } from "../src/core/whatif/policies/policy";
import type { Prices } from "../src/core/whatif/prices";
import type { FireSavings } from "../src/core/whatif/realisedSavings";
import type { SelfCheck } from "../src/core/whatif/selfCheck";
import type { FireVerdict } from "../src/core/whatif/verdicts";

/** Texts of the what-if lab; see strings.ts. */

/** A relative difference with its sign and two decimals: `+0.00 %`. */
function relative(predicted: number, recorded: number): string {
  const share = (100 * (predicted - recorded)) / recorded;
  return Number.isFinite(share)
    ? `${share < 0 ? "−" : "+"}${formatFixed(Math.abs(share), 2)} %`
    : t("unknown");
}

export const lab = {
  policy: t("Policy"),
  pricesTitle: ({ cacheRead, cacheWrite }: Prices): string =>
    t(
      "Multiples of the input price: a token read from cache {0}, written to it {1}, neither 1",
      formatExact(cacheRead),
      formatExact(cacheWrite),
    ),
  switchTitle: {
    "as recorded": t("Measured tokens stay as they were"),
    "re-simulated": t("Measured tokens follow what the new decisions leave out"),
  },
  onlyYoi: t("Only yoi's own rule can be evaluated on the tokens as they were recorded"),
  stages: {
    fit: t("Fitting tokens to the measurements"),
    sweep: t("Trying other settings"),
    map: t("Trying both settings against each other"),
  } satisfies Record<LabStage, string>,
  untilFitted: t("Shown as recorded until the tokens are fitted."),
  needsFit: t("This policy can only be re-simulated, which has to wait for the fitted tokens."),
  cancel: t("Cancel"),
  again: t("Start again"),
  stopped: t("Stopped."),
  stoppedFit: t("The fit was stopped: only as recorded can be shown."),
  failed: (message: string): string =>
    t("The tokens could not be fitted ({0}): only as recorded can be shown.", message),
  selfCheck: (check: SelfCheck): string =>
    check.evaluated === 0
      ? t(
          "No recorded decision to check the method on; tokens {0}.",
          relative(check.predictedTokens, check.recordedTokens),
        )
      : t(
          "Checked on this run: re-simulating the recorded settings gives {0} of {1}, tokens {2}{3}.",
          formatCount(check.sameDecision),
          formatNumberOf(check.evaluated, "decision"),
          relative(check.predictedTokens, check.recordedTokens),
          check.withCache === 0
            ? ""
            : t(", cost {0}", relative(check.predictedCost, check.recordedCost)),
        ),
  notChecked: t("Not yet checked on the recorded run."),
  /** How well what is shown is founded, beside the switch of the modes. */
  trust: {
    repeats: (same: number, evaluated: number): string =>
      t("repeats {0} of {1}", formatCount(same), formatCount(evaluated)),
    nothingToRepeat: t("nothing to check on"),
    notChecked: t("not yet checked"),
    certain: (certain: number, requests: number): string =>
      t("{0} of {1} certain", formatCount(certain), formatCount(requests)),
  },
  certaintyPending: (requests: number): string =>
    t("How certain these {0} are is being worked out.", formatNumberOf(requests, "decision")),
  uncertain: (uncertain: number, requests: number): string =>
    uncertain === 0
      ? t(
          "All {0} are certain: every sample of what the measurements leave possible agrees.",
          formatNumberOf(requests, "decision"),
        )
      : t(
          "{0} of {1} are uncertain: samples of what the measurements leave possible do not agree.",
          formatCount(uncertain),
          formatNumberOf(requests, "decision"),
        ),
  copy: t("Copy as manifest"),
  copyTitle: t("Copy the [compaction] lines that give these settings"),
  copied: t("settings as manifest lines"),
  units: {
    tokens: t("tokens"),
    results: t("results"),
    turns: t("turns"),
    characters: t("characters"),
  } satisfies Record<PolicyParameter["unit"], string>,
  source: (source: string): string => t("Source: {0}", source),
};

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

const measureNames: Readonly<Record<SweepMeasure, string>> = {
  cost: t("Cost"),
  peak: t("Peak prompt"),
  fires: t("Requests that fired"),
  "sent again": t("Requests sending again"),
};

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

export const requestColumns = {
  whatIf: t("What if"),
  whatIfTitle: t("Decision of the what-if, and how sure it is"),
  prompt: t("Modelled"),
  promptTitle: t(
    "Tokens of the whole prompt in the what-if; as recorded, they stay what was measured",
  ),
  certain: t("certain"),
  uncertain: t("uncertain"),
  certaintyPending: t("certainty being worked out"),
};
