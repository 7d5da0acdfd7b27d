import { formatCount, formatInterval, formatNumberOf, formatTokens } from "../../src/core/format";
import type { CacheFigures, SessionSummary } from "../../src/core/inspect/sessionSummary";
import { locale, t } from "../../src/core/l10n/translation";
import type {
  AgreementCounts,
  SettingInterval,
  SettingsFinding,
} from "../../src/core/replay/model";
import { requestNumber } from "./common";

export const header = {
  explain: t("How obtained"),
  explainTitle: t("Show below each figure how it was obtained"),
  meta: (summary: SessionSummary, duration: string | undefined): string =>
    [
      formatNumberOf(summary.runs, "run"),
      formatNumberOf(summary.items, "item"),
      ...(summary.segments === 1 ? [] : [formatNumberOf(summary.segments, "segment")]),
      ...(duration === undefined ? [] : [duration]),
    ].join(" · "),
  live: t("live"),
  liveTitle: (writtenAt: Date): string =>
    t(
      "The session is being written: the end of its newest run is not logged, and its log was written at {0}. The picture follows its end while it is in sight.",
      writtenAt.toLocaleTimeString(locale()),
    ),
  withoutEnd: t("without an end"),
  withoutEndTitle: (writtenAt: Date | undefined): string =>
    t(
      "The end of the newest run is not in the log: the agent was stopped, or its end was lost.{0}",
      writtenAt === undefined
        ? ""
        : t(" The log was last written on {0}.", writtenAt.toLocaleString(locale())),
    ),
  goTo: (request: number): string => t("Select request {0}", requestNumber(request)),
  atRequest: (request: number): string => t("at request {0}", requestNumber(request)),
  unknown: t("unknown"),
  labels: {
    protectedTokens: t("Protected tokens"),
    minSavings: t("Min savings"),
    pruning: t("Pruning"),
    requests: t("Requests"),
    fires: t("Fires"),
    skips: t("Skips"),
    sentAgain: t("Sent again"),
    leftOut: t("Tokens left out"),
    peak: t("Peak prompt"),
    final: t("Final prompt"),
    cache: t("Read from cache"),
    replay: t("Replay"),
  },
  requestsNote: ({ requests, measured, notSent }: SessionSummary): string =>
    [
      measured === requests ? t("all measured") : t("{0} measured", formatCount(measured)),
      ...(notSent === 0 ? [] : [t("{0} sent nothing", formatNumberOf(notSent, "evaluation"))]),
    ].join(" · "),
  requestsHow: t(
    "Evaluations that sent a request, and requests measured without an evaluation. Measured: the log has its usage record.",
  ),
  firesNote: ({ evaluations, fires, firesNotSent }: SessionSummary): string => {
    if (evaluations === 0) return t("no metrics in the log");
    const of = formatNumberOf(evaluations, "evaluation");
    return firesNotSent === 0
      ? t("of {0}", of)
      : t("of {0}, {1} sent", of, formatCount(fires - firesNotSent));
  },
  firesHow: t(
    "Number of prune.fire metrics in the log, of all evaluations. A fire whose run yielded to compaction sent no request, and what-if does not count it.",
  ),
  skipsNote: ({ noCandidates, belowMinSavings }: SessionSummary): string =>
    t("{0} no candidates, {1} below min", formatCount(noCandidates), formatCount(belowMinSavings)),
  skipsHow: t("Number of prune.skip metrics in the log, by the reason they give."),
  sentAgainNote: ({ requests }: SessionSummary): string => t("of {0}", formatCount(requests)),
  leftOutNote: ({ requestsLeavingOut }: SessionSummary): string =>
    t("in {0}", formatNumberOf(requestsLeavingOut, "request")),
  leftOutHow: t(
    "Tokens of the content left out, summed over all requests: fitted to the measurements, so modelled (≈), not logged.",
  ),
  notYet: "…",
  modelled: (tokens: number): string => `≈ ${formatCount(tokens)}`,
  sentAgainValue: (requests: number): string => formatNumberOf(requests, "request"),
  sentAgainHow: t(
    "Requests that sent content which the request before them had left out, by the recorded decisions.",
  ),
  promptHow: {
    peak: t("Largest input_total_tokens of the usage records: measured, whole prompt."),
    final: t("input_total_tokens of the last usage record: measured, whole prompt."),
  },
  noUsage: t("No usage record in the log."),
  cacheNote: ({ readTokens }: CacheFigures): string => formatTokens(readTokens),
  cacheHow: ({ requests }: CacheFigures): string =>
    t(
      "cache_read_tokens over input_total_tokens, summed over the {0} that hold both.",
      formatNumberOf(requests, "usage record"),
    ),
};

export const settingsWords = {
  off: t("off"),
  offHow: t(
    "The manifest in the agent's metadata has no [compaction] section, so nothing is pruned.",
  ),
  none: t("unknown"),
  noneHow: t(
    "No metadata names the settings, and no recorded evaluation confines them. The log may be older than the metrics.",
  ),
  interval: (interval: SettingInterval): string => formatInterval(interval.from, interval.to),
  both: (source: string): string => t("both {0}", source),
  changed: (spans: number): string => t("changed {0}", formatNumberOf(spans - 1, "time")),
  source: (source: SettingsFinding["source"], interval: SettingInterval | undefined): string => {
    switch (source) {
      case "metadata":
        return t("from agent metadata");
      case "inferred":
        return interval?.guessed === true ? t("inferred, a guess") : t("inferred");
      case "off":
        return t("pruning off");
      case "none":
        return t("unknown");
    }
  },
  how: (source: SettingsFinding["source"], interval: SettingInterval | undefined): string => {
    const allowed =
      interval === undefined
        ? ""
        : t(
            " The recorded evaluations allow {0} tokens.",
            formatInterval(interval.from, interval.to),
          );
    switch (source) {
      case "metadata":
        return t("From the manifest in the agent's metadata.{0}", allowed);
      case "inferred":
        return t(
          "Not in the log.{0}{1}",
          allowed,
          interval?.guessed === true ? t(" Shown is the roundest number inside: a guess.") : "",
        );
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
    t(
      "Metadata claims protected {0} and min savings {1}, which {2} contradicts.",
      formatCount(claimed.protectedTokens),
      formatCount(claimed.minSavings),
      where,
    ),
  evaluationNumber: (evaluation: number): string =>
    t("evaluation {0}", formatCount(evaluation + 1)),
};

export const replayWords = {
  headline: ({ exact, evaluations }: AgreementCounts): string =>
    evaluations === 0
      ? t("nothing to replay")
      : t("{0} of {1} exact", formatCount(exact), formatCount(evaluations)),
  rest: ({ boundary, differs, notComparable }: AgreementCounts): string =>
    [
      boundary > 0 ? t("{0} agree but for the savings", formatCount(boundary)) : "",
      differs > 0 ? formatNumberOf(differs, "differs", "differ") : "",
      notComparable > 0 ? t("{0} not comparable", formatCount(notComparable)) : "",
    ]
      .filter((part) => part !== "")
      .join(" · "),
  how: t(
    "The prune core, run again on the logged history for each recorded evaluation. Exact: decision, candidates, boundary and savings are all as recorded.",
  ),
  short: {
    exact: t("exact"),
    boundary: t("savings differ"),
    differs: t("differs"),
    "not comparable": t("not comparable"),
  },
  agreement: {
    exact: t("replay exact"),
    boundary: t("replay: same boundary, other savings"),
    differs: t("replay differs"),
    "not comparable": t("not comparable"),
  },
};
