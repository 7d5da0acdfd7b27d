/**
 * The prune core a second time, as literally as the rules are stated: every estimate by a scan over all records, every
 * boundary by a walk from the end. Slow, and independent of the product's.
 */

export interface ModelItem {
  /** As the agent holds it in memory, fields in the order in which it writes them. */
  readonly memory: Readonly<Record<string, unknown>>;
  readonly logged: Readonly<Record<string, unknown>>;
  readonly kind: "user" | "system" | "assistant" | "reasoning" | "tool_call" | "tool_result";
  readonly id: string | undefined;
}

export interface ModelRecord {
  readonly historyLength: number;
  readonly tokens: number;
}

export interface ModelSettings {
  readonly protectedTokens: number;
  readonly minSavings: number;
}

export interface ModelDecision {
  readonly decision: "fired" | "no_candidates" | "below_min_savings";
  readonly start: number | undefined;
  readonly candidates: readonly number[];
  readonly savings: number;
}

interface Estimate {
  readonly tokens: number;
  readonly known: boolean;
}

const sizes = new WeakMap<ModelItem, number>();

function sizeOf(item: ModelItem): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const { type, ...rest } = item.memory;
  const size = bytesOf(item.id === undefined ? { type, ...rest } : { type, id: item.id, ...rest });
  sizes.set(item, size);
  return size;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), "utf8");
}

export function decide(
  history: readonly ModelItem[],
  records: readonly ModelRecord[],
  settings: ModelSettings,
): ModelDecision {
  const prefix = [0];
  for (const item of history) prefix.push((prefix[prefix.length - 1] ?? 0) + sizeOf(item));
  const estimates = prefix.map((_, index) => estimateAt(index, history.length, prefix, records));
  const start = boundary(history.length, settings.protectedTokens, estimates);
  const candidates = history.flatMap((item, index) =>
    start !== undefined && index < start && canBePruned(item) ? index : [],
  );
  if (candidates.length === 0) return { decision: "no_candidates", start, candidates, savings: 0 };
  const removed = candidates.reduce((sum, index) => sum + contentBytes(history[index]), 0);
  const savings = savingsOf(removed, history.length, prefix, records);
  return {
    decision: savings >= settings.minSavings ? "fired" : "below_min_savings",
    start,
    candidates,
    savings,
  };
}

function canBePruned(item: ModelItem): boolean {
  return item.kind === "tool_result" && ("content" in item.memory || "attachments" in item.memory);
}

const contentSizes = new WeakMap<ModelItem["memory"], number>();

function contentBytes(item: ModelItem | undefined): number {
  const content = item?.memory["content"];
  if (item === undefined || content === undefined) return 0;
  const known = contentSizes.get(item.memory);
  if (known !== undefined) return known;
  const size = ',"content":'.length + bytesOf(content);
  contentSizes.set(item.memory, size);
  return size;
}

function estimateAt(
  index: number,
  length: number,
  prefix: readonly number[],
  records: readonly ModelRecord[],
): Estimate {
  const bytesAt = (at: number) => prefix[Math.min(at, length)] ?? 0;
  if (index === 0) return { tokens: 0, known: true };
  if (records.length === 0) return { tokens: Math.floor(bytesAt(index) / 4), known: false };
  const same = records.filter((record) => record.historyLength === index).pop();
  if (same !== undefined) return { tokens: same.tokens, known: true };
  const lower = records.filter((record) => record.historyLength < index).pop();
  const upper = records.find((record) => record.historyLength > index);
  if (lower === undefined && upper === undefined) throw new Error("a record is neither");
  if (lower === undefined)
    return {
      tokens: ratio(bytesAt(index), upper?.tokens ?? 0, bytesAt(upper?.historyLength ?? 0)),
      known: true,
    };
  const since = Math.max(0, bytesAt(index) - bytesAt(lower.historyLength));
  if (upper === undefined) return { tokens: lower.tokens + Math.floor(since / 4), known: true };
  const byteSpan = Math.max(0, bytesAt(upper.historyLength) - bytesAt(lower.historyLength));
  const tokenSpan = Math.max(0, upper.tokens - lower.tokens);
  if (byteSpan === 0 || tokenSpan === 0) return { tokens: lower.tokens, known: true };
  return { tokens: lower.tokens + ratio(since, tokenSpan, byteSpan), known: true };
}

function ratio(a: number, b: number, c: number): number {
  return c === 0 ? 0 : Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

function boundary(
  length: number,
  protectedTokens: number,
  estimates: readonly Estimate[],
): number | undefined {
  const total = estimates[length];
  if (total?.known !== true) return undefined;
  if (protectedTokens === 0) return length;
  let start = length;
  for (let index = length - 1; index >= 0; index--) {
    const estimate = estimates[index];
    if (estimate?.known !== true) return undefined;
    start = index;
    if (Math.max(0, total.tokens - estimate.tokens) >= protectedTokens) break;
  }
  return start;
}

function savingsOf(
  removed: number,
  length: number,
  prefix: readonly number[],
  records: readonly ModelRecord[],
): number {
  const last = records[records.length - 1];
  if (removed === 0 || last === undefined) return 0;
  return ratio(removed, last.tokens, prefix[Math.min(last.historyLength, length)] ?? 0);
}
