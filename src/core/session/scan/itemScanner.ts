import { itemFrames } from "../../prune/itemBytes";
import { itemFlags, kindIndex } from "../itemColumns";
import type { MeasuredItem } from "../measureItem";
import { encryptedBytesPerToken, frameWeight, imageWeight } from "../textWeight";
import { ascii, type ByteCursor } from "./byteCursor";
import { endOfLiteral } from "./endOfLiteral";
import { weightInPlace } from "./streamedWeight";
import { TextHash } from "./textHash";
import { Windows } from "./windows";

const quotes = 2;

const open = {
  message: ascii('{"kind":"message","role":'),
  call: ascii('{"kind":"tool_call","call_id":'),
  result: ascii('{"kind":"tool_result","call_id":'),
  reasoning: ascii('{"kind":"reasoning","text":'),
};
const next = {
  content: ascii(',"content":'),
  textContent: ascii(',"content":[{"kind":"text","text":'),
  name: ascii(',"name":'),
  arguments: ascii(',"arguments":'),
  summary: ascii(',"summary":'),
  summaries: ascii(',"summary":['),
  attachments: ascii(',"attachments":['),
  error: ascii(',"is_error":true'),
  encrypted: ascii(',"encrypted_content":'),
  signature: ascii(',"signature":'),
};
const attachment = {
  mimeType: ascii('{"kind":"image","mime_type":'),
  data: ascii(',"data":'),
};
const comma = ascii(",");
const closeList = ascii("]");
const closeObject = ascii("}");
const closeContent = ascii("}]}");

/** Position of the letter that tells the kinds of items apart: m, r or t. */
const kindLetter = '{"kind":"'.length;

/**
 * Measures items from their bytes, where they stand as the writer writes them: fields in its order, no blanks. Undefined
 * for anything else, which says nothing about whether it can be read.
 */
export class ItemScanner {
  readonly #cursor: ByteCursor;
  readonly #windows = new Windows();
  readonly #hash = new TextHash();
  #weight = 0;

  constructor(cursor: ByteCursor) {
    this.#cursor = cursor;
  }

  /** The item ahead. */
  item(): MeasuredItem | undefined {
    const cursor = this.#cursor;
    const letter = cursor.space.bytes[cursor.at + kindLetter];
    if (letter === 0x74) return cursor.eat(open.call) ? this.#call() : this.#result();
    return letter === 0x6d ? this.#message() : this.#reasoning();
  }

  /** Size of the literal ahead, with its quotes, and in `weight` what it weighs; −1 where the writer would not write it so. */
  literal(isWeighed = true): number {
    const cursor = this.#cursor;
    const { space, at: from } = cursor;
    if (cursor.ahead !== 0x22) return -1;
    const end = endOfLiteral(space, from + 1, cursor.end);
    if (end === -1) return -1;
    this.#weight = isWeighed ? weightInPlace(space, this.#windows, from + 1, end) : 0;
    cursor.at = end + 1;
    return end + 1 - from;
  }

  /** Weight of the literal that `literal` went past. */
  get weight(): number {
    return this.#weight;
  }

