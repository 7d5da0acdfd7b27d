import type { LoggedItem } from "../../src/core/log/item";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

export type JsonRecord = Readonly<Record<string, Json | undefined>>;

export const user = (text: string): LoggedItem => message("user", text);
export const assistant = (text: string): LoggedItem => message("assistant", text);
export const system = (text: string): LoggedItem => message("system", text);

function message(role: string, text: string): LoggedItem {
  return { kind: "message", role, content: [{ kind: "text", text }] };
}

export function call(callId: string, name = "big_tool", args = "{}"): LoggedItem {
  return { kind: "tool_call", callId, name, arguments: args };
}

export function result(callId: string, summary: string, content?: string): LoggedItem {
  return { kind: "tool_result", callId, summary, content, isError: false, attachments: [] };
}

/** An item in the form in which the agent logs it: fields in its order, absent ones left out. */
export function loggedJson(item: LoggedItem): JsonRecord {
  switch (item.kind) {
    case "message":
      return {
        kind: "message",
        role: item.role,
        content: item.content.map(({ kind, text }) =>
          kind === "text" ? { kind, text } : { kind, refusal: text },
        ),
      };
    case "tool_call":
      return {
        kind: "tool_call",
        call_id: item.callId,
        name: item.name,
        arguments: item.arguments,
      };
    case "tool_result":
      return {
        kind: "tool_result",
        call_id: item.callId,
        summary: item.summary,
        content: item.content,
        attachments:
          item.attachments.length === 0
            ? undefined
            : item.attachments.map(({ mimeType, data }) => ({
                kind: "image",
                mime_type: mimeType,
                data,
              })),
        is_error: item.isError ? true : undefined,
      };
    case "reasoning":
      return {
        kind: "reasoning",
        text: item.text,
        summary: item.summary.length === 0 ? undefined : item.summary,
        encrypted_content: item.encryptedContent,
        signature: item.signature,
      };
  }
}

/**
 * Writes a segment log line by line as the agent does: JSON without blanks, each record on a line of its own, the clock
 * going on by 100 ms a line. `raw` adds what the agent would not write.
 */
export class LogBuilder {
  readonly #parts: Buffer[] = [];
  #ts: number;

  constructor(startTs = 1_780_000_000_000) {
    this.#ts = startTs;
  }

  /** The clock: the `ts` of the line that comes next. */
  get ts(): number {
    return this.#ts;
  }

  /** Bytes so far: the offset of the line that comes next. */
  get byteLength(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  /** Bytes as they are, without a newline of their own. */
  raw(text: string | Uint8Array): this {
    this.#parts.push(Buffer.from(text));
    return this;
  }

  /** One record; its `ts` stands behind its kind, as in all dialects. */
  line(kind: string, fields: JsonRecord = {}): this {
    this.raw(`${JSON.stringify({ kind, ts: this.#ts, ...fields })}\n`);
    this.#ts += 100;
    return this;
  }

  start(
    history: readonly LoggedItem[] = [],
    origin: JsonRecord = {},
    sessionId = "01a1fc94-0000-7000-8000-000000000001",
  ): this {
    return this.line("segment_start", {
      session_id: sessionId,
      system_prompt: null,
      config: { max_tokens: 100, stop_sequences: [], reasoning: null },
      history: history.map(loggedJson),
      ...origin,
    });
  }

  invoke(trigger = "user_send"): this {
    return this.line("invoke", { trigger });
  }

  userInput(text: string): this {
    return this.line("user_input", { segments: [{ kind: "text", content: text }] });
  }

  /** One item on the line that its kind belongs on. */
  item(item: LoggedItem): this {
    return this.line(item.kind === "tool_result" ? "tool_result" : "assistant_item", {
      item: loggedJson(item),
    });
  }

  systemItem(body: string, kind = "notification", extra: JsonRecord = {}): this {
    return this.line("system_item", { item: { kind, ...extra, body } });
  }

  turnEnd(turnCount: number): this {
    return this.line("turn_end", { turn_count: turnCount });
  }

  /** A line of domain `metrics`; `ts` is the metric's own moment. */
  metric(name: string, ts: number, fields: JsonRecord = {}): this {
    return this.extension("metrics", { name, ts, ...fields });
  }

  extension(domain: string, payload: Json): this {
    return this.line("extension", { domain, payload });
  }

  usage(
    historyLength: number,
    inputTokens: number,
    { cacheRead = 0, cacheWrite = 0, output = 0 } = {},
  ): this {
    return this.line("llm_usage", {
      history_len: historyLength,
      input_total_tokens: inputTokens,
      cache_read_tokens: cacheRead,
      cache_write_tokens: cacheWrite,
      output_tokens: output,
    });
  }

  runCompleted(resultName = "finished"): this {
    return this.line("run_completed", { interrupted: false, result: resultName });
  }

  runErrored(text: string): this {
    return this.line("run_errored", { interrupted: true, message: text });
  }
}
