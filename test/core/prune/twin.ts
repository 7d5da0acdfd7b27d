import type { LoggedItem } from "../../../src/core/log/item";

/**
 * The prune core once more, slow and obvious: integers of any size, texts built and measured, every index visited, every
 * record looked at. Written from the rules alone; it shares nothing with the core but the shape of an item.
 */
export interface TwinRecord {
  readonly historyLength: number;
  readonly inputTokens: bigint;
}

export interface TwinEstimate {
  readonly tokens: bigint;
  readonly source: "measured" | "interpolated" | "extrapolated" | "no data";
}

export interface TwinEvaluation {
  readonly decision: "fired" | "no_candidates" | "below_min_savings";
  readonly protectedStart: number | undefined;
  readonly candidates: readonly number[];
  readonly savings: bigint;
  /** Items that the projection changed; 0 unless fired. */
  readonly prunedCount: number;
  readonly sent: readonly LoggedItem[];
  /** Whether a value passed 2^53 − 1 and was held there. */
  readonly saturated: boolean;
}

/** The largest value that the core tells apart; it stays there where the agent's 64 bits go on. */
export const ceiling = 2n ** 53n - 1n;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const difference = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

/** The item's JSON as the agent holds it in memory: fields in the agent's order, absent ones left out. */
export function inMemoryJson(item: LoggedItem): string {
  switch (item.kind) {
    case "message":
      return JSON.stringify({
        type: "message",
        role: item.role,
        content: item.content.map(({ kind, text }) =>
          kind === "text" ? { type: "text", text } : { type: "refusal", refusal: text },
        ),
      });
    case "tool_call":
      return JSON.stringify({
        type: "tool_call",
        call_id: item.callId,
        name: item.name,
        arguments: item.arguments,
      });
    case "tool_result":
      return JSON.stringify({
        type: "tool_result",
        call_id: item.callId,
        summary: item.summary,
        content: item.content,
        is_error: item.isError ? true : undefined,
        attachments:
          item.attachments.length > 0
            ? item.attachments.map(({ mimeType, data }) => ({
                type: "image",
                payload: { mime_type: mimeType, data },
              }))
            : undefined,
      });
    case "reasoning":
      return JSON.stringify({
        type: "reasoning",
        text: item.text,
        summary: item.summary.length > 0 ? item.summary : undefined,
        encrypted_content: item.encryptedContent,
        signature: item.signature,
      });
  }
}

export function twinItemBytes(item: LoggedItem): bigint {
  return BigInt(Buffer.byteLength(inMemoryJson(item), "utf8"));
}

export function twinPrefixBytes(history: readonly LoggedItem[]): readonly bigint[] {
  const prefix = [0n];
  for (const item of history) prefix.push((prefix.at(-1) ?? 0n) + twinItemBytes(item));
  return prefix;
}

/** The estimate at index `i` of the history whose prefix bytes are given, before anything is held at the ceiling. */
export function twinEstimate(
  prefixBytes: readonly bigint[],
  records: readonly TwinRecord[],
  i: number,
): TwinEstimate {
  const n = prefixBytes.length - 1;
  const bytesAt = (length: number): bigint => prefixBytes[Math.min(length, n)] ?? 0n;
  if (i === 0) return { tokens: 0n, source: "measured" };
  if (records.length === 0) return { tokens: bytesAt(i) / 4n, source: "no data" };
  const newestFirst = records.slice().reverse();
  const exact = newestFirst.find((record) => record.historyLength === i);
  if (exact !== undefined) return { tokens: exact.inputTokens, source: "measured" };
  const lower = newestFirst.find((record) => record.historyLength < i);
  const upper = records.find((record) => record.historyLength > i);
  if (lower !== undefined && upper !== undefined) {
    const byteSpan = difference(bytesAt(upper.historyLength), bytesAt(lower.historyLength));
    const tokenSpan = difference(upper.inputTokens, lower.inputTokens);
    if (byteSpan === 0n || tokenSpan === 0n)
      return { tokens: lower.inputTokens, source: "interpolated" };
    const since = difference(bytesAt(i), bytesAt(lower.historyLength));
    return { tokens: lower.inputTokens + (since * tokenSpan) / byteSpan, source: "interpolated" };
  }
  if (lower !== undefined) {
    const since = difference(bytesAt(i), bytesAt(lower.historyLength));
    return { tokens: lower.inputTokens + since / 4n, source: "extrapolated" };
  }
  if (upper === undefined) throw new Error("a record is below, at or above every index");
  const upperBytes = bytesAt(upper.historyLength);
  return {
    tokens: upperBytes === 0n ? 0n : (bytesAt(i) * upper.inputTokens) / upperBytes,
    source: "interpolated",
  };
}

