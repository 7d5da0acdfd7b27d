import { t } from "../../l10n/translation";
import { epochMs, itemCount, tokens, type EpochMs } from "../../units";
import type { LogEntry, MetricEntry, RunResult, UnreadableEntry } from "../entry";
import { textMessage } from "../item";
import {
  countField,
  listField,
  misfit,
  numberField,
  objectField,
  stringField,
  type JsonObject,
} from "../json";
import { flattenSegments } from "../userText";
import { parseItems, parseOrigin, parseSystemItem, unreadable, type Parser } from "./shared";

/** One line, one thing: the kinds written since 2026-05-23. */
export const singularKinds: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ["segment_start", parseSegmentStart],
  [
    "invoke",
    (raw, ts) => ({ kind: "invoke", ts, trigger: stringField(raw, "trigger") ?? "unknown" }),
  ],
  ["user_input", parseUserInput],
  ["assistant_item", (raw, ts) => withItems(raw, ts, "assistant")],
  ["tool_result", (raw, ts) => withItems(raw, ts, "tool")],
  ["system_item", parseSystemEntry],
  ["turn_end", (raw, ts) => ({ kind: "turn_end", ts, turnCount: countField(raw, "turn_count") })],
  ["run_completed", parseRunCompleted],
  ["run_errored", parseRunErrored],
  ["llm_usage", parseUsage],
  ["extension", parseExtension],
]);

/** Kinds that are known and change nothing here. */
export const inertKinds: ReadonlySet<string> = new Set(["config_changed", "paused_turn_abandoned"]);

/** The first record of a segment, with the history that it begins with; a reason where a field is not what it must be. */
export function parseSegmentStart(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const wrong = misfit(raw, { history: "list" });
  if (wrong !== undefined) return unreadable(t("in a segment start {0}", wrong));
  const history = parseItems(listField(raw, "history") ?? []);
  if ("kind" in history) return history;
  return {
    kind: "segment_start",
    ts,
    sessionId: stringField(raw, "session_id"),
    history,
    origin: parseOrigin(raw),
  };
}

function parseUserInput(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const segments = listField(raw, "segments");
  if (segments === undefined) return unreadable(t("a user input lacks its segments"));
  return {
    kind: "items",
    ts,
    source: "user",
    items: [textMessage("user", flattenSegments(segments))],
  };
}

function withItems(
  raw: JsonObject,
  ts: EpochMs,
  source: "assistant" | "tool",
): LogEntry | UnreadableEntry {
  const items = parseItems([raw["item"]]);
  return "kind" in items ? items : { kind: "items", ts, source, items };
}

function parseSystemEntry(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const item = parseSystemItem(raw["item"]);
  return typeof item === "string"
    ? unreadable(item)
    : { kind: "items", ts, source: "system", items: [item] };
}

const results: ReadonlySet<string> = new Set<RunResult>([
  "finished",
  "paused",
  "limit_reached",
  "yielded",
]);

function isRunResult(value: string | undefined): value is RunResult {
  return value !== undefined && results.has(value);
}

function parseRunCompleted(raw: JsonObject, ts: EpochMs): LogEntry {
  const result = stringField(raw, "result");
  return {
    kind: "run_end",
    ts,
    result: isRunResult(result) ? result : "unknown",
    interrupted: raw["interrupted"] === true,
    message: undefined,
  };
}

function parseRunErrored(raw: JsonObject, ts: EpochMs): LogEntry {
  return {
    kind: "run_end",
    ts,
    result: "errored",
    interrupted: raw["interrupted"] === true,
    message: stringField(raw, "message"),
  };
}

function parseUsage(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const historyLength = countField(raw, "history_len");
  const inputTokens = countField(raw, "input_total_tokens");
  if (historyLength === undefined || inputTokens === undefined) {
    return unreadable(
      t("a usage record lacks history_len or input_total_tokens as whole numbers below 2^53"),
    );
  }
  const optional = (name: string) => {
    const value = countField(raw, name);
    return value === undefined ? undefined : tokens(value);
  };
  return {
    kind: "usage",
    ts,
    historyLength: itemCount(historyLength),
    inputTokens: tokens(inputTokens),
    cacheReadTokens: optional("cache_read_tokens"),
    cacheWriteTokens: optional("cache_write_tokens"),
    outputTokens: optional("output_tokens"),
  };
}

/** Domain of the metrics; every other domain is opaque. */
const metricsDomain = "metrics";

function parseExtension(raw: JsonObject, ts: EpochMs): LogEntry | UnreadableEntry {
  const domain = stringField(raw, "domain");
  if (domain === undefined) return unreadable(t("an extension line lacks its domain"));
  if (domain !== metricsDomain) return { kind: "extension", ts, domain, malformedMetric: false };
  return (
    parseMetric(objectField(raw, "payload"), ts) ?? {
      kind: "extension",
      ts,
      domain,
      malformedMetric: true,
    }
  );
}

/** The metric in a payload, or undefined where it has another shape. */
function parseMetric(payload: JsonObject | undefined, ts: EpochMs): MetricEntry | undefined {
  if (payload === undefined) return undefined;
  const name = stringField(payload, "name");
  const metricTs = numberField(payload, "ts");
  const dimensions = parseDimensions(objectField(payload, "dimensions") ?? {});
  const wrong = misfit(payload, {
    dimensions: "object",
    value: "number",
    correlation_id: "string",
  });
  if (name === undefined || metricTs === undefined || dimensions === undefined) return undefined;
  if (wrong !== undefined) return undefined;
  return {
    kind: "metric",
    ts,
    name,
    metricTs: epochMs(metricTs),
    value: numberField(payload, "value"),
    dimensions,
    correlationId: stringField(payload, "correlation_id"),
  };
}

function parseDimensions(object: JsonObject): Readonly<Record<string, string>> | undefined {
  const dimensions = Object.entries(object).filter(isTextEntry);
  // fromEntries, because an assignment to the name `__proto__` would be lost.
  return dimensions.length === Object.keys(object).length
    ? Object.fromEntries(dimensions)
    : undefined;
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}
