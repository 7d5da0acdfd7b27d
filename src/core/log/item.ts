import { t } from "../l10n/translation";
import { isObject, listField, misfit, stringField, type JsonObject } from "./json";

/** The ordered things of a history, as the log holds them. */
export type LoggedItem = MessageItem | ToolCallItem | ToolResultItem | ReasoningItem;

export interface MessageItem {
  readonly kind: "message";
  readonly role: string;
  readonly content: readonly MessagePart[];
}

export interface MessagePart {
  readonly kind: "text" | "refusal";
  readonly text: string;
}

export interface ToolCallItem {
  readonly kind: "tool_call";
  readonly callId: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
}

export interface ToolResultItem {
  readonly kind: "tool_result";
  readonly callId: string;
  readonly summary: string;
  readonly content: string | undefined;
  readonly isError: boolean;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly mimeType: string;
  /** base64 */
  readonly data: string;
}

export interface ReasoningItem {
  readonly kind: "reasoning";
  readonly text: string;
  readonly summary: readonly string[];
  readonly encryptedContent: string | undefined;
  readonly signature: string | undefined;
}

/** A message of one text part: what user input and system items become in the history. */
export function textMessage(role: "user" | "system", text: string): MessageItem {
  return { kind: "message", role, content: [{ kind: "text", text }] };
}

/** The logged item in `value`, or a sentence saying what is wrong with it. A null optional field counts as absent. */
export function parseItem(value: unknown): LoggedItem | string {
  if (!isObject(value)) return t("an item is not an object");
  const kind = stringField(value, "kind");
  switch (kind) {
    case "message":
      return parseMessage(value);
    case "tool_call":
      return parseToolCall(value);
    case "tool_result":
      return parseToolResult(value);
    case "reasoning":
      return parseReasoning(value);
    case undefined:
      return t("an item has no kind");
    default:
      return t("unknown item kind {0}", JSON.stringify(kind));
  }
}

function parseMessage(value: JsonObject): MessageItem | string {
  const role = stringField(value, "role");
  const parts = listField(value, "content");
  if (role === undefined || parts === undefined) return t("a message lacks role or content");
  const content: MessagePart[] = [];
  for (const part of parts) {
    if (!isObject(part)) return t("a message part is not an object");
    const kind = part["kind"];
    if (kind !== "text" && kind !== "refusal")
      return t("a message part is neither text nor refusal");
    const text = stringField(part, kind);
    if (text === undefined) return t("a message part lacks its text");
    content.push({ kind, text });
  }
  return { kind: "message", role, content };
}

function parseToolCall(value: JsonObject): ToolCallItem | string {
  const callId = stringField(value, "call_id");
  const name = stringField(value, "name");
  const args = stringField(value, "arguments");
  if (callId === undefined || name === undefined || args === undefined)
    return t("a tool call lacks call_id, name or arguments");
  return { kind: "tool_call", callId, name, arguments: args };
}

function parseToolResult(value: JsonObject): ToolResultItem | string {
  const callId = stringField(value, "call_id");
  const summary = stringField(value, "summary");
  if (callId === undefined || summary === undefined)
    return t("a tool result lacks call_id or summary");
  const wrong = misfit(value, { content: "string", attachments: "list", is_error: "boolean" });
  if (wrong !== undefined) return t("in a tool result {0}", wrong);
  const attachments: Attachment[] = [];
  for (const entry of listField(value, "attachments") ?? []) {
    const mimeType = isObject(entry) ? stringField(entry, "mime_type") : undefined;
    const data = isObject(entry) ? stringField(entry, "data") : undefined;
    if (mimeType === undefined || data === undefined)
      return t("an attachment lacks mime_type or data");
    attachments.push({ mimeType, data });
  }
  return {
    kind: "tool_result",
    callId,
    summary,
    content: stringField(value, "content"),
    isError: value["is_error"] === true,
    attachments,
  };
}

function parseReasoning(value: JsonObject): ReasoningItem | string {
  const text = stringField(value, "text");
  if (text === undefined) return t("a reasoning item lacks its text");
  const wrong = misfit(value, {
    summary: "list",
    encrypted_content: "string",
    signature: "string",
  });
  if (wrong !== undefined) return t("in a reasoning item {0}", wrong);
  const parts = listField(value, "summary") ?? [];
  const summary = parts.filter((part) => typeof part === "string");
  if (summary.length < parts.length)
    return t("in a reasoning item a part of summary is not a string");
  return {
    kind: "reasoning",
    text,
    summary,
    encryptedContent: stringField(value, "encrypted_content"),
    signature: stringField(value, "signature"),
  };
}
