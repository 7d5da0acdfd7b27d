import { formatCount, formatNumberOf, formatTokens } from "../../src/core/format";
import type { KnobInput } from "../../src/core/inspect/knob";
import { t } from "../../src/core/l10n/translation";
import { modeNames } from "../../src/core/timeline/names";
import type { WhatIfMode } from "../../src/core/whatif/outcome";

export const whatIf = {
  mode: t("Mode"),
  modes: modeNames,
  modeHow: {
    "as recorded": t(
      "Each request's measured tokens stay as they were. Exact for which decision each evaluation would have taken then; it does not follow what the new decisions would have changed later.",
    ),
    "re-simulated": t(
      "Measured tokens follow what the new decisions leave out, and later evaluations see them.",
    ),
  } satisfies Record<WhatIfMode, string>,
  certain: (certain: number, requests: number): string =>
    t(
      "Replay reproduces {0} of {1} exactly; the others are uncertain here too.",
      formatCount(certain),
      formatNumberOf(requests, "request"),
    ),
  allCertain: (requests: number): string =>
    t(
      "Replay reproduces all {0} exactly, so the decisions here are certain.",
      formatNumberOf(requests, "request"),
    ),
  protectedTokens: t("Protected tokens"),
  minSavings: t("Min savings"),
  sliderTitle: (name: string): string => t("{0}, logarithmic scale", name),
  sliderText: (value: number): string => formatTokens(value),
  recordedMark: (value: number): string => t("Recorded: {0}", formatTokens(value)),
  presets: t("Presets"),
  recorded: t("Recorded"),
  defaults: t("yoi's defaults"),
  off: t("Off"),
  offNote: t("Pruning off: every request sends everything, and nothing is evaluated."),
  recordedNote: t("Move a knob to see what would have changed."),
  recordedOff: t(
    "Pruning was off; the knobs begin at yoi's defaults. Move one to see what would have been left out.",
  ),
  recordedUnknown: t(
    "The recorded settings are not known; the knobs begin at yoi's defaults. Move one to see what they would give.",
  ),
  problem: (input: Exclude<KnobInput, { kind: "value" }>): string => {
    switch (input.kind) {
      case "empty":
        return t("Enter a number of tokens.");
      case "not a number":
        return t("Only digits make a number of tokens.");
      case "negative":
        return t("Tokens cannot be negative; 0 is the least.");
      case "fraction":
        return t("Tokens are whole numbers.");
      case "misgrouped":
        return t(
          "What stands between digits groups them by three, as in {0}; tokens are whole numbers.",
          formatCount(15_000),
        );
      case "too large":
        return t("Larger than 2^53 − 1, where the arithmetic is no longer exact.");
    }
  },
  stillShown: t("Shown is the last setting that was valid."),
  table: t("Recorded and what-if"),
  columns: {
    figure: t("Figure"),
    recorded: t("Recorded"),
    whatIf: t("What if"),
    difference: t("Difference"),
  },
  figures: {
    fires: t("Requests that fired"),
    belowMinSavings: t("Skipped: below min savings"),
    noCandidates: t("Skipped: no candidates"),
    requestsLeavingOut: t("Requests that left content out"),
    setChanges: t("Changes of what is left out"),
    requestsSendingAgain: t("Requests that sent content again"),
    resultsSentAgain: t("Results sent again"),
    bytesLeftOut: t("Content left out, over all requests"),
    bytesSentAgain: t("Content sent again"),
    peak: t("Peak prompt"),
    mean: t("Mean prompt"),
    input: t("Input tokens"),
    cacheRead: t("Read from cache"),
    cacheWrite: t("Written to cache"),
    cost: t("Cost, input-token equivalents"),
  },
  exactBytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  changedRequests: (count: number): string =>
    count === 0
      ? t("No request would have left out anything else.")
      : t("{0} would have left out something else.", formatNumberOf(count, "request")),
};
