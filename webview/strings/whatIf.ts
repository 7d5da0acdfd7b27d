import { formatCount, formatNumberOf, formatTokens } from "../../src/core/format";
import type { KnobInput } from "../../src/core/inspect/knob";
import type { WhatIfMode } from "../../src/core/whatif/outcome";

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
