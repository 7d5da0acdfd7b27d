import { randomUUID } from "node:crypto";
import {
  decide,
  type ModelDecision,
  type ModelItem,
  type ModelRecord,
  type ModelSettings,
} from "./literalCore";
import { tokensOf } from "./modelTexts";

/** What a session of the model is made with. */
export interface ModelTraits {
  readonly settings: ModelSettings;
  /** Bytes of `"id":"…",` in memory, 0 for a provider without ids. */
  readonly idBytes: number;
  /** `steady`: items and evaluations apart; `same`: one millisecond for all; `late`: items written at the run's end. */
  readonly clock: "steady" | "same" | "late";
  /** Tokens of a request besides its items. */
  readonly overhead: number;
}

/** What the model knows about one evaluation in the log. */
export interface ModelRow {
  readonly segment: string;
  readonly historyLength: number;
  readonly sent: boolean;
  readonly decision: ModelDecision["decision"];
  readonly pruned: readonly number[];
  /** Position of its measurement in the segment's log; undefined where none is there. */
  measurement: number | undefined;
  readonly process: number;
}

export interface ModelSegment {
  readonly id: string;
  lines: string[];
}

type Outcome = "measured" | "unmeasured" | "failed";

interface Flushed {
  readonly metric: string;
  readonly row: ModelRow;
  readonly lost: boolean;
}

/**
 * A small model of the writer: keeps a history and usage records in memory, decides before each request, and writes what
 * the agent writes, in its order. It shares no code with the product.
 */
