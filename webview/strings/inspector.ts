import {
  formatBytes,
  formatCount,
  formatDifference,
  formatNumberOf,
  formatPrecise,
  formatTokens,
} from "../../src/core/format";
import type { EstimateBasis } from "../../src/core/inspect/estimateBasis";
import { t } from "../../src/core/l10n/translation";
import type { Decision } from "../../src/core/prune/evaluate";
import type { Incomparability } from "../../src/core/replay/comparable";
import { requestNumber } from "./common";

export const inspector = {
  nothing: t("Select a request in the timeline or in the table."),
  heading: (request: number): string => t("Request {0}", requestNumber(request)),
  place: (run: number, historyLength: number, segment: string | undefined): string =>
    [
      ...(segment === undefined ? [] : [segment]),
      t("run {0}", formatCount(run + 1)),
      formatNumberOf(historyLength, "item"),
    ].join(" · "),
  segment: (segment: number): string => t("segment {0}", formatCount(segment + 1)),
  /** What had been left out, came back with this request, and why. */
  sentAgain: (results: number, before: number, decision: Decision | undefined): string =>
    t(
      "Sends {0} again that request {1} had left out: {2}",
      formatNumberOf(results, "result"),
      requestNumber(before),
      sentAgainWhy(decision),
    ),
  noEvaluation: t("No evaluation was recorded for this request"),
  noEvaluationOff: t("The metadata says that pruning was off."),
  noEvaluationLost: t(
    "Its metric was never written: pruning was off, or the run did not come to its end.",
  ),
  notComparable: (why: Incomparability): string => {
    switch (why.kind) {
      case "behind a lost line":
        return t(
          "What stood on or before line {0} of the log is lost, and the decision depends on it: it is shown as recorded and cannot be replayed.",
          formatCount(why.line),
        );
      case "behind an unmeasured request":
        return t(
          "The request with {0} items before it was answered, but its measurement is not in the log, and the decision depends on it: it is shown as recorded and cannot be replayed.",
          formatCount(why.historyLength),
        );
      case "counted in turns":
        return t(
          "This log is from the time when the budget was counted in turns{0}: the decision is shown as recorded and cannot be replayed.",
          why.borderTurn === undefined ? "" : t(" (border turn {0})", formatCount(why.borderTurn)),
        );
    }
  },
  otherPlacements: (count: number): string =>
    t(
      "Placed in the history by agreement; {0} just as well.",
      formatNumberOf(count, "other place agrees", "other places agree"),
    ),
  notSent: t("The run yielded to compaction after this evaluation: nothing was sent."),
  boundaryHow: t(
    "Index of the first item of the tail: the walk back from the end stops as soon as the budget is reached.",
  ),
  candidatesHow: t("Tool results with content that lie before the protected start."),
  showCandidates: t("Show them"),
  removedHow: t(
    'Sum over the candidates of what leaves with their content: ,"content": and the text as JSON, in UTF-8 bytes.',
  ),
  measuredHow: {
    input: t("input_total_tokens of this request's usage record, as logged: the whole prompt."),
    read: t("cache_read_tokens of this request's usage record, as logged."),
    write: t("cache_write_tokens of this request's usage record, as logged."),
    output: t("output_tokens of this request's usage record, as logged."),
  },
  joinHow: {
    read: t("cache_read_tokens of the prune.post_request metric with this fire's correlation id."),
    write: t(
      "cache_write_tokens of the prune.post_request metric with this fire's correlation id.",
    ),
    length: t("history_len of the usage record that the metric was written with."),
  },
  chain: t("How the decision came about"),
  columns: { step: t("Step"), replayed: t("Replayed"), recorded: t("Recorded") },
  steps: {
    total: t("Prompt, estimated"),
    protectedTokens: t("Protected budget"),
    boundary: t("Protected start"),
    tail: t("Tail from there"),
    candidates: t("Candidates before it"),
    removedBytes: t("Their content"),
    rate: t("Rate of the last record"),
    savings: t("Estimated savings"),
    minSavings: t("Min savings"),
    decision: t("Decision"),
  },
  sources: {
    start: t("measured"),
    measured: t("measured"),
    after: t("extrapolated"),
    flat: t("interpolated"),
    between: t("interpolated"),
    before: t("interpolated"),
    "no data": t("no data"),
  } satisfies Record<EstimateBasis["kind"], string>,
  basis: (basis: EstimateBasis): string => {
    switch (basis.kind) {
      case "start":
        return t("nothing lies before item 0");
      case "measured":
        return t(
          "the usage record of exactly {0}",
          formatNumberOf(basis.record.historyLength, "item"),
        );
      case "after":
        return t(
          "{0} measured at {1} + {2} bytes since ÷ 4",
          formatCount(basis.lower.tokens),
          formatNumberOf(basis.lower.historyLength, "item"),
          formatCount(basis.bytesSince),
        );
      case "flat":
        return t(
          "{0} measured at {1}; the next record gives no rate",
          formatCount(basis.lower.tokens),
          formatNumberOf(basis.lower.historyLength, "item"),
        );
      case "between":
        return t(
          "{0} at {1} + {2} bytes × {3} tokens ÷ {4} bytes up to {5}",
          formatCount(basis.lower.tokens),
          formatNumberOf(basis.lower.historyLength, "item"),
          formatCount(basis.bytesSince),
          formatCount(basis.upper.tokens - basis.lower.tokens),
          formatCount(basis.upper.bytes - basis.lower.bytes),
          formatNumberOf(basis.upper.historyLength, "item"),
        );
      case "before":
        return t(
          "{0} bytes × {1} tokens ÷ {2} bytes of the first record",
          formatCount(basis.bytes),
          formatCount(basis.upper.tokens),
          formatCount(basis.upper.bytes),
        );
      case "no data":
        return t(
          "no usage record yet: {0} bytes ÷ 4, which allows no boundary",
          formatCount(basis.bytes),
        );
    }
  },
  known: (records: number, inherited: number): string =>
    t(
      "{0} known{1}",
      formatNumberOf(records, "usage record"),
      inherited === 0 ? "" : t(", {0} of them from an earlier segment", formatCount(inherited)),
    ),
  item: (item: number, of: number): string =>
    t("item {0} of {1}", formatCount(item), formatCount(of)),
  nothingProtected: t("nothing is protected"),
  noBoundary: t("none"),
  noBoundaryWhy: t("the estimates have no data"),
  tailNote: (start: number, tokens: number, next: number | undefined, budget: number): string =>
    next === undefined
      ? t("a budget of {0} protects nothing", formatCount(budget))
      : t(
          "the last item whose tail reaches the budget: {0} ≥ {1}; from item {2} it is {3}",
          formatCount(tokens),
          formatCount(budget),
          formatCount(start + 1),
          formatCount(next),
        ),
  tailExhausted: (tokens: number, budget: number): string =>
    t("the whole history fits in the budget: {0} < {1}", formatCount(tokens), formatCount(budget)),
  before: (tokens: number, source: string): string =>
    t("{0} lie before it ({1})", formatTokens(tokens), source),
  bytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  notInLog: t("not in the log"),
  joinLength: t("Items of the request"),
  rate: (tokens: number, bytes: number): string =>
    `${formatTokens(tokens)} ÷ ${formatNumberOf(bytes, "byte")}`,
  rateValue: (rate: number): string => t("{0} tokens a byte", formatPrecise(rate, 4)),
  noRate: t("none: no content to leave out, or nothing measured yet"),
  savingsNote: (bytes: number, tokens: number, of: number): string =>
    t("{0} × {1} ÷ {2}, rounded down", formatCount(bytes), formatCount(tokens), formatCount(of)),
  decisionNote: (decision: Decision, savings: number, minSavings: number): string => {
    switch (decision) {
      case "fired":
        return `${formatCount(savings)} ≥ ${formatCount(minSavings)}`;
      case "below_min_savings":
        return `${formatCount(savings)} < ${formatCount(minSavings)}`;
      case "no_candidates":
        return t("no result with content lies before the protected start");
    }
  },
  attachments: (bytes: number): string =>
    t(
      "{0} of attachments leave too; the core does not count them, so the savings are an under-estimate",
      formatBytes(bytes),
    ),
  agrees: t("agrees"),
  same: t("same"),
  differsBy: (difference: number | undefined): string =>
    difference === undefined ? t("differs") : t("differs by {0}", formatDifference(difference)),
  notRecorded: t("not recorded"),
  measured: t("What was measured"),
  notMeasured: t(
    "No usage record: the request failed, was cancelled, or its usage was not reported.",
  ),
  measuredSteps: {
    input: t("Prompt"),
    read: t("Read from cache"),
    write: t("Written to cache"),
    output: t("Output"),
  },
  leftOut: (count: number): string => t("{0} left out", formatNumberOf(count, "result")),
  join: t("Cache after the fire"),
  joinOwn: t("Joined by correlation id with this request's own usage record."),
  joinOther: (request: string): string =>
    t(
      "Belongs to {0}: this fire's request was never measured, and its correlation id stayed pending until the next measured one.",
      request,
    ),
  joinOtherUnknown: t("another request"),
  carries: (evaluation: number, segment: string | undefined, sent: boolean): string =>
    t(
      "This request's record carries the correlation id of another fire (evaluation {0}{1}), {2}: the figures joined with that fire are this request's.",
      formatCount(evaluation + 1),
      segment === undefined ? "" : t(" of {0}", segment),
      sent
        ? t("whose request was not measured")
        : t("whose run yielded to compaction, so that it sent nothing"),
    ),
  noJoin: t("No prune.post_request carries this fire's correlation id."),
};

export const actions = {
  showRecord: t("Show logged line"),
  showRecordTitle: (line: number): string => t("Show line {0} of the log", formatCount(line)),
  compare: t("Compare with and without"),
  compareTitle: t("Compare the request with and without the projection, in the editor's diff"),
  copy: t("Copy as JSON"),
  copyTitle: t("Copy everything shown about this request"),
  copied: t("Copied"),
  previousFire: t("Previous fire"),
  nextFire: t("Next fire"),
};

function sentAgainWhy(decision: Decision | undefined): string {
  switch (decision) {
    case "below_min_savings":
      return t("the estimated savings are below min savings, so that nothing is left out.");
    case "no_candidates":
      return t("no result lies before the protected start, so that nothing is left out.");
    case "fired":
      return t("it left out others.");
    case undefined:
      return t("no evaluation was recorded for it, so that nothing is known to be left out.");
  }
}
