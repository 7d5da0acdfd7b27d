import { formatCount, formatFactor, formatNumberOf, formatTokens } from "../src/core/format";
import { requestNumber } from "./strings/common";
import type { LabStage } from "./lab/messages";
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
    ? `${share < 0 ? "−" : "+"}${Math.abs(share).toFixed(2)} %`
    : "unknown";
}

export const lab = {
  policy: "Policy",
  pricesTitle: ({ cacheRead, cacheWrite }: Prices): string =>
    `Multiples of the input price: a token read from cache ${cacheRead}, written to it ${cacheWrite}, neither 1`,
  switchTitle: {
    "as recorded": "Measured tokens stay as they were",
    "re-simulated": "Measured tokens follow what the new decisions leave out",
  },
  onlyYoi: "Only yoi's own rule can be evaluated on the tokens as they were recorded",
  stages: {
    fit: "Fitting tokens to the measurements",
    sweep: "Trying other settings",
    map: "Trying both settings against each other",
  } satisfies Record<LabStage, string>,
  untilFitted: "Shown as recorded until the tokens are fitted.",
  needsFit: "This policy can only be re-simulated, which has to wait for the fitted tokens.",
  cancel: "Cancel",
  again: "Start again",
  stopped: "Stopped.",
  stoppedFit: "The fit was stopped: only as recorded can be shown.",
  failed: (message: string): string =>
    `The tokens could not be fitted (${message}): only as recorded can be shown.`,
  selfCheck: (check: SelfCheck): string =>
    check.evaluated === 0
      ? `No recorded decision to check the method on; tokens ${relative(check.predictedTokens, check.recordedTokens)}.`
      : `Checked on this run: re-simulating the recorded settings gives ${formatCount(check.sameDecision)} of ${formatNumberOf(check.evaluated, "decision")}, tokens ${relative(check.predictedTokens, check.recordedTokens)}${
          check.withCache === 0 ? "" : `, cost ${relative(check.predictedCost, check.recordedCost)}`
        }.`,
  notChecked: "Not yet checked on the recorded run.",
  certaintyPending: (requests: number): string =>
    `How certain these ${formatNumberOf(requests, "decision")} are is being worked out.`,
  uncertain: (uncertain: number, requests: number): string =>
    uncertain === 0
      ? `All ${formatNumberOf(requests, "decision")} are certain: every sample of what the measurements leave possible agrees.`
      : `${formatCount(uncertain)} of ${formatNumberOf(requests, "decision")} are uncertain: samples of what the measurements leave possible do not agree.`,
  copy: "Copy as manifest",
  copyTitle: "Copy the [compaction] lines that give these settings",
  copied: "settings as manifest lines",
  units: {
    tokens: "tokens",
    results: "results",
    turns: "turns",
    characters: "characters",
  } satisfies Record<PolicyParameter["unit"], string>,
  source: (source: string): string => `Source: ${source}`,
};

export const comparison = {
  caption: "Recorded and what-if, re-simulated",
  recorded: "Recorded, measured",
  whatIf: "What if, modelled",
  modelledMark: "≈",
  modelledNote: "≈ modelled, not measured",
  certaintyPending: "being worked out",
  figures: {
    fires: "Fires",
    setChanges: "Changes of the set",
    sentAgain: "Requests sending again",
    neverSeen: "Results never seen",
    leftOut: "Tokens left out",
    peak: "Peak prompt",
    mean: "Mean prompt",
    input: "Input tokens",
    read: "Read from cache",
    cost: "Cost",
    uncertain: "Uncertain decisions",
  },
  titles: {
    fires: "Requests that fired",
    setChanges: "Times that a request left out another set than the one before it",
    sentAgain: "Requests that sent content which the request before had left out",
    neverSeen: "Results left out of the very first request behind them: the model never saw them",
    leftOut: "Content left out, summed over all requests; fitted tokens in both columns",
    peak: "Largest prompt, in tokens",
    mean: "Mean prompt, in tokens",
    input: "Tokens of all prompts together",
    read: "Share of the input tokens that came from the cache",
    cost: "Input-token equivalents: tokens at the input price, by the prices below",
    uncertain: "Decisions on which samples of what the measurements leave possible do not agree",
  },
  cheaper: (factor: number): string => `÷ ${factor.toFixed(1)}`,
  dearer: (factor: number): string => `× ${factor.toFixed(1)}`,
  differenceTitle: (unit: "count" | "tokens" | "share" | "cost", difference: string): string =>
    unit === "share"
      ? "Percentage points, between two predictions of the same model"
      : unit === "cost"
        ? `${difference} input-token equivalents, between two predictions of the same model`
        : difference,
  sameModel: (cost: string): string =>
    `The same model of the cache gives ${cost} for the recorded run`,
};

