import { formatCount, formatNumberOf } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { RequestFate, RunEnding } from "../../src/core/replay/requestFates";

/** Words of the timeline. */
export const timeline = {
  name: t("Timeline"),
  role: t("timeline"),
  legend: t("Legend"),
  keys: t(
    "Arrow keys walk through the requests, Shift with arrow keys through the fires, Home and End go to the first and the last, Page Up and Page Down move by a view, plus and minus zoom, 0 shows everything, slash searches, Escape leaves.",
  ),
  of: (requests: number, segments: number): string =>
    t(
      "Timeline of {0}",
      [
        formatNumberOf(requests, "request"),
        ...(segments > 1 ? [formatNumberOf(segments, "segment")] : []),
      ].join(", "),
    ),
  noLaterFire: t("No later fire."),
  noEarlierFire: t("No earlier fire."),
  noneSelected: t("No request selected."),
  controls: t("Timeline controls"),
  axis: t("Horizontal axis"),
  axes: { requests: t("Requests"), time: t("Time") },
  axisTitles: {
    requests: t("One column for each request"),
    time: t("Clock time, UTC; long idle times are pressed together and marked"),
  },
  idle: (duration: string): string => t("idle {0}", duration),
  zone: t("UTC"),
  heights: {
    fitted: t("heights: fitted to measurements"),
    scaled: t("heights: scaled to measurements"),
  },
  uncertain: t("uncertain"),
} as const;

/** Words that stand in the picture itself. */
export const drawn = {
  none: t("none"),
  merged: (requests: number): string => t("up to {0} requests in a column", formatCount(requests)),
  run: (number: string): string => t("run {0}", number),
  endedRun: (number: string, ending: string): string => t("run {0} · {1}", number, ending),
};

/** Words of the filter. */
export const filterWords = {
  legendHint: t("Choose entries to bring them out; everything else is dimmed"),
  tool: t("Tool"),
  everyTool: t("all tools"),
  toolOption: (name: string, count: number): string => `${name} (${formatCount(count)})`,
  errors: t("error results"),
  clear: t("Clear filter"),
  awaited: t("Which requests are uncertain is being worked out"),
  matching: (
    items: number | undefined,
    allItems: number,
    requests: number,
    all: number,
  ): string => {
    const inRequests = t("{0} of {1}", formatCount(requests), formatNumberOf(all, "request"));
    return items === undefined
      ? t("{0} match", inRequests)
      : t(
          "{0} of {1} match, in {2}",
          formatCount(items),
          formatNumberOf(allItems, "item"),
          inRequests,
        );
  },
};

/** Words of the search. */
export const find = {
  open: t("Find"),
  openTitle: t("Find in tool names, arguments and texts (Ctrl+F, or /)"),
  label: t("Find in the session"),
  placeholder: t("Find"),
  scope: t("Where to look"),
  scopes: {
    everything: t("everywhere"),
    tools: t("tool names"),
    arguments: t("call arguments"),
    texts: t("other texts"),
  },
  toolsOnly: t("Only tool names can be searched here: the texts are not part of this page."),
  previous: t("Previous match (Shift+Enter)"),
  next: t("Next match (Enter)"),
  close: t("Close (Escape)"),
  none: t("No match"),
  count: (current: number | undefined, count: number, cut: boolean): string => {
    const all = `${formatCount(count)}${cut ? "+" : ""}`;
    return current === undefined
      ? `${all} ${count === 1 && !cut ? t("match") : t("matches")}`
      : t("{0} of {1}", formatCount(current + 1), all);
  },
  cut: (count: number): string => t("Only the first {0} matches are shown.", formatCount(count)),
  searching: (share: number): string => t("searching, {0} %", String(Math.floor(share * 100))),
  unread: (items: number, why: string): string =>
    t("{0} could not be searched: {1}", formatNumberOf(items, "item"), why),
  failed: (why: string): string => t("The texts could not be searched: {0}", why),
  item: (item: number): string => t("item {0}", formatCount(item)),
  notSent: t("not sent in any request"),
  at: (place: string, what: string, where: string): string =>
    t("Match {0}: {1}, {2}.", place, what, where),
  firstSent: (request: string): string => t("first sent in request {0}", request),
};

/** How a run ended, on the axis. */
export const endings: Readonly<Record<RunEnding, string>> = {
  failed: t("failed"),
  cancelled: t("cancelled"),
  paused: t("paused"),
  "limit reached": t("limit reached"),
  compacts: t("compacts"),
};

/** How a request ended that did not end well, in the legend. */
export const fates: Readonly<Record<RequestFate, string>> = {
  failed: t("request failed"),
  cancelled: t("request cancelled"),
  cut: t("answer cut off"),
};

/** Words of the minimap. */
export const minimap = {
  name: t("Part of the session that is visible"),
  value: (first: number, last: number, all: number): string =>
    t("Requests {0} to {1} of {2}", formatCount(first), formatCount(last), formatCount(all)),
};