  #message(): MeasuredItem | undefined {
    const cursor = this.#cursor;
    if (!cursor.eat(open.message)) return undefined;
    const role = cursor.shortText();
    if (role === undefined || !cursor.eat(next.textContent)) return undefined;
    const text = this.literal();
    if (text < 0 || !cursor.eat(closeContent)) return undefined;
    return message(role, text, this.weight);
  }

  #call(): MeasuredItem | undefined {
    const cursor = this.#cursor;
    const idAt = cursor.at;
    const callId = cursor.shortText();
    const idBytes = cursor.at - idAt;
    if (callId === undefined || !cursor.eat(next.name)) return undefined;
    const nameAt = cursor.at;
    const tool = cursor.shortText();
    if (tool === undefined) return undefined;
    const nameEnd = cursor.at;
    cursor.at = nameAt;
    if (this.literal() < 0) return undefined;
    const nameWeight = this.weight;
    if (!cursor.eat(next.arguments)) return undefined;
    const argumentsAt = cursor.at;
    const args = this.literal();
    const argumentsEnd = cursor.at;
    if (args < 0 || !cursor.eat(closeObject)) return undefined;
    this.#hash.begin();
    this.#hash.take(cursor.space.bytes, argumentsAt + 1, argumentsEnd - 1);
    return {
      kind: kindIndex["tool call"],
      flags: 0,
      wholeBytes: itemFrames.call + idBytes + (nameEnd - nameAt) + args,
      contentBytes: 0,
      attachmentBytes: 0,
      restWeight: frameWeight + (nameWeight + this.weight),
      contentWeight: 0,
      attachmentWeight: 0,
      callId,
      tool,
      argumentsHash: this.#hash.end(),
    };
  }

  #result(): MeasuredItem | undefined {
    const cursor = this.#cursor;
    if (!cursor.eat(open.result)) return undefined;
    const idAt = cursor.at;
    const callId = cursor.shortText();
    const idBytes = cursor.at - idAt;
    if (callId === undefined || !cursor.eat(next.summary)) return undefined;
    const summary = this.literal();
    const restWeight = frameWeight + this.weight;
    if (summary < 0) return undefined;
    let flags = 0;
    let contentBytes = 0;
    let contentWeight = 0;
    if (cursor.eat(next.content)) {
      const content = this.literal();
      if (content < 0) return undefined;
      flags = itemFlags.content;
      contentBytes = itemFrames.content + content;
      contentWeight = this.weight;
    }
    let attachmentBytes = 0;
    let attachments = 0;
    if (cursor.eat(next.attachments)) {
      attachmentBytes = itemFrames.attachments - 1;
      do {
        const size = this.#attachment();
        if (size < 0) return undefined;
        attachmentBytes += size + 1;
        attachments += 1;
      } while (cursor.eat(comma));
      if (!cursor.eat(closeList)) return undefined;
      flags |= itemFlags.attachments;
    }
    const isError = cursor.eat(next.error);
    if (isError) flags |= itemFlags.error;
    if (!cursor.eat(closeObject)) return undefined;
    const frame = itemFrames.result + (isError ? itemFrames.error : 0);
    return {
      kind: kindIndex["tool result"],
      flags,
      wholeBytes: frame + idBytes + summary + contentBytes + attachmentBytes,
      contentBytes,
      attachmentBytes,
      restWeight,
      contentWeight,
      attachmentWeight: attachments * imageWeight,
      callId,
      tool: undefined,
      argumentsHash: 0,
    };
  }

  #attachment(): number {
    const cursor = this.#cursor;
    if (!cursor.eat(attachment.mimeType)) return -1;
    const mimeType = this.literal(false);
    if (mimeType < 0 || !cursor.eat(attachment.data)) return -1;
    const data = this.literal(false);
    if (data < 0 || !cursor.eat(closeObject)) return -1;
    return itemFrames.attachment + mimeType + data;
  }

  #reasoning(): MeasuredItem | undefined {
    const cursor = this.#cursor;
    if (!cursor.eat(open.reasoning)) return undefined;
    const text = this.literal();
    if (text < 0) return undefined;
    let wholeBytes = itemFrames.reasoning + text;
    const textWeight = this.weight;
    let summaryWeight = 0;
    if (cursor.eat(next.summaries)) {
      wholeBytes += itemFrames.summary - 1;
      do {
        const part = this.literal();
        if (part < 0) return undefined;
        wholeBytes += part + 1;
        summaryWeight += this.weight;
      } while (cursor.eat(comma));
      if (!cursor.eat(closeList)) return undefined;
    }
    let weight = textWeight + summaryWeight;
    if (cursor.eat(next.encrypted)) {
      const encrypted = this.literal(false);
      if (encrypted < 0) return undefined;
      wholeBytes += itemFrames.encrypted + encrypted;
      weight = (encrypted - quotes) / encryptedBytesPerToken;
    }
    if (cursor.eat(next.signature)) {
      const signature = this.literal(false);
      if (signature < 0) return undefined;
      wholeBytes += itemFrames.signature + signature;
    }
    if (!cursor.eat(closeObject)) return undefined;
    return plain(kindIndex.reasoning, wholeBytes, frameWeight + weight);
  }
}

/** A message of one text part, from the size of its literal and its weight. */
export function message(role: string, textBytes: number, weight: number): MeasuredItem {
  const kind =
    role === "user"
      ? kindIndex.user
      : role === "assistant"
        ? kindIndex.assistant
        : kindIndex.system;
  const wholeBytes = itemFrames.message + role.length + quotes + itemFrames.textPart + textBytes;
  return plain(kind, wholeBytes, frameWeight + weight);
}

function plain(kind: number, wholeBytes: number, restWeight: number): MeasuredItem {
  return {
    kind,
    flags: 0,
    wholeBytes,
    contentBytes: 0,
    attachmentBytes: 0,
    restWeight,
    contentWeight: 0,
    attachmentWeight: 0,
    callId: undefined,
    tool: undefined,
    argumentsHash: 0,
  };
}