/** The walk from the end; undefined where there is no boundary. */
export function twinProtectedStart(
  n: number,
  protectedTokens: bigint,
  estimates: readonly TwinEstimate[],
): number | undefined {
  const total = estimates[n];
  if (estimates.length !== n + 1 || total === undefined || total.source === "no data")
    return undefined;
  if (protectedTokens === 0n) return n;
  let start = n;
  for (let i = n - 1; i >= 0; i--) {
    const prefix = estimates[i];
    if (prefix === undefined || prefix.source === "no data") return undefined;
    start = i;
    if (difference(total.tokens, prefix.tokens) >= protectedTokens) break;
  }
  return start;
}

/** Bytes that leave with the content of the results at these indices. */
export function twinRemovedBytes(
  history: readonly LoggedItem[],
  indices: readonly number[],
): bigint {
  let removed = 0n;
  for (const index of indices) {
    const item = history[index];
    if (item?.kind === "tool_result" && item.content !== undefined)
      removed += twinItemBytes(item) - twinItemBytes({ ...item, content: undefined });
  }
  return removed;
}

export function twinSavings(
  removed: bigint,
  prefixBytes: readonly bigint[],
  records: readonly TwinRecord[],
): TwinEstimate {
  const n = prefixBytes.length - 1;
  if (removed === 0n) return { tokens: 0n, source: "measured" };
  const last = records.at(-1);
  if (last === undefined) return { tokens: removed / 4n, source: "no data" };
  const bytes = prefixBytes[Math.min(last.historyLength, n)] ?? 0n;
  return {
    tokens: bytes === 0n ? 0n : (removed * last.inputTokens) / bytes,
    source: last.historyLength === n ? "measured" : "extrapolated",
  };
}

/** The copy that is sent, and how many of its items changed. */
function twinProject(
  history: readonly LoggedItem[],
  indices: readonly number[],
): { readonly items: readonly LoggedItem[]; readonly changed: number } {
  let changed = 0;
  const items = history.map((item, index): LoggedItem => {
    if (!indices.includes(index) || item.kind !== "tool_result") return item;
    if (item.content === undefined && item.attachments.length === 0) return item;
    changed += 1;
    return { ...item, content: undefined, attachments: [] };
  });
  return { items, changed };
}

/**
 * One whole evaluation. Every estimate and the savings are held at the ceiling, as in the core; `saturated` says whether
 * that made any difference, so that a test can tell the exact range from the rest.
 */
export function twinEvaluate(
  history: readonly LoggedItem[],
  records: readonly TwinRecord[],
  settings: { readonly protectedTokens: bigint; readonly minSavings: bigint },
): TwinEvaluation {
  const prefixBytes = twinPrefixBytes(history);
  let saturated = false;
  const held = (estimate: TwinEstimate): TwinEstimate => {
    if (estimate.tokens > ceiling) saturated = true;
    return { tokens: least(estimate.tokens, ceiling), source: estimate.source };
  };
  const estimates = prefixBytes.map((_, i) => held(twinEstimate(prefixBytes, records, i)));
  const start = twinProtectedStart(history.length, settings.protectedTokens, estimates);
  const candidates: number[] = [];
  for (const [index, item] of history.entries()) {
    const projectable =
      item.kind === "tool_result" && (item.content !== undefined || item.attachments.length > 0);
    if (projectable && start !== undefined && index < start) candidates.push(index);
  }
  const nothing = { prunedCount: 0, sent: history };
  if (candidates.length === 0)
    return {
      decision: "no_candidates",
      protectedStart: start,
      candidates,
      savings: 0n,
      ...nothing,
      saturated,
    };
  const estimate = held(twinSavings(twinRemovedBytes(history, candidates), prefixBytes, records));
  const savings = estimate.source === "no data" ? 0n : estimate.tokens;
  if (savings < settings.minSavings)
    return {
      decision: "below_min_savings",
      protectedStart: start,
      candidates,
      savings,
      ...nothing,
      saturated,
    };
  const { items, changed } = twinProject(history, candidates);
  return {
    decision: "fired",
    protectedStart: start,
    candidates,
    savings,
    prunedCount: changed,
    sent: items,
    saturated,
  };
}
