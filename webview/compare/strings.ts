import type { RowDifference } from "../../src/core/compare/compareRequests";
import type { AlignmentCounts, PairedTotals } from "../../src/core/compare/compareSessions";
import { sideNames } from "../../src/core/compare/words";
import type { Side } from "../../src/core/compare/comparedSession";
import { formatCount, formatDifference, formatNumberOf, formatTokens } from "../../src/core/format";
import type { Prices } from "../../src/core/whatif/prices";

/** Texts of the comparing page; see ../strings. */

export const page = {
  title: "Compare sessions",
  headline: (a: string, b: string): string => `A ${a} and B ${b}`,
  reading: "Reading the session…",
  receiving: "Receiving the session…",
  ready: "Read.",
  comparing: "Comparing…",
  stop: "Stop comparing",
  stopped: "Comparing was stopped.",
  again: "Compare after all",
  unusable: (problem: string): string => `What arrived could not be put together: ${problem}.`,
  newerFailed: (side: Side): string => `A newer state of ${sideNames[side]} could not be shown`,
  timelines: "Timelines",
  side: (side: Side, name: string): string => `${sideNames[side]}: ${name}`,
  requestOf: (side: Side, request: number): string =>
    `${sideNames[side]} request ${formatCount(request + 1)}`,
  verdicts: "Which is better",
  swap: "Swap A and B",
  open: (side: Side): string => `Open ${sideNames[side]}`,
  openTitle: (side: Side): string => `Open the page of session ${sideNames[side]}`,
  previous: "Previous difference",
  next: "Next difference",
  previousTitle: "Previous request whose decisions differ (Shift+N)",
  nextTitle: "Next request whose decisions differ (N)",
  position: (number: number, of: number): string =>
    `${formatCount(number)} of ${formatNumberOf(of, "difference")}`,
  differences: (count: number): string =>
    count === 0
      ? "No decision differs"
      : `${formatNumberOf(count, "decision")} ${count === 1 ? "differs" : "differ"}`,
  noneFurther: "No further difference.",
  empty: "Neither session holds a request yet",
};

export const alignment = {
  pairs: ({ bases }: AlignmentCounts): string =>
    `${formatNumberOf(bases.same + bases["same end"] + bases.alike, "request")} side by side`,
  pairsHow: ({ bases }: AlignmentCounts): string =>
    [
      `${formatCount(bases.same)} added the same to the history since the request before`,
      ...(bases["same end"] === 0
        ? []
        : [`${formatCount(bases["same end"])} end with the same item`]),
      ...(bases.alike === 0
        ? []
        : [`${formatCount(bases.alike)} added items of the same kinds and tools with other texts`]),
    ].join("; "),
  alone: ({ differences }: AlignmentCounts): string =>
    `${formatCount(differences["only a"])} of A alone, ${formatCount(differences["only b"])} of B alone`,
  none: "No request of one session has a counterpart in the other: they are of other work, and the totals compare nothing.",
  alike: "Most pairs are only alike: the sessions are hardly of the same work.",
  paired: ({ requestsWithCost, cost }: PairedTotals): string =>
    `Totals count the requests that stand alone, too. Over the ${formatNumberOf(requestsWithCost, "pair")} of known cost: A ${formatCount(cost.a)}, B ${formatCount(cost.b)} (${formatDifference(cost.b - cost.a)}).`,
};

export const figures = {
  heading: "Figures",
  caption: "Figures of both sessions",
  columns: { figure: "Figure", a: "A", b: "B", difference: "B − A", better: "Better" },
  how: "How obtained",
  howTitle: "Show with each figure how it was obtained",
  fitting: "Tokens of content are being fitted to the measurements.",
  settings: "Settings",
  prices: "Prices",
  pricesTitle: ({ cacheRead, cacheWrite }: Prices): string =>
    `Multiples of the input price: a token read from cache ${cacheRead}, written to it ${cacheWrite}, neither 1`,
};

export const requests = {
  heading: "Requests",
  caption: (all: boolean): string =>
    all ? "All requests of both sessions" : "Requests whose decisions differ",
  differing: (count: number): string => `Decisions differ (${formatCount(count)})`,
  all: (count: number): string => `All (${formatCount(count)})`,
  choice: "Which requests are listed",
  none: "No decision differs.",
  columns: {
    a: "A",
    b: "B",
    difference: "Difference",
    inA: "In A",
    inB: "In B",
    onlyA: "Only A left out",
    onlyB: "Only B left out",
    prompt: "Prompt B − A",
    cost: "Cost B − A",
  },
  titles: {
    a: "Number of the request in session A",
    b: "Number of the request in session B",
    difference: "How the recorded decisions differ",
    inA: "Decision in A, as recorded",
    inB: "Decision in B, as recorded",
    onlyA: "Tool results that A left out and B sent",
    onlyB: "Tool results that B left out and A sent",
    prompt: "Measured tokens of the prompt, B less A",
    cost: "Cost of the prompt in tokens at the input price, B less A",
  },
  missing: "–",
};

export const strip = {
  decisions: "decisions",
  prompt: "prompt",
  more: (side: Side): string => `${sideNames[side]} more`,
  legend: "What the strip between the timelines shows",
  bars: "Bars: the longer prompt, towards its session",
};

/** The differences that the strip tells apart, in the order of its legend. */
export const legendOrder: readonly RowDifference[] = [
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
  "only a",
  "only b",
];

export const detail = {
  heading: "Selected request",
  nothing: "Select a request in a timeline, in the strip or in the table.",
  caption: "Both requests, step by step",
  columns: { step: "Step", difference: "B − A" },
  request: (request: number): string => `Request ${formatCount(request + 1)}`,
  noRequest: "No request here",
  notEvaluated: "not evaluated",
  steps: {
    items: "Items",
    total: "Prompt, estimated",
    protectedTokens: "Protected budget",
    boundary: "Protected start",
    tail: "Tail from there",
    candidates: "Candidates",
    removedBytes: "Their content, bytes",
    savings: "Estimated savings",
    minSavings: "Min savings",
    decision: "Decision",
    leftOut: "Results left out",
    sentAgain: "Results sent again",
    prompt: "Prompt, measured",
    cacheRead: "Cache read",
    cacheWrite: "Cache write",
    output: "Output",
    cost: "Cost of the prompt",
  },
  differs: "differs",
  parts: (step: string): string => `The two part at: ${step}.`,
  agree: "All steps to the decision agree.",
  left: (a: number, b: number): string =>
    `A alone left out ${formatNumberOf(a, "result")}, B alone ${formatCount(b)}.`,
  prompt: (difference: number): string =>
    difference === 0
      ? "Both prompts measured the same."
      : `The prompt of ${difference > 0 ? "B" : "A"} was ${formatTokens(Math.abs(difference))} longer.`,
};
