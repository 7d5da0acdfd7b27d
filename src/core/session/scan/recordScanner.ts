import type {
  InvokeEntry,
  ItemsEntry,
  MetricEntry,
  RunEndEntry,
  TurnEndEntry,
  UsageEntry,
} from "../../log/entry";
import { epochMs, itemCount, tokens, type EpochMs, type Tokens } from "../../units";
import type { MeasuredItem } from "../measureItem";
import { ascii, ByteCursor } from "./byteCursor";
import { ItemScanner, message } from "./itemScanner";
import { runResults } from "./recordTables";
import type { ScanSpace } from "./scanSpace";

/** Items of one line, measured. */
export interface MeasuredItems {
  readonly kind: "measured";
  readonly ts: EpochMs;
  readonly source: ItemsEntry["source"];
  readonly items: readonly MeasuredItem[];
}

/** What a scanned line says; in the form that parsing it gives, but for items. */
export type ScannedEntry =
  MeasuredItems | InvokeEntry | TurnEndEntry | RunEndEntry | UsageEntry | MetricEntry;

const ts = '","ts":';
const begin = {
  kind: ascii('{"kind":"'),
  assistantItem: ascii(`assistant_item${ts}`),
  assistantItems: ascii(`assistant_items${ts}`),
  toolResult: ascii(`tool_result${ts}`),
  toolResults: ascii(`tool_results${ts}`),
  turnEnd: ascii(`turn_end${ts}`),
  usage: ascii(`llm_usage${ts}`),
  extension: ascii(`extension${ts}`),
  userInput: ascii(`user_input${ts}`),
  invoke: ascii(`invoke${ts}`),
  runCompleted: ascii(`run_completed${ts}`),
};
const next = {
  item: ascii(',"item":'),
  items: ascii(',"items":['),
  textSegment: ascii(',"segments":[{"kind":"text","content":'),
  turnCount: ascii(',"turn_count":'),
  trigger: ascii(',"trigger":'),
  interrupted: ascii(',"interrupted":'),
  result: ascii(',"result":'),
  historyLength: ascii(',"history_len":'),
  inputTokens: ascii(',"input_total_tokens":'),
  cacheRead: ascii(',"cache_read_tokens":'),
  cacheWrite: ascii(',"cache_write_tokens":'),
  output: ascii(',"output_tokens":'),
  metric: ascii(',"domain":"metrics","payload":{'),
};
const metric = {
  correlationId: ascii('"correlation_id":'),
  dimensions: ascii('"dimensions":{'),
  name: ascii(',"name":'),
  ts: ascii(',"ts":'),
  value: ascii(',"value":'),
};
const words = {
  true: ascii("true"),
  false: ascii("false"),
  null: ascii("null"),
};
const comma = ascii(",");
const pointZero = ascii(".0");
const closeObject = ascii("}");
const closeList = ascii("]");
const closeSegments = ascii("}]");

/** Dimensions that the prune metrics have. They and the names are told by their bytes: making texts of them took longer. */
const dimensionNames = [
  "candidate_count",
  "protected_start_index",
  "reason",
  "cache_write_tokens",
  "history_len",
  "border_turn",
].map((name) => ({ name, bytes: ascii(`"${name}":`) }));
const metricNames = ["prune.fire", "prune.skip", "prune.post_request"].map((name) => ({
  name,
  bytes: ascii(`"${name}"`),
}));

/**
 * Reads the frequent records of a log from their bytes, without making texts of what they hold, where they stand as the
 * writer writes them: fields in its order, no blanks. What it reads is what parsing would read.
 */
export class RecordScanner {
  readonly #cursor: ByteCursor;
  readonly #items: ItemScanner;

  constructor(space: ScanSpace) {
    this.#cursor = new ByteCursor(space);
    this.#items = new ItemScanner(this.#cursor);
  }

  /** The record from `from` up to `to`, which is UTF-8; undefined where it must be parsed. */
  scan(from: number, to: number): ScannedEntry | undefined {
    const cursor = this.#cursor;
    cursor.at = from;
    cursor.end = to;
    if (!cursor.eat(begin.kind)) return undefined;
    const entry = this.#record(cursor);
    return entry !== undefined && cursor.eat(closeObject) && cursor.at === to ? entry : undefined;
  }

