import {
  formatBytes,
  formatCount,
  formatDifference,
  formatInterval,
  formatNumberOf,
  formatTokens,
} from "../src/core/format";
import type { EstimateBasis } from "../src/core/inspect/estimateBasis";
import type { KnobInput } from "../src/core/inspect/knob";
import type { CacheFigures, SessionSummary } from "../src/core/inspect/sessionSummary";
import type { Decision } from "../src/core/prune/evaluate";
import type { AgreementCounts, SettingInterval, SettingsFinding } from "../src/core/replay/model";
import type { WhatIfMode } from "../src/core/whatif/outcome";

/**
 * Every text of the page, in one place so that it can be translated. What varies is a parameter; markup is none of it.
 * Requests are counted from 1 for people, items from 0 as in the log.
 */

/** The number of a request as people count. */
export function requestNumber(request: number): string {
  return formatCount(request + 1);
}

export const decisionWords: Readonly<Record<Decision | "none", string>> = {
  fired: "fired",
  no_candidates: "no candidates",
  below_min_savings: "below min savings",
  none: "not evaluated",
};

/** Shapes that tell decisions apart where colour does not. */
export const decisionGlyphs: Readonly<Record<Decision | "none", string>> = {
  fired: "▲",
  no_candidates: "·",
  below_min_savings: "□",
  none: "–",
};

export const states = {
  loading: "Reading the session…",
  receiving: "Receiving the session…",
  failed: "The session could not be opened",
  newerFailed: "A newer state of the session could not be shown",
  empty: "No request yet",
  emptyDetail:
    "The log holds no LLM request. When the agent sends one, it appears here without reloading.",
  unusable: (problem: string): string => `What arrived could not be put together: ${problem}.`,
};

export const regions = {
  summary: "Session summary",
  findings: "Findings",
  timeline: "Timeline",
  inspector: "Inspector",
  tabs: "What if, candidates, requests",
  whatIf: "What if",
  candidates: (count: number): string => `Candidates (${formatCount(count)})`,
  requests: (count: number): string => `Requests (${formatCount(count)})`,
  copied: (request: number): string => `request ${requestNumber(request)} as JSON`,
};

export const header = {
  explain: "How obtained",
  explainTitle: "Show below each figure how it was obtained",
  meta: (summary: SessionSummary, duration: string | undefined): string =>
    [
      formatNumberOf(summary.runs, "run"),
      formatNumberOf(summary.items, "item"),
      ...(summary.segments === 1 ? [] : [formatNumberOf(summary.segments, "segment")]),
      ...(duration === undefined ? [] : [duration]),
    ].join(" · "),
  goTo: (request: number): string => `Select request ${requestNumber(request)}`,
  atRequest: (request: number): string => `at request ${requestNumber(request)}`,
  unknown: "unknown",
  labels: {
    protectedTokens: "Protected tokens",
    minSavings: "Min savings",
    pruning: "Pruning",
    requests: "Requests",
    fires: "Fires",
    skips: "Skips",
    sentAgain: "Sent again",
    peak: "Peak prompt",
    final: "Final prompt",
    cache: "Read from cache",
    replay: "Replay",
  },
  requestsNote: ({ requests, measured, notSent }: SessionSummary): string =>
    [
      measured === requests ? "all measured" : `${formatCount(measured)} measured`,
      ...(notSent === 0 ? [] : [`${formatNumberOf(notSent, "evaluation")} sent nothing`]),
    ].join(" · "),
  requestsHow:
    "Evaluations that sent a request, and requests measured without an evaluation. Measured: the log has its usage record.",
  firesNote: ({ evaluations }: SessionSummary): string =>
    evaluations === 0 ? "no metrics in the log" : `of ${formatNumberOf(evaluations, "evaluation")}`,
  firesHow: "Number of prune.fire metrics in the log, of all evaluations.",
  skipsNote: ({ noCandidates, belowMinSavings }: SessionSummary): string =>
    `${formatCount(noCandidates)} no candidates · ${formatCount(belowMinSavings)} below min savings`,
  skipsHow: "Number of prune.skip metrics in the log, by the reason they give.",
  sentAgainNote: ({ requestsLeavingOut }: SessionSummary): string =>
    `${formatNumberOf(requestsLeavingOut, "request")} left content out`,
  sentAgainValue: (requests: number): string => formatNumberOf(requests, "request"),
  sentAgainHow:
    "Requests that sent content which the request before them had left out, by the recorded decisions.",
  promptHow: {
    peak: "Largest input_total_tokens of the usage records: measured, whole prompt.",
    final: "input_total_tokens of the last usage record: measured, whole prompt.",
  },
  noUsage: "No usage record in the log.",
  cacheNote: ({ readTokens }: CacheFigures): string => formatTokens(readTokens),
  cacheHow: ({ requests }: CacheFigures): string =>
    `cache_read_tokens over input_total_tokens, summed over the ${formatNumberOf(requests, "usage record")} that hold both.`,
};

