import type { AlignmentCounts, PairedTotals } from "../../src/core/compare/compareSessions";
import { sideNames } from "../../src/core/compare/words";
import type { Side } from "../../src/core/compare/comparedSession";
import {
  formatCount,
  formatDifference,
  formatExact,
  formatNumberOf,
  formatTokens,
} from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { Prices } from "../../src/core/whatif/prices";

/** Texts of the comparing page; see ../strings. */

export const page = {
  title: t("Compare sessions"),
  headline: (a: string, b: string): string => t("A {0} and B {1}", a, b),
  reading: t("Reading the session…"),
  receiving: t("Receiving the session…"),
  ready: t("Read."),
  comparing: t("Comparing…"),
  stop: t("Stop comparing"),
  stopped: t("Comparing was stopped."),
  again: t("Compare after all"),
  unusable: (problem: string): string => t("What arrived could not be put together: {0}.", problem),
  newerFailed: (side: Side): string =>
    t("A newer state of {0} could not be shown", sideNames[side]),
  timelines: t("Timelines"),
  side: (side: Side, name: string): string => `${sideNames[side]}: ${name}`,
  requestOf: (side: Side, request: number): string =>
    t("{0} request {1}", sideNames[side], formatCount(request + 1)),
  verdicts: t("Which is better"),
  swap: t("Swap A and B"),
  open: (side: Side): string => t("Open {0}", sideNames[side]),
  openTitle: (side: Side): string => t("Open the page of session {0}", sideNames[side]),
  previous: t("Previous difference"),
  next: t("Next difference"),
  previousTitle: t("Previous request whose decisions differ (Shift+N)"),
  nextTitle: t("Next request whose decisions differ (N)"),
  position: (number: number, of: number): string =>
    t("{0} of {1}", formatCount(number), formatNumberOf(of, "difference")),
  differences: (count: number): string =>
    count === 0
      ? t("No decision differs")
      : `${formatNumberOf(count, "decision")} ${count === 1 ? t("differs") : t("differ")}`,
  noneFurther: t("No further difference."),
  find: t("Find in both sessions"),
  foundIn: (side: Side): string => t("What is found in {0}", sideNames[side]),
  foundAt: (side: Side, request: number | undefined): string =>
    request === undefined
      ? t("{0}, not sent in any request", sideNames[side])
      : page.requestOf(side, request),
  empty: t("Neither session holds a request yet"),
};

export const alignment = {
  pairs: ({ bases }: AlignmentCounts): string =>
    t("{0} side by side", formatNumberOf(bases.same + bases["same end"] + bases.alike, "request")),
  pairsHow: ({ bases }: AlignmentCounts): string =>
    [
      t("{0} added the same to the history since the request before", formatCount(bases.same)),
      ...(bases["same end"] === 0
        ? []
        : [t("{0} end with the same item", formatCount(bases["same end"]))]),
      ...(bases.alike === 0
        ? []
        : [
            t(
              "{0} added items of the same kinds and tools with other texts",
              formatCount(bases.alike),
            ),
          ]),
    ].join("; "),
  alone: ({ differences }: AlignmentCounts): string =>
    t(
      "{0} of A alone, {1} of B alone",
      formatCount(differences["only a"]),
      formatCount(differences["only b"]),
    ),
  none: t(
    "No request of one session has a counterpart in the other: they are of other work, and the totals compare nothing.",
  ),
  onlyAlike: (count: number): string => t("{0} only alike", formatCount(count)),
  alike: t("Most pairs are only alike: the sessions are hardly of the same work."),
  paired: ({ requestsWithCost, cost }: PairedTotals): string =>
    t(
      "Totals count the requests that stand alone, too. Over the {0} of known cost: A {1}, B {2} ({3}).",
      formatNumberOf(requestsWithCost, "pair"),
      formatCount(cost.a),
      formatCount(cost.b),
      formatDifference(cost.b - cost.a),
    ),
};