  #record(cursor: ByteCursor): ScannedEntry | undefined {
    switch (cursor.ahead) {
      case 0x61: // a
        if (cursor.eat(begin.assistantItem)) return this.#oneItem("assistant");
        return cursor.eat(begin.assistantItems) ? this.#manyItems("assistant") : undefined;
      case 0x74: // t
        if (cursor.eat(begin.toolResult)) return this.#oneItem("tool");
        if (cursor.eat(begin.turnEnd)) return this.#turnEnd();
        return cursor.eat(begin.toolResults) ? this.#manyItems("tool") : undefined;
      case 0x6c: // l
        return cursor.eat(begin.usage) ? this.#usage() : undefined;
      case 0x65: // e
        return cursor.eat(begin.extension) ? this.#metric() : undefined;
      case 0x75: // u
        return cursor.eat(begin.userInput) ? this.#userInput() : undefined;
      case 0x69: // i
        return cursor.eat(begin.invoke) ? this.#invoke() : undefined;
      case 0x72: // r
        return cursor.eat(begin.runCompleted) ? this.#runCompleted() : undefined;
      default:
        return undefined;
    }
  }

  #oneItem(source: "assistant" | "tool"): MeasuredItems | undefined {
    const at = this.#cursor.integer();
    if (at < 0 || !this.#cursor.eat(next.item)) return undefined;
    const item = this.#items.item();
    return item && { kind: "measured", ts: epochMs(at), source, items: [item] };
  }

  #manyItems(source: "assistant" | "tool"): MeasuredItems | undefined {
    const cursor = this.#cursor;
    const at = cursor.integer();
    if (at < 0 || !cursor.eat(next.items)) return undefined;
    const items: MeasuredItem[] = [];
    do {
      const item = this.#items.item();
      if (item === undefined) return undefined;
      items.push(item);
    } while (cursor.eat(comma));
    return cursor.eat(closeList) ? { kind: "measured", ts: epochMs(at), source, items } : undefined;
  }

  #userInput(): MeasuredItems | undefined {
    const cursor = this.#cursor;
    const at = cursor.integer();
    if (at < 0 || !cursor.eat(next.textSegment)) return undefined;
    const text = this.#items.literal();
    if (text < 0 || !cursor.eat(closeSegments)) return undefined;
    const item = message("user", text, this.#items.weight);
    return { kind: "measured", ts: epochMs(at), source: "user", items: [item] };
  }

  #turnEnd(): TurnEndEntry | undefined {
    const at = this.#cursor.integer();
    const turnCount = this.#count(next.turnCount);
    return at < 0 || turnCount < 0 ? undefined : { kind: "turn_end", ts: epochMs(at), turnCount };
  }

  #invoke(): InvokeEntry | undefined {
    const cursor = this.#cursor;
    const at = cursor.integer();
    if (at < 0 || !cursor.eat(next.trigger)) return undefined;
    const trigger = cursor.shortText();
    return trigger === undefined ? undefined : { kind: "invoke", ts: epochMs(at), trigger };
  }

  #runCompleted(): RunEndEntry | undefined {
    const cursor = this.#cursor;
    const at = cursor.integer();
    if (at < 0 || !cursor.eat(next.interrupted)) return undefined;
    const interrupted = cursor.eat(words.true);
    if (!interrupted && !cursor.eat(words.false)) return undefined;
    if (!cursor.eat(next.result)) return undefined;
    const text = cursor.shortText();
    const result = runResults.find((known) => known === text);
    if (result === undefined) return undefined;
    return {
      kind: "run_end",
      ts: epochMs(at),
      result,
      interrupted,
      message: undefined,
    };
  }

  #usage(): UsageEntry | undefined {
    const at = this.#cursor.integer();
    const historyLength = this.#count(next.historyLength);
    const inputTokens = this.#count(next.inputTokens);
    if (at < 0 || historyLength < 0 || inputTokens < 0) return undefined;
    const cacheReadTokens = this.#optional(next.cacheRead);
    const cacheWriteTokens = this.#optional(next.cacheWrite);
    const outputTokens = this.#optional(next.output);
    return {
      kind: "usage",
      ts: epochMs(at),
      historyLength: itemCount(historyLength),
      inputTokens: tokens(inputTokens),
      cacheReadTokens,
      cacheWriteTokens,
      outputTokens,
    };
  }

  /** A number behind its name; −1 where it is none. */
  #count(name: Uint8Array): number {
    return this.#cursor.eat(name) ? this.#cursor.integer() : -1;
  }

  /** A number or null behind its name, which may be missing; with anything else there the record is given up. */
  #optional(name: Uint8Array): Tokens | undefined {
    const cursor = this.#cursor;
    if (!cursor.eat(name)) return undefined;
    const value = cursor.integer();
    if (value >= 0) return tokens(value);
    if (!cursor.eat(words.null)) cursor.at = cursor.end;
    return undefined;
  }

  #metric(): MetricEntry | undefined {
    const cursor = this.#cursor;
    const at = cursor.integer();
    if (at < 0 || !cursor.eat(next.metric)) return undefined;
    let correlationId: string | undefined;
    if (cursor.eat(metric.correlationId)) {
      correlationId = cursor.shortText();
      if (correlationId === undefined || !cursor.eat(comma)) return undefined;
    }
    const dimensions = this.#dimensions();
    if (dimensions === undefined || !cursor.eat(metric.name)) return undefined;
    const name = cursor.eatNamed(metricNames) ?? cursor.shortText();
    const metricTs = this.#count(metric.ts);
    if (name === undefined || metricTs < 0) return undefined;
    let value: number | undefined;
    if (cursor.eat(metric.value)) {
      value = cursor.integer();
      if (value < 0) return undefined;
      cursor.eat(pointZero);
    }
    if (!cursor.eat(closeObject)) return undefined;
    return {
      kind: "metric",
      ts: epochMs(at),
      name,
      metricTs: epochMs(metricTs),
      value,
      dimensions,
      correlationId,
    };
  }

  #dimensions(): Readonly<Record<string, string>> | undefined {
    const cursor = this.#cursor;
    if (!cursor.eat(metric.dimensions)) return undefined;
    const dimensions: Record<string, string> = {};
    do {
      const name = cursor.eatNamed(dimensionNames);
      const value = cursor.shortText();
      if (name === undefined || value === undefined) return undefined;
      dimensions[name] = value;
    } while (cursor.eat(comma));
    return cursor.eat(closeObject) ? dimensions : undefined;
  }
}