export const settingsWords = {
  off: "off",
  offHow: "The manifest in the agent's metadata has no [compaction] section, so nothing is pruned.",
  none: "unknown",
  noneHow:
    "No metadata names the settings, and no recorded evaluation confines them. The log may be older than the metrics.",
  interval: (interval: SettingInterval): string => formatInterval(interval.from, interval.to),
  changed: (spans: number): string => `changed ${formatNumberOf(spans - 1, "time")}`,
  source: (source: SettingsFinding["source"], interval: SettingInterval | undefined): string => {
    switch (source) {
      case "metadata":
        return "from agent metadata";
      case "inferred":
        return interval?.guessed === true ? "inferred, a guess" : "inferred";
      case "off":
        return "pruning off";
      case "none":
        return "unknown";
    }
  },
  how: (source: SettingsFinding["source"], interval: SettingInterval | undefined): string => {
    const allowed =
      interval === undefined
        ? ""
        : ` The recorded evaluations allow ${formatInterval(interval.from, interval.to)} tokens.`;
    switch (source) {
      case "metadata":
        return `From the manifest in the agent's metadata.${allowed}`;
      case "inferred":
        return `Not in the log.${allowed}${
          interval?.guessed === true ? " Shown is the roundest number inside: a guess." : ""
        }`;
      case "off":
        return settingsWords.offHow;
      case "none":
        return settingsWords.noneHow;
    }
  },
  contradiction: (
    claimed: { protectedTokens: number; minSavings: number },
    where: string,
  ): string =>
    `Metadata claims protected ${formatCount(claimed.protectedTokens)} and min savings ${formatCount(claimed.minSavings)}, which ${where} contradicts.`,
  evaluationNumber: (evaluation: number): string => `evaluation ${formatCount(evaluation + 1)}`,
};

export const replayWords = {
  headline: ({ exact, evaluations }: AgreementCounts): string =>
    evaluations === 0
      ? "nothing to replay"
      : `${formatCount(exact)} of ${formatCount(evaluations)} exact`,
  rest: ({ boundary, differs, notComparable }: AgreementCounts): string =>
    [
      boundary > 0 ? `${formatCount(boundary)} agree but for the savings` : "",
      differs > 0 ? formatNumberOf(differs, "differs", "differ") : "",
      notComparable > 0 ? `${formatCount(notComparable)} not comparable` : "",
    ]
      .filter((part) => part !== "")
      .join(" · "),
  how: "The prune core, run again on the logged history for each recorded evaluation. Exact: decision, candidates, boundary and savings are all as recorded.",
  short: {
    exact: "exact",
    boundary: "savings differ",
    differs: "differs",
    "not comparable": "not comparable",
  },
  agreement: {
    exact: "replay exact",
    boundary: "replay: same boundary, other savings",
    differs: "replay differs",
    "not comparable": "not comparable",
  },
};

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
  notComparable: (borderTurn: number | undefined): string =>
    `This log is from the time when the budget was counted in turns${
      borderTurn === undefined ? "" : ` (border turn ${formatCount(borderTurn)})`
    }: the decision is shown as recorded and cannot be replayed.`,
  otherPlacements: (count: number): string =>
    `Placed in the history by agreement; ${formatNumberOf(count, "other place agrees", "other places agree")} just as well.`,
  notSent: "The run yielded to compaction after this evaluation: nothing was sent.",
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