export const figures = {
  heading: t("Figures"),
  caption: t("Figures of both sessions"),
  columns: {
    figure: t("Figure"),
    a: t("A"),
    b: t("B"),
    difference: t("B − A"),
    better: t("Better"),
  },
  how: t("How obtained"),
  howTitle: t("Show with each figure how it was obtained"),
  fitting: t("Tokens of content are being fitted to the measurements."),
  settings: t("Settings"),
  prices: t("Prices"),
  pricesTitle: ({ cacheRead, cacheWrite }: Prices): string =>
    t(
      "Multiples of the input price: a token read from cache {0}, written to it {1}, neither 1",
      formatExact(cacheRead),
      formatExact(cacheWrite),
    ),
};

export const requests = {
  heading: t("Requests"),
  caption: (all: boolean): string =>
    all ? t("All requests of both sessions") : t("Requests whose decisions differ"),
  differing: (count: number): string => t("Decisions differ ({0})", formatCount(count)),
  all: (count: number): string => t("All ({0})", formatCount(count)),
  choice: t("Which requests are listed"),
  none: t("No decision differs."),
  columns: {
    a: t("A"),
    b: t("B"),
    difference: t("Difference"),
    inA: t("In A"),
    inB: t("In B"),
    onlyA: t("Only A left out"),
    onlyB: t("Only B left out"),
    prompt: t("Prompt B − A"),
    cost: t("Cost B − A"),
  },
  titles: {
    a: t("Number of the request in session A"),
    b: t("Number of the request in session B"),
    difference: t("How the recorded decisions differ"),
    inA: t("Decision in A, as recorded"),
    inB: t("Decision in B, as recorded"),
    onlyA: t("Tool results that A left out and B sent"),
    onlyB: t("Tool results that B left out and A sent"),
    prompt: t("Measured tokens of the prompt, B less A"),
    cost: t("Cost of the prompt in tokens at the input price, B less A"),
  },
  missing: "–",
};

export const strip = {
  decisions: t("decisions"),
  prompt: t("prompt"),
  more: (side: Side): string => t("{0} more", sideNames[side]),
  legend: t("What the strip between the timelines shows"),
  bars: t("Bars: the longer prompt, towards its session"),
  axis: t("Axis: requests side by side"),
  axisWhy: t(
    "A request and its counterpart share one place. The sessions ran at other times and with other pauses: on an axis of clock time what belongs together would stand apart. Each session's own page shows its clock time.",
  ),
};

export const detail = {
  heading: t("Selected request"),
  nothing: t("Select a request in a timeline, in the strip or in the table."),
  caption: t("Both requests, step by step"),
  columns: { step: t("Step"), difference: t("B − A") },
  request: (request: number): string => t("Request {0}", formatCount(request + 1)),
  noRequest: t("No request here"),
  notEvaluated: t("not evaluated"),
  steps: {
    items: t("Items"),
    total: t("Prompt, estimated"),
    protectedTokens: t("Protected budget"),
    boundary: t("Protected start"),
    tail: t("Tail from there"),
    candidates: t("Candidates"),
    removedBytes: t("Their content, bytes"),
    savings: t("Estimated savings"),
    minSavings: t("Min savings"),
    decision: t("Decision"),
    leftOut: t("Results left out"),
    sentAgain: t("Results sent again"),
    prompt: t("Prompt, measured"),
    cacheRead: t("Cache read"),
    cacheWrite: t("Cache write"),
    output: t("Output"),
    cost: t("Cost of the prompt"),
  },
  differs: t("differs"),
  parts: (step: string): string => t("The two part at: {0}.", step),
  agree: t("All steps to the decision agree."),
  left: (a: number, b: number): string =>
    t("A alone left out {0}, B alone {1}.", formatNumberOf(a, "result"), formatCount(b)),
  prompt: (difference: number): string =>
    difference === 0
      ? t("Both prompts measured the same.")
      : t(
          "The prompt of {0} was {1} longer.",
          difference > 0 ? t("B") : t("A"),
          formatTokens(Math.abs(difference)),
        ),
};