const measureNames: Readonly<Record<SweepMeasure, string>> = {
  cost: "Cost",
  peak: "Peak prompt",
  fires: "Requests that fired",
  "sent again": "Requests that send again",
};

export const sweep = {
  title: "over protected tokens",
  measure: "Figure of the sweep",
  measures: measureNames,
  units: {
    cost: "tokens at the input price",
    peak: "tokens",
    fires: "requests",
    "sent again": "requests",
  } satisfies Record<SweepMeasure, string>,
  waiting: "The sweep follows the fit.",
  recorded: "recorded",
  chosen: "chosen",
  off: "pruning off",
  best: "best",
  chosenBest: "chosen, best",
  slider: "Point of the sweep: left and right change the value, up and down the policy",
  none: "No point chosen",
  point: (policy: string, value: number, figure: number, measure: SweepMeasure): string =>
    `${policy}, ${formatCount(value)}: ${formatCount(figure)} ${sweep.units[measure]}`,
  bestLabel: "Best",
  bestOfYoi: "Best of yoi's own rule",
  take: "Take it",
  takeTitle: (text: string): string => `Take ${text}`,
  table: "Points as a table",
  tableCaption: (measure: SweepMeasure): string =>
    `${measureNames[measure]} in ${sweep.units[measure]}, modelled, by policy and protected tokens`,
  value: "Value",
  modelled: "All points are modelled; the recorded one is measured where the log has it.",
  noOther: "No setting shows the model every result and costs less.",
};

/** Words of the map over both settings. */
export const map = {
  title: "over both settings",
  kinds: { curves: "Curves", map: "Map" },
  kind: "Kind of chart",
  waiting: "The map follows the sweep.",
  label: (measure: SweepMeasure): string =>
    `${measureNames[measure]} over protected tokens and min savings: arrows move, Enter takes`,
  axes: "→ protected tokens, ↑ min savings; arrows move, Enter or a click takes",
  minSavings: "Min savings",
  recorded: "recorded",
  chosen: "chosen",
  unknown: "unknown",
  cell: (
    budget: number,
    least: number,
    figure: number,
    measure: SweepMeasure,
    marked: readonly string[],
  ): string =>
    [
      `Protected ${formatCount(budget)}, min savings ${formatCount(least)}: ${
        Number.isNaN(figure) ? map.unknown : `${formatCount(figure)} ${sweep.units[measure]}`
      }`,
      ...marked,
    ].join(", "),
  table: "Map as a table",
  tableCaption: (measure: SweepMeasure): string =>
    `${measureNames[measure]} in ${sweep.units[measure]}, modelled: min savings down, protected tokens across`,
};