export const whatIf = {
  mode: "Mode",
  modes: {
    "as recorded": "as recorded",
    "re-simulated": "re-simulated",
  } satisfies Record<WhatIfMode, string>,
  modeHow: {
    "as recorded":
      "Each request's measured tokens stay as they were. Exact for which decision each evaluation would have taken then; it does not follow what the new decisions would have changed later.",
    "re-simulated":
      "Measured tokens follow what the new decisions leave out, and later evaluations see them.",
  } satisfies Record<WhatIfMode, string>,
  certain: (certain: number, requests: number): string =>
    `Replay reproduces ${formatCount(certain)} of ${formatNumberOf(requests, "request")} exactly; the others are uncertain here too.`,
  allCertain: (requests: number): string =>
    `Replay reproduces all ${formatNumberOf(requests, "request")} exactly, so the decisions here are certain.`,
  protectedTokens: "Protected tokens",
  minSavings: "Min savings",
  sliderTitle: (name: string): string => `${name}, logarithmic scale`,
  sliderText: (value: number): string => formatTokens(value),
  recordedMark: (value: number): string => `Recorded: ${formatTokens(value)}`,
  presets: "Presets",
  recorded: "Recorded",
  defaults: "yoi's defaults",
  off: "Off",
  offNote: "Pruning off: every request sends everything, and nothing is evaluated.",
  recordedNote: "The knobs stand as recorded. Move one to see what would have changed.",
  recordedOff:
    "Pruning was off; the knobs begin at yoi's defaults. Move one to see what would have been left out.",
  recordedUnknown:
    "The recorded settings are not known; the knobs begin at yoi's defaults. Move one to see what they would give.",
  problem: (input: Exclude<KnobInput, { kind: "value" }>): string => {
    switch (input.kind) {
      case "empty":
        return "Enter a number of tokens.";
      case "not a number":
        return "Only digits make a number of tokens.";
      case "negative":
        return "Tokens cannot be negative; 0 is the least.";
      case "fraction":
        return "Tokens are whole numbers.";
      case "too large":
        return "Larger than 2^53 − 1, where the arithmetic is no longer exact.";
    }
  },
  stillShown: "Shown is the last setting that was valid.",
  table: "Recorded and what-if",
  columns: {
    figure: "Figure",
    recorded: "Recorded",
    whatIf: "What if",
    difference: "Difference",
  },
  figures: {
    fires: "Requests that fired",
    belowMinSavings: "Skipped: below min savings",
    noCandidates: "Skipped: no candidates",
    requestsLeavingOut: "Requests that left content out",
    setChanges: "Changes of what is left out",
    requestsSendingAgain: "Requests that sent content again",
    resultsSentAgain: "Results sent again",
    bytesLeftOut: "Content left out, over all requests",
    bytesSentAgain: "Content sent again",
    peak: "Peak prompt",
    mean: "Mean prompt",
    input: "Input tokens",
    cacheRead: "Read from cache",
    cacheWrite: "Written to cache",
    cost: "Cost, input-token equivalents",
  },
  exactBytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  changedRequests: (count: number): string =>
    count === 0
      ? "No request would have left out anything else."
      : `${formatNumberOf(count, "request")} would have left out something else.`,
};

export const candidates = {
  caption: (request: number): string => `Candidates of request ${requestNumber(request)}`,
  nothingSelected: "Select a request to see its candidates.",
  none: "This request had no candidates: no tool result with content lies before the protected start.",
  noBoundary: "The estimates had no data, so there was no protected start and no candidate.",
  noEvaluation: "No evaluation was recorded, so there are no candidates to show.",
  columns: {
    item: "Item",
    tool: "Tool",
    arguments: "Arguments",
    summary: "Summary",
    contentBytes: "Content",
    tokens: "Tokens",
    age: "Age",
    firstLeftOut: "First left out",
    cameBack: "Came back",
    readAgain: "Read again",
  },
  titles: {
    item: "Index of the tool result in the segment's history, from 0",
    tool: "Name in the call that the result answers",
    arguments: "Beginning of the call's arguments",
    summary: "The short text that always stays",
    contentBytes: "Bytes that leave with the content, as the core counts them",
    tokens: "Content at the rate of this evaluation: the core's estimate",
    age: "Requests since the one that sent it first",
    firstLeftOut: "First request that left it out",
    cameBack:
      "Times that a request sent it after the one before had left it out, in the whole segment",
    readAgain: "Item of a later call with the same tool and arguments",
  },
  unknownTool: "unknown",
  exactBytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  loading: "…",
  error: "error",
  errorTitle: "The tool reported an error",
  attachment: (bytes: number): string => `with ${formatBytes(bytes)} of attachments`,
  never: "–",
  request: (request: number): string => `request ${requestNumber(request)}`,
  itemNumber: (item: number): string => `item ${formatCount(item)}`,
  times: (count: number): string => `${formatCount(count)}×`,
};

export const requests = {
  caption: "All requests",
  columns: {
    request: "Request",
    time: "Time",
    decision: "Decision",
    candidates: "Candidates",
    savings: "Est. savings",
    leftOut: "Left out",
    sentAgain: "Sent again",
    input: "Prompt",
    cacheRead: "Cache read",
    cacheWrite: "Cache write",
    output: "Output",
    replay: "Replay",
  },
  titles: {
    request: "Number of the request in the session",
    time: "When it was evaluated, or its last item was written",
    decision: "As recorded",
    candidates: "Number of candidates, as recorded",
    savings: "Estimated savings in tokens, as recorded",
    leftOut: "Tool results left out",
    sentAgain: "Tool results sent that the request before had left out",
    input: "Measured tokens of the whole prompt",
    cacheRead: "Measured tokens read from cache",
    cacheWrite: "Measured tokens written to cache",
    output: "Measured tokens of the answer",
    replay: "Whether the core, run again, agrees with the record",
  },
  /** Day and time of a moment as written by the core: the year and the zone stand in the title. */
  shortMoment: (moment: string): string => moment.slice(5, 19),
  missing: "–",
  missingTitle: "not in the log",
};

export const grid = {
  sortedAscending: "sorted, least first",
  sortedDescending: "sorted, greatest first",
};
