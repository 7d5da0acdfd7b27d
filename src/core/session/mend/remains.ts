import { itemFlags, kindIndex } from "../itemColumns";
import type { MeasuredItem } from "../measureItem";
import type { LostRecord } from "../segment";

/** What can be told of a record that cannot be read. */
export interface Remains {
  readonly lost: LostRecord;
  /** The item that stood there, as far as its line still tells: its sizes are those of what is left. */
  readonly item: MeasuredItem | undefined;
}

/** Longer lines are not looked through. */
const mostBytes = 1 << 22;
const chunk = 1 << 13;

const recordKinds =
  "segment_start|session_start|invoke|user_input|assistant_items?|tool_results?|system_items?|hook_injected_items|turn_end|run_completed|run_errored|llm_usage|extension|config_changed|paused_turn_abandoned";
const recordStart = `\\{(?:"hash":"[^"]*","prev_hash":"[^"]*",)?"kind":"(${recordKinds})","ts":`;
const firstRecord = new RegExp(`^${recordStart}`);
const messageFrame = '{"type":"message","role":"user","content":[{"type":"text","text":""}]}'
  .length;
/** Bytes that are taken for one token where nothing else is known. */
const bytesPerToken = 4;

/** The bytes as a text in which each byte is one character; undefined where there are too many. */
export function byteText(bytes: Uint8Array): string | undefined {
  if (bytes.length > mostBytes) return undefined;
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return text;
}

/**
 * Where the records on one line begin, the line's own beginning included: a writer that was stopped in the middle of a line
 * goes on behind it, and a lost newline joins two. Inside a string no record begins, since its quotes are escaped.
 */
export function recordStarts(line: string): readonly number[] {
  const starts = Array.from(line.matchAll(new RegExp(recordStart, "g")), ({ index }) => index);
  return starts[0] === 0 ? starts : [0, ...starts];
}

/** What a record seems to have been, by what is left of it. `record` holds one character for each byte. */
export function remainsOf(record: string): Remains {
  if (record.trim() === "") return nothing;
  switch (firstRecord.exec(record)?.[1]) {
    case "user_input":
      return lostItem(message(kindIndex.user, literalBehind(record, '"content":"', "}]")));
    case "system_item":
      return lostItem(message(kindIndex.system, literalBehind(record, '"body":"', "}")));
    case "assistant_item":
    case "tool_result":
      return loggedItem(record);
    case "llm_usage":
      return { lost: "measurement", item: undefined };
    case "extension":
      return /prune\.(fire|skip)|candidate_count|"reason":/.test(record)
        ? { lost: "evaluation", item: undefined }
        : nothing;
    case "invoke":
    case "turn_end":
    case "run_completed":
    case "run_errored":
    case "config_changed":
    case "paused_turn_abandoned":
      return nothing;
    case undefined:
    default:
      return { lost: "unknown", item: undefined };
  }
}

const nothing: Remains = { lost: "nothing", item: undefined };

function lostItem(item: MeasuredItem): Remains {
  return { lost: "item", item };
}

/** Bytes of the text's literal without its quotes, from the mark on to the record's end. */
function literalBehind(record: string, mark: string, end: string): number {
  const from = record.indexOf(mark);
  if (from === -1) return 0;
  const closing = record.endsWith(`"${end}}`) ? end.length + 2 : 0;
  return record.length - from - mark.length - closing;
}

function message(kind: number, textBytes: number): MeasuredItem {
  return sized(kind, messageFrame + textBytes);
}

function loggedItem(record: string): Remains {
  const mark = '"item":';
  const from = record.indexOf(mark) + mark.length;
  const whole = record.length - from - (record.endsWith("}}") ? 1 : 0);
  const item = record.slice(from, from + 4 * chunk);
  switch (/^\{"kind":"(\w+)"/.exec(item)?.[1]) {
    case "message": {
      const role = /^\{"kind":"message","role":"(\w+)"/.exec(item)?.[1];
      return lostItem(
        sized(
          role === "user"
            ? kindIndex.user
            : role === "system"
              ? kindIndex.system
              : kindIndex.assistant,
          whole,
        ),
      );
    }
    case "reasoning":
      return lostItem(sized(kindIndex.reasoning, whole));
    case "tool_call": {
      const [, callId, tool] = /"call_id":"([^"\\]*)","name":"([^"\\]*)"/.exec(item) ?? [];
      return lostItem({ ...sized(kindIndex["tool call"], whole), callId, tool });
    }
    case "tool_result": {
      const callId = /"call_id":"([^"\\]*)"/.exec(item)?.[1];
      return lostItem({ ...result(record.slice(from, from + whole)), callId });
    }
    case undefined:
    default:
      return { lost: "unknown", item: undefined };
  }
}

/** A tool result by its JSON, which may end anywhere. */
function result(item: string): MeasuredItem {
  const whole = sized(kindIndex["tool result"], item.length);
  const content = /,"content":"/.exec(item)?.index;
  if (content === undefined) return whole;
  const end = /"(?:,"attachments":\[.*\])?(?:,"is_error":(?:true|false))?\}$/.exec(
    item.slice(content),
  );
  const contentBytes = end === null ? item.length - content : end.index + 1;
  return {
    ...whole,
    flags: itemFlags.content | itemFlags.lost,
    contentBytes,
    restWeight: (item.length - contentBytes) / bytesPerToken,
    contentWeight: contentBytes / bytesPerToken,
  };
}

/** An item of which only a size is known. */
function sized(kind: number, wholeBytes: number): MeasuredItem {
  return {
    kind,
    flags: itemFlags.lost,
    wholeBytes,
    contentBytes: 0,
    attachmentBytes: 0,
    restWeight: wholeBytes / bytesPerToken,
    contentWeight: 0,
    attachmentWeight: 0,
    callId: undefined,
    tool: undefined,
    argumentsHash: 0,
  };
}
