import { formatCount, formatInterval, formatNumberOf, formatTokens } from "../../src/core/format";
import type { CacheFigures, SessionSummary } from "../../src/core/inspect/sessionSummary";
import type {
  AgreementCounts,
  SettingInterval,
  SettingsFinding,
} from "../../src/core/replay/model";
import { requestNumber } from "./common";

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
  live: "live",
  liveTitle: (writtenAt: Date): string =>
    `The session is being written: the end of its newest run is not logged, and its log was written at ${writtenAt.toLocaleTimeString()}. The picture follows its end while it is in sight.`,
  withoutEnd: "without an end",
  withoutEndTitle: (writtenAt: Date | undefined): string =>
    `The end of the newest run is not in the log: the agent was stopped, or its end was lost.${
      writtenAt === undefined ? "" : ` The log was last written on ${writtenAt.toLocaleString()}.`
    }`,
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
    leftOut: "Tokens left out",
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
    `${formatCount(noCandidates)} no candidates, ${formatCount(belowMinSavings)} below min`,
  skipsHow: "Number of prune.skip metrics in the log, by the reason they give.",
  sentAgainNote: ({ requests }: SessionSummary): string => `of ${formatCount(requests)}`,
  leftOutNote: ({ requestsLeavingOut }: SessionSummary): string =>
    `in ${formatNumberOf(requestsLeavingOut, "request")}`,
  leftOutHow:
    "Tokens of the content left out, summed over all requests: fitted to the measurements, so modelled (≈), not logged.",
  notYet: "…",
  modelled: (tokens: number): string => `≈ ${formatCount(tokens)}`,
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