export const verdicts = {
  title: "Did it pay",
  kind: (verdict: FireVerdict["verdict"]): string => {
    switch (verdict.kind) {
      case "paid back":
        return `Paid back after ${formatNumberOf(verdict.afterRequests, "request")}.`;
      case "not yet":
        return verdict.moreRequests === undefined
          ? "Not paid back, and at this rate never."
          : `Not yet paid back: it needs ${formatNumberOf(verdict.moreRequests, "more request", "more requests")}.`;
      case "never":
        return "Never paid back:";
      case "unknown":
        return "Whether it paid cannot be said: the requests' cost is not known.";
    }
  },
  changed: (held: number, needed: number | undefined): string =>
    `the set changed again after ${formatNumberOf(held, "request")}${
      needed === undefined ? "" : ` of the ${formatCount(Math.ceil(needed))} that it takes`
    }.`,
  formula: (verdict: FireVerdict, { cacheRead: r, cacheWrite: w }: Prices): string =>
    verdict.neededRequests === undefined
      ? "No number of requests would do: it saves nothing, or reading costs nothing."
      : verdict.neededRequests === 0
        ? "n* = 0: the cache was cold, so nothing had to be written twice."
        : `n* = (${w} − ${r}) / ${r} × ${formatCount(verdict.rewrittenTokens)} / ${formatCount(verdict.newlyLeftOutTokens)} = ${verdict.neededRequests.toFixed(1)} requests`,
  rows: {
    newly: "Newly left out, R",
    rewritten: "Written anew, D",
    saved: "Saved while it held",
    estimated: "Estimated savings",
    realised: "Realised savings",
    ratio: "Estimated ÷ realised",
  },
  notes: {
    newly: "fitted to the measurements",
    rewritten: "tokens behind the first change",
    saved: (actual: FireVerdict["actualIs"]): string =>
      `tokens at the input price: ${actual} cost against what was modelled with nothing newly left out`,
    estimated: "by the core, as recorded",
    realised: "this prompt with nothing left out, modelled, less what it measured",
  },
  ratio: ({ estimatedTokens, realisedTokens }: FireSavings): string =>
    realisedTokens > 0 ? formatFactor(estimatedTokens / realisedTokens) : "unknown",
  prices: (label: string): string => `Prices: ${label}.`,
};

export const findings = {
  show: (count: number): string => (count === 1 ? "Show" : "Show first"),
  next: (position: number, count: number): string =>
    `Show next (${formatCount(position + 1)} of ${formatCount(count)})`,
  showTitle: "Go to its place in the timeline",
  showLine: "Show logged line",
  more: (count: number): string => formatNumberOf(count, "more finding"),
  fewer: "Fewer findings",
  titles: {
    "sent-again": (count: number): string => (count >= 3 ? "Pruning flaps." : "Content came back."),
    "read-again": (): string => "Fetched again.",
    "never-paid": (): string => "Never paid back.",
    "estimate-bias": (): string => "Estimates are off.",
    "settings-changed": (): string => "Settings changed.",
    unreadable: (): string => "Not everything could be read.",
    disagrees: (): string => "Replay disagrees.",
    creeping: (): string => "The set creeps.",
  },
  sentAgain: (count: number, requests: number): string =>
    `${formatCount(count)} of ${formatNumberOf(requests, "request")} sent content again that the request before had left out.`,
  tokensAgain: (tokens: number): string => `That was ${formatTokens(tokens)}, by the fit.`,
  costs: (factor: number, measured: boolean): string =>
    `The session cost ${formatFactor(factor)} what it costs with pruning off (${measured ? "measured" : "modelled"} against modelled).`,
  readAgain: (count: number): string =>
    `${formatNumberOf(count, "call")} fetched what had been left out of the request that made them.`,
  neverPaid: (count: number, lost: number): string =>
    `${formatNumberOf(count, "change")} of the set had not paid when it changed again: a loss of ${formatCount(lost)} tokens at the input price.`,
  settingsAt: (request: number | undefined, sentence: string): string =>
    request === undefined ? sentence : `At request ${requestNumber(request)}. ${sentence}`,
  settings: (count: number): string => `${formatCount(count)} times in the session.`,
  unreadable: (count: number): string => `${formatNumberOf(count, "line")} could not be read.`,
  disagrees: (count: number): string =>
    `${formatNumberOf(count, "evaluation")} came out other than recorded.`,
  creeping: (stretches: number, requests: number, written: number): string =>
    `In ${formatNumberOf(stretches, "stretch", "stretches")}, ${formatNumberOf(requests, "request")} in a row each left out a little more and wrote the cache anew: ${formatTokens(written)} written.`,
};

export const requestColumns = {
  whatIf: "What if",
  whatIfTitle: "Decision of the what-if, and how sure it is",
  prompt: "Modelled",
  promptTitle:
    "Tokens of the whole prompt in the what-if; as recorded, they stay what was measured",
  certain: "certain",
  uncertain: "uncertain",
  certaintyPending: "certainty being worked out",
};
