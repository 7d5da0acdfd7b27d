import { formatCount, formatNumberOf } from "../../src/core/format";
import type { RequestFate, RunEnding } from "../../src/core/timeline/requestFate";

/** Words of the timeline. */
export const timeline = {
  name: "Timeline",
  role: "timeline",
  legend: "Legend",
  keys: "Arrow keys walk through the requests, Shift with arrow keys through the fires, Home and End go to the first and the last, Page Up and Page Down move by a view, plus and minus zoom, 0 shows everything, slash searches, Escape leaves.",
  of: (requests: number, segments: number): string =>
    `Timeline of ${[
      formatNumberOf(requests, "request"),
      ...(segments > 1 ? [formatNumberOf(segments, "segment")] : []),
    ].join(", ")}`,
  noLaterFire: "No later fire.",
  noEarlierFire: "No earlier fire.",
  noneSelected: "No request selected.",
  controls: "Timeline controls",
  axis: "Horizontal axis",
  axes: { requests: "Requests", time: "Time" },
  axisTitles: {
    requests: "One column for each request",
    time: "Clock time, UTC; long idle times are pressed together and marked",
  },
  idle: (duration: string): string => `idle ${duration}`,
  zone: "UTC",
  uncertain: "uncertain",
} as const;

/** Words of the filter. */
export const filterWords = {
  legendHint: "Choose entries to bring them out; everything else is dimmed",
  tool: "Tool",
  everyTool: "all tools",
  toolOption: (name: string, count: number): string => `${name} (${formatCount(count)})`,
  errors: "error results",
  clear: "Clear filter",
  matching: (
    items: number | undefined,
    allItems: number,
    requests: number,
    all: number,
  ): string => {
    const inRequests = `${formatCount(requests)} of ${formatNumberOf(all, "request")}`;
    return items === undefined
      ? `${inRequests} match`
      : `${formatCount(items)} of ${formatNumberOf(allItems, "item")} match, in ${inRequests}`;
  },
};

/** Words of the search. */
export const find = {
  open: "Find",
  openTitle: "Find in tool names, arguments and texts (Ctrl+F, or /)",
  label: "Find in the session",
  placeholder: "Find",
  scope: "Where to look",
  scopes: {
    everything: "everywhere",
    tools: "tool names",
    arguments: "call arguments",
    texts: "other texts",
  },
  toolsOnly: "Only tool names can be searched here: the texts are not part of this page.",
  previous: "Previous match (Shift+Enter)",
  next: "Next match (Enter)",
  close: "Close (Escape)",
  none: "No match",
  count: (current: number | undefined, count: number, cut: boolean): string => {
    const all = `${formatCount(count)}${cut ? "+" : ""}`;
    return current === undefined
      ? `${all} ${count === 1 && !cut ? "match" : "matches"}`
      : `${formatCount(current + 1)} of ${all}`;
  },
  cut: (count: number): string => `Only the first ${formatCount(count)} matches are shown.`,
  searching: (share: number): string => `searching, ${String(Math.floor(share * 100))} %`,
  unread: (items: number, why: string): string =>
    `${formatNumberOf(items, "item")} could not be searched: ${why}`,
  failed: (why: string): string => `The texts could not be searched: ${why}`,
  notSent: "not sent in any request",
  at: (place: string, what: string, where: string): string => `Match ${place}: ${what}, ${where}.`,
  firstSent: (request: string): string => `first sent in request ${request}`,
};

/** How a run ended, on the axis. */
export const endings: Readonly<Record<RunEnding, string>> = {
  failed: "failed",
  cancelled: "cancelled",
  paused: "paused",
  "limit reached": "limit reached",
  compacts: "compacts",
};

/** How a request ended that did not end well, in the legend. */
export const fates: Readonly<Record<RequestFate, string>> = {
  failed: "request failed",
  cancelled: "request cancelled",
  cut: "request not measured",
};

/** Words of the minimap. */
export const minimap = {
  name: "Part of the session that is visible",
  value: (first: number, last: number, all: number): string =>
    `Requests ${formatCount(first)} to ${formatCount(last)} of ${formatCount(all)}`,
};
