import { formatBytes, formatCount, formatNumberOf } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import { requestNumber } from "./common";

export const candidates = {
  caption: (request: number): string => t("Candidates of request {0}", requestNumber(request)),
  nothingSelected: t("Select a request to see its candidates."),
  none: t(
    "This request had no candidates: no tool result with content lies before the protected start.",
  ),
  noBoundary: t("The estimates had no data, so there was no protected start and no candidate."),
  noEvaluation: t("No evaluation was recorded, so there are no candidates to show."),
  columns: {
    item: t("Item"),
    tool: t("Tool"),
    arguments: t("Arguments"),
    summary: t("Summary"),
    contentBytes: t("Content"),
    tokens: t("Tokens"),
    age: t("Age"),
    firstLeftOut: t("First left out"),
    cameBack: t("Came back"),
    readAgain: t("Read again"),
  },
  titles: {
    item: t("Index of the tool result in the segment's history, from 0"),
    tool: t("Name in the call that the result answers"),
    arguments: t("Beginning of the call's arguments"),
    summary: t("The short text that always stays"),
    contentBytes: t("Bytes that leave with the content, as the core counts them"),
    tokens: t("Content at the rate of this evaluation: the core's estimate"),
    age: t("Requests since the one that sent it first"),
    firstLeftOut: t("First request that left it out"),
    cameBack: t(
      "Times that a request sent it after the one before had left it out, in the whole segment",
    ),
    readAgain: t("Item of a later call with the same tool and arguments"),
  },
  unknownTool: t("unknown"),
  exactBytes: (bytes: number): string => formatNumberOf(bytes, "byte"),
  loading: "…",
  error: t("error"),
  errorTitle: t("The tool reported an error"),
  attachment: (bytes: number): string => t("with {0} of attachments", formatBytes(bytes)),
  never: "–",
  request: (request: number): string => t("request {0}", requestNumber(request)),
  itemNumber: (item: number): string => t("item {0}", formatCount(item)),
  times: (count: number): string => `${formatCount(count)}×`,
};

export const requests = {
  caption: t("All requests"),
  columns: {
    request: t("Request"),
    time: t("Time"),
    decision: t("Decision"),
    candidates: t("Candidates"),
    savings: t("Est. savings"),
    leftOut: t("Left out"),
    sentAgain: t("Sent again"),
    input: t("Prompt"),
    cacheRead: t("Cache read"),
    cacheWrite: t("Cache write"),
    output: t("Output"),
    replay: t("Replay"),
  },
  titles: {
    request: t("Number of the request in the session"),
    time: t("When it was evaluated, or its last item was written"),
    decision: t("As recorded"),
    candidates: t("Number of candidates, as recorded"),
    savings: t("Estimated savings in tokens, as recorded"),
    leftOut: t("Tool results left out"),
    sentAgain: t("Tool results sent that the request before had left out"),
    input: t("Measured tokens of the whole prompt"),
    cacheRead: t("Measured tokens read from cache"),
    cacheWrite: t("Measured tokens written to cache"),
    output: t("Measured tokens of the answer"),
    replay: t("Whether the core, run again, agrees with the record"),
  },
  /** Day and time of a moment as written by the core: the year and the zone stand in the title. */
  shortMoment: (moment: string): string => moment.slice(5, 19),
  missing: "–",
  missingTitle: t("not in the log"),
};

/** Columns of the what-if in the table of requests. */
export const requestColumns = {
  whatIf: t("What if"),
  whatIfTitle: t("Decision of the what-if, and how sure it is"),
  prompt: t("Modelled"),
  promptTitle: t(
    "Tokens of the whole prompt in the what-if; as recorded, they stay what was measured",
  ),
  certain: t("certain"),
  uncertain: t("uncertain"),
  certaintyPending: t("certainty being worked out"),
};
