import {
  formatBytes,
  formatCount,
  formatDifference,
  formatNumberOf,
  formatTokens,
} from "../../src/core/format";
import type { EstimateBasis } from "../../src/core/inspect/estimateBasis";
import type { Decision } from "../../src/core/prune/evaluate";
import type { Incomparability } from "../../src/core/replay/comparable";
import { requestNumber } from "./common";

export const inspector = {
  nothing: "Select a request in the timeline or in the table.",
  heading: (request: number): string => `Request ${requestNumber(request)}`,
  place: (run: number, historyLength: number, segment: string | undefined): string =>
    [
      ...(segment === undefined ? [] : [segment]),
      `run ${formatCount(run + 1)}`,
      formatNumberOf(historyLength, "item"),
    ].join(" · "),
  segment: (segment: number): string => `segment ${formatCount(segment + 1)}`,
  noEvaluation: "No evaluation was recorded for this request",
  noEvaluationOff: "The metadata says that pruning was off.",
  noEvaluationLost:
    "Its metric was never written: pruning was off, or the run did not come to its end.",
  notComparable: (why: Incomparability): string =>
    why.kind === "behind a lost line"
      ? `Line ${formatCount(why.line)} of the log cannot be read, and nothing behind it agrees: an item is missing. The decision is shown as recorded and cannot be replayed.`
      : `This log is from the time when the budget was counted in turns${
          why.borderTurn === undefined ? "" : ` (border turn ${formatCount(why.borderTurn)})`
        }: the decision is shown as recorded and cannot be replayed.`,
  otherPlacements: (count: number): string =>
    `Placed in the history by agreement; ${formatNumberOf(count, "other place agrees", "other places agree")} just as well.`,
  notSent: "The run yielded to compaction after this evaluation: nothing was sent.",
  boundaryHow:
    "Index of the first item of the tail: the walk back from the end stops as soon as the budget is reached.",
  candidatesHow: "Tool results with content that lie before the protected start.",
  showCandidates: "Show them",
  removedHow:
    'Sum over the candidates of what leaves with their content: ,"content": and the text as JSON, in UTF-8 bytes.',
  measuredHow: {
    input: "input_total_tokens of this request's usage record, as logged: the whole prompt.",
    read: "cache_read_tokens of this request's usage record, as logged.",
    write: "cache_write_tokens of this request's usage record, as logged.",
    output: "output_tokens of this request's usage record, as logged.",
  },
  joinHow: {
    read: "cache_read_tokens of the prune.post_request metric with this fire's correlation id.",
    write: "cache_write_tokens of the prune.post_request metric with this fire's correlation id.",
    length: "history_len of the usage record that the metric was written with.",
  },
  chain: "How the decision came about",
  columns: { step: "Step", replayed: "Replayed", recorded: "Recorded" },
  steps: {
    total: "Prompt, estimated",
    protectedTokens: "Protected budget",
    boundary: "Protected start",
    tail: "Tail from there",
    candidates: "Candidates before it",
    removedBytes: "Their content",
    rate: "Rate of the last record",
    savings: "Estimated savings",
    minSavings: "Min savings",
    decision: "Decision",
  },
  sources: {
    start: "measured",
    measured: "measured",
    after: "extrapolated",
    flat: "interpolated",
    between: "interpolated",
    before: "interpolated",
    "no data": "no data",
  } satisfies Record<EstimateBasis["kind"], string>,
  basis: (basis: EstimateBasis): string => {
    switch (basis.kind) {
      case "start":
        return "nothing lies before item 0";
      case "measured":
        return `the usage record of exactly ${formatNumberOf(basis.record.historyLength, "item")}`;
      case "after":
        return `${formatCount(basis.lower.tokens)} measured at ${formatNumberOf(basis.lower.historyLength, "item")} + ${formatCount(basis.bytesSince)} bytes since ÷ 4`;
      case "flat":
        return `${formatCount(basis.lower.tokens)} measured at ${formatNumberOf(basis.lower.historyLength, "item")}; the next record gives no rate`;
      case "between":
        return `${formatCount(basis.lower.tokens)} at ${formatNumberOf(basis.lower.historyLength, "item")} + ${formatCount(basis.bytesSince)} bytes × ${formatCount(basis.upper.tokens - basis.lower.tokens)} tokens ÷ ${formatCount(basis.upper.bytes - basis.lower.bytes)} bytes up to ${formatNumberOf(basis.upper.historyLength, "item")}`;
      case "before":
        return `${formatCount(basis.bytes)} bytes × ${formatCount(basis.upper.tokens)} tokens ÷ ${formatCount(basis.upper.bytes)} bytes of the first record`;
      case "no data":
        return `no usage record yet: ${formatCount(basis.bytes)} bytes ÷ 4, which allows no boundary`;
    }
  },
  known: (records: number, inherited: number): string =>
    `${formatNumberOf(records, "usage record")} known${
      inherited === 0 ? "" : `, ${formatCount(inherited)} of them from an earlier segment`
    }`,
  item: (item: number, of: number): string => `item ${formatCount(item)} of ${formatCount(of)}`,
  nothingProtected: "nothing is protected",
  noBoundary: "none",
  noBoundaryWhy: "the estimates have no data",
  tailNote: (start: number, tokens: number, next: number | undefined, budget: number): string =>
    next === undefined
      ? `a budget of ${formatCount(budget)} protects nothing`
      : `the last item whose tail reaches the budget: ${formatCount(tokens)} ≥ ${formatCount(budget)}; from item ${formatCount(start + 1)} it is ${formatCount(next)}`,
  tailExhausted: (tokens: number, budget: number): string =>
    `the whole history fits in the budget: ${formatCount(tokens)} < ${formatCount(budget)}`,
  before: (tokens: number, source: string): string =>
    `${formatTokens(tokens)} lie before it (${source})`,
  bytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  notInLog: "not in the log",
  joinLength: "Items of the request",
  rate: (tokens: number, bytes: number): string =>
    `${formatTokens(tokens)} ÷ ${formatNumberOf(bytes, "byte")}`,
  rateValue: (rate: number): string => `${rate.toPrecision(4)} tokens a byte`,
  noRate: "none: no content to leave out, or nothing measured yet",
  savingsNote: (bytes: number, tokens: number, of: number): string =>
    `${formatCount(bytes)} × ${formatCount(tokens)} ÷ ${formatCount(of)}, rounded down`,
  decisionNote: (decision: Decision, savings: number, minSavings: number): string => {
    switch (decision) {
      case "fired":
        return `${formatCount(savings)} ≥ ${formatCount(minSavings)}`;
      case "below_min_savings":
        return `${formatCount(savings)} < ${formatCount(minSavings)}`;
      case "no_candidates":
        return "no result with content lies before the protected start";
    }
  },
  attachments: (bytes: number): string =>
    `${formatBytes(bytes)} of attachments leave too; the core does not count them, so the savings are an under-estimate`,
  agrees: "agrees",
  same: "same",
  differsBy: (difference: number | undefined): string =>
    difference === undefined ? "differs" : `differs by ${formatDifference(difference)}`,
  notRecorded: "not recorded",
  measured: "What was measured",
  notMeasured: "No usage record: the request failed, was cancelled, or its usage was not reported.",
  measuredSteps: {
    input: "Prompt",
    read: "Read from cache",
    write: "Written to cache",
    output: "Output",
  },
  leftOut: (count: number): string => `${formatNumberOf(count, "result")} left out`,
  join: "Cache after the fire",
  joinOwn: "Joined by correlation id with this request's own usage record.",
  joinOther: (request: string): string =>
    `Belongs to ${request}: this fire's request was never measured, and its correlation id stayed pending until the next measured one.`,
  joinOtherUnknown: "another request",
  carries: (evaluation: number, segment: string | undefined, sent: boolean): string =>
    `This request's record carries the correlation id of another fire (evaluation ${formatCount(evaluation + 1)}${
      segment === undefined ? "" : ` of ${segment}`
    }), ${sent ? "whose request was not measured" : "whose run yielded to compaction, so that it sent nothing"}: the figures joined with that fire are this request's.`,
  noJoin: "No prune.post_request carries this fire's correlation id.",
};

export const actions = {
  showRecord: "Show logged line",
  showRecordTitle: (line: number): string => `Show line ${formatCount(line)} of the log`,
  compare: "Compare with and without",
  compareTitle: "Compare the request with and without the projection, in the editor's diff",
  copy: "Copy as JSON",
  copyTitle: "Copy everything shown about this request",
  copied: "Copied",
  previousFire: "Previous fire",
  nextFire: "Next fire",
};
