import { t } from "../l10n/translation";
import type { MetricEntry } from "../log/entry";
import type { Decision } from "../prune/evaluate";
import type { LinePlace, PostRequest, RecordedEvaluation } from "./segment";

/** What a metric line means for pruning; `other` for names that are not prune's, a string saying what is malformed. */
export type PruneMetric =
  | { readonly kind: "evaluation"; readonly evaluation: RecordedEvaluation }
  | { readonly kind: "join"; readonly join: PostRequest }
  | { readonly kind: "other" }
  | { readonly kind: "malformed"; readonly reason: string };

/** Reads one metric of the current run; `request` is the position of the usage record directly before it, or −1. */
export function readPruneMetric(
  entry: MetricEntry,
  place: LinePlace,
  run: number,
  request: number,
): PruneMetric {
  switch (entry.name) {
    case "prune.fire":
      return readEvaluation(entry, place, run, "fired");
    case "prune.skip": {
      const reason = entry.dimensions["reason"];
      if (reason === "no_candidates" || reason === "below_min_savings")
        return readEvaluation(entry, place, run, reason);
      return malformed(t("prune.skip with the unknown reason {0}", JSON.stringify(reason ?? null)));
    }
    case "prune.post_request":
      return readJoin(entry, place, request);
    default:
      return { kind: "other" };
  }
}

function malformed(reason: string): PruneMetric {
  return { kind: "malformed", reason };
}

function readEvaluation(
  entry: MetricEntry,
  place: LinePlace,
  run: number,
  decision: Decision,
): PruneMetric {
  const candidateCount = count(entry, "candidate_count");
  const protectedStart = count(entry, "protected_start_index");
  const borderTurn = count(entry, "border_turn");
  if (decision !== "no_candidates" && borderTurn === undefined) {
    if (candidateCount === undefined)
      return malformed(t("{0} without candidate_count", entry.name));
    if (protectedStart === undefined)
      return malformed(t("{0} without protected_start_index", entry.name));
    if (entry.value === undefined)
      return malformed(t("{0} without its value, the estimated savings", entry.name));
  }
  return {
    kind: "evaluation",
    evaluation: {
      place,
      ts: entry.metricTs,
      run,
      decision,
      candidateCount,
      protectedStart,
      estimatedSavingsTokens: entry.value,
      correlationId: entry.correlationId,
      borderTurn,
    },
  };
}

function readJoin(entry: MetricEntry, place: LinePlace, request: number): PruneMetric {
  if (entry.correlationId === undefined)
    return malformed(t("prune.post_request without correlation_id"));
  return {
    kind: "join",
    join: {
      place,
      correlationId: entry.correlationId,
      cacheReadTokens: entry.value,
      cacheWriteTokens: count(entry, "cache_write_tokens"),
      historyLength: count(entry, "history_len"),
      request,
    },
  };
}

/** A dimension that holds a non-negative integer in decimal digits. */
function count(entry: MetricEntry, dimension: string): number | undefined {
  const text = entry.dimensions[dimension];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