export class WriterModel {
  readonly sessionId = randomUUID();
  readonly segments: ModelSegment[] = [];
  rows: ModelRow[] = [];
  readonly traits: ModelTraits;
  settings: ModelSettings;
  history: ModelItem[] = [];
  records: ModelRecord[] = [];
  #pending: string | undefined;
  #process = 0;
  #ts = 1_700_000_000_000;
  #late: string[] | undefined;
  #metrics: Flushed[] = [];
  #usages: {
    readonly record: ModelRecord;
    readonly joined: string | undefined;
    readonly row: ModelRow;
  }[] = [];
  #names = 0;
  #itemsBeforeRun = 0;

  constructor(traits: ModelTraits) {
    this.traits = traits;
    this.settings = traits.settings;
    this.#begin({});
  }

  get segment(): ModelSegment {
    const segment = this.segments[this.segments.length - 1];
    if (segment === undefined) throw new Error("no segment was begun");
    return segment;
  }

  /** Whether a request of the current run has been measured. */
  get hasMeasured(): boolean {
    return this.#usages.length > 0;
  }

  fresh(prefix: string): string {
    this.#names += 1;
    return `${prefix}_${String(this.#names).padStart(5, "0")}`;
  }

  /** Lets time pass; with the clock `same` only between runs, and then rarely. */
  pass(milliseconds: number): void {
    if (this.traits.clock !== "same") this.#ts += milliseconds;
  }

  rest(milliseconds: number): void {
    this.#ts += milliseconds;
  }

  openRun(trigger: string | undefined): void {
    this.#itemsBeforeRun = this.history.length;
    this.#late = this.traits.clock === "late" ? [] : undefined;
    if (trigger !== undefined) this.#write({ kind: "invoke", trigger });
  }

  user(text: string): void {
    const content = [{ type: "text", text }];
    this.history.push({
      kind: "user",
      id: undefined,
      memory: { type: "message", role: "user", content },
      logged: { kind: "message", role: "user", content: [{ kind: "text", text }] },
    });
    this.#item({ kind: "user_input", segments: [{ kind: "text", content: text }] });
  }

  system(kind: string, body: string): void {
    this.history.push(systemItem(body));
    this.#item({ kind: "system_item", item: { kind, body } });
  }

  assistant(text: string): void {
    const item: ModelItem = {
      kind: "assistant",
      id: undefined,
      memory: { type: "message", role: "assistant", content: [{ type: "text", text }] },
      logged: { kind: "message", role: "assistant", content: [{ kind: "text", text }] },
    };
    this.#answer(item);
  }

  reasoning(text: string, signature: string | undefined): void {
    const parts = { text, ...(signature === undefined ? {} : { signature }) };
    const frame = '"id":"",'.length;
    this.#answer({
      kind: "reasoning",
      id: this.traits.idBytes === 0 ? undefined : "r".repeat(this.traits.idBytes - frame),
      memory: { type: "reasoning", ...parts },
      logged: { kind: "reasoning", ...parts },
    });
  }

  call(name: string, args: string): string {
    const call_id = this.fresh("call");
    const parts = { call_id, name, arguments: args };
    this.#answer({
      kind: "tool_call",
      id: undefined,
      memory: { type: "tool_call", ...parts },
      logged: { kind: "tool_call", ...parts },
    });
    return call_id;
  }

  result(call_id: string, summary: string, content?: string, image?: string, failed = false): void {
    const parts = { call_id, summary, ...(content === undefined ? {} : { content }) };
    const error = failed ? { is_error: true } : {};
    const picture = { mime_type: "image/png", data: image ?? "" };
    const item: ModelItem = {
      kind: "tool_result",
      id: undefined,
      memory: {
        type: "tool_result",
        ...parts,
        ...error,
        ...(image === undefined ? {} : { attachments: [{ type: "image", payload: picture }] }),
      },
      logged: {
        kind: "tool_result",
        ...parts,
        ...error,
        ...(image === undefined ? {} : { attachments: [{ kind: "image", ...picture }] }),
      },
    };
    this.history.push(item);
    this.#item({ kind: "tool_result", item: item.logged });
  }

  /** One evaluation and its request. `sent` false: the run yields instead. */
  request(outcome: Outcome, { sent = true, lost = false, joinLost = false } = {}): ModelDecision {
    const decision = decide(this.history, this.records, this.settings);
    const fired = decision.decision === "fired";
    const id = fired ? randomUUID() : undefined;
    if (fired) this.#pending = id;
    const row: ModelRow = {
      segment: this.segment.id,
      historyLength: this.history.length,
      sent,
      decision: decision.decision,
      pruned: fired ? decision.candidates : [],
      measurement: undefined,
      process: this.#process,
    };
    this.#metrics.push({ metric: this.#metric(decision, id), row, lost });
    if (!sent || outcome !== "measured") return decision;
    const record = { historyLength: this.history.length, tokens: this.#promptTokens(row.pruned) };
    this.records.push(record);
    this.#usages.push({ record, joined: joinLost ? undefined : this.#pending, row });
    this.#pending = undefined;
    return decision;
  }

  /** Flushes what the run gathered and ends it. `crash` loses all of that. */
  closeRun(result: "finished" | "yielded" | "errored" | "crash"): void {
    if (result === "crash") {
      // A writer that keeps items back has not written them yet.
      if (this.#late !== undefined) this.history.length = this.#itemsBeforeRun;
      this.#forget();
      return;
    }
    for (const line of this.#late ?? []) this.segment.lines.push(stamped(line, this.#ts));
    this.#late = undefined;
    this.#write({ kind: "turn_end", turn_count: 1 });
    for (const { metric, row, lost } of this.#metrics) {
      if (lost) continue;
      this.segment.lines.push(stamped(metric, this.#ts));
      this.rows.push(row);
    }
    let measured = this.segment.lines.filter((line) =>
      line.startsWith('{"kind":"llm_usage"'),
    ).length;
    for (const { record, joined, row } of this.#usages) {
      row.measurement = measured++;
      this.#flushUsage(record, joined);
    }
    if (result === "errored")
      this.#write({ kind: "run_errored", interrupted: true, message: "scripted failure" });
    else this.#write({ kind: "run_completed", interrupted: false, result });
    this.#forget();
  }

  /** Takes the run back as if it had not been: a turn that was cancelled before any output. */
  rollBack(lines: number, items: number): void {
    this.segment.lines.length = lines;
    this.history.length = items;
    this.#forget();
  }

  /** Ends the process and takes the session up again from its log. */
  restart(): void {
    this.#process += 1;
    this.#pending = undefined;
    this.history = this.history.map((item) => ({ ...item, id: undefined }));
    this.records = this.#ownRecords();
  }

  /** Cuts the segment's log back to so many lines and takes it up from there. */
  rewind(lines: number, items: number): void {
    const { id } = this.segment;
    this.segment.lines.length = lines;
    const kept = this.segment.lines.filter(isEvaluation).length;
    let seen = 0;
    this.rows = this.rows.filter((row) => row.segment !== id || seen++ < kept);
    this.history.length = items;
    this.restart();
  }

  /** A new segment with the same history; `live` where the process goes on, else taken up from the stored log. */
  fork(live: boolean): void {
    const from = this.segment.id;
    this.#begin({ forked_from: { segment_id: from, at_turn_index: 1 } });
    if (live) return;
    this.restart();
  }

  /** A new segment with a summary and the last items. */
  compact(kept: number): void {
    const from = this.segment.id;
    this.history = [systemItem("[Compacted context]"), ...this.history.slice(-kept)];
    this.records = [];
    this.#begin({ compacted_from: { segment_id: from, at_turn_index: 1 } });
  }

  #begin(origin: Readonly<Record<string, unknown>>): void {
    this.pass(5);
    this.segments.push({ id: this.fresh("segment"), lines: [] });
    this.#late = undefined;
    this.#write({
      kind: "segment_start",
      session_id: this.sessionId,
      system_prompt: null,
      config: {},
      history: this.history.map((item) => item.logged),
      ...origin,
    });
  }

  #ownRecords(): ModelRecord[] {
    return this.segment.lines.flatMap((line) => {
      const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
      if (entry["kind"] !== "llm_usage") return [];
      return {
        historyLength: Number(entry["history_len"]),
        tokens: Number(entry["input_total_tokens"]),
      };
    });
  }

  #answer(item: ModelItem): void {
    this.history.push(item);
    this.#item({ kind: "assistant_item", item: item.logged });
  }

  #item(entry: Readonly<Record<string, unknown>>): void {
    if (this.#late === undefined) this.#write(entry);
    else this.#late.push(JSON.stringify(entry));
  }

  #write(entry: Readonly<Record<string, unknown>>): void {
    this.segment.lines.push(JSON.stringify({ ...entry, ts: this.#ts }));
  }

  #metric({ decision, start, candidates, savings }: ModelDecision, id: string | undefined): string {
    const numbers = {
      candidate_count: String(candidates.length),
      protected_start_index: String(start),
    };
    const fired = decision === "fired";
    return JSON.stringify({
      kind: "extension",
      domain: "metrics",
      payload: {
        name: fired ? "prune.fire" : "prune.skip",
        ts: this.#ts,
        dimensions:
          decision === "no_candidates"
            ? { reason: decision }
            : fired
              ? numbers
              : { ...numbers, reason: decision },
        ...(decision === "no_candidates" ? {} : { value: savings }),
        ...(id === undefined ? {} : { correlation_id: id }),
      },
    });
  }

  #flushUsage(record: ModelRecord, joined: string | undefined): void {
    const { historyLength: history_len, tokens: input_total_tokens } = record;
    this.#write({ kind: "llm_usage", history_len, input_total_tokens, output_tokens: 10 });
    if (joined === undefined) return;
    this.#write({
      kind: "extension",
      domain: "metrics",
      payload: {
        name: "prune.post_request",
        ts: this.#ts,
        value: 0,
        dimensions: { cache_write_tokens: "0", history_len: String(history_len) },
        correlation_id: joined,
      },
    });
  }

  #promptTokens(pruned: readonly number[]): number {
    const leftOut = new Set(pruned);
    return this.history.reduce((sum, item, index) => {
      const { always, prunable } = tokensOfItem(item);
      return sum + always + (leftOut.has(index) ? 0 : prunable);
    }, this.traits.overhead);
  }

  #forget(): void {
    this.#metrics = [];
    this.#usages = [];
    this.#late = undefined;
  }
}

interface ItemTokens {
  readonly always: number;
  /** What is not sent where the item is pruned. */
  readonly prunable: number;
}

const tokensOfItems = new WeakMap<ModelItem["memory"], ItemTokens>();

function tokensOfItem({ memory }: ModelItem): ItemTokens {
  const known = tokensOfItems.get(memory);
  if (known !== undefined) return known;
  const { content, attachments, ...rest } = memory;
  const isText = typeof content === "string";
  const tokens = {
    always: 4 + tokensOf(JSON.stringify(isText ? rest : { ...rest, content })),
    prunable: (isText ? tokensOf(content) : 0) + (attachments === undefined ? 0 : 900),
  };
  tokensOfItems.set(memory, tokens);
  return tokens;
}

function systemItem(text: string): ModelItem {
  return {
    kind: "system",
    id: undefined,
    memory: { type: "message", role: "system", content: [{ type: "text", text }] },
    logged: { kind: "message", role: "system", content: [{ kind: "text", text }] },
  };
}

function stamped(line: string, ts: number): string {
  return JSON.stringify({ ...(JSON.parse(line) as object), ts });
}

function isEvaluation(line: string): boolean {
  return line.includes('"prune.fire"') || line.includes('"prune.skip"');
}
