import type { Attachment, LoggedItem, MessagePart } from "../log/item";
import { bytes, type Bytes } from "../units";
import { jsonStringBytes } from "./jsonBytes";

/** Sizes of one item as the agent counts them. */
export interface ItemBytes {
  /** UTF-8 length of the in-memory item's JSON. */
  readonly whole: Bytes;
  /** What leaves when a tool result's content is left out: `,"content":` and the literal. 0 without content. */
  readonly content: Bytes;
  /** What leaves with the attachments; not counted as savings by the agent. */
  readonly attachments: Bytes;
}

const length = (skeleton: string): number => skeleton.length;

const messageFrame = length('{"type":"message","role":,"content":[]}');
const partFrames = {
  text: length('{"type":"text","text":}'),
  refusal: length('{"type":"refusal","refusal":}'),
};
const callFrame = length('{"type":"tool_call","call_id":,"name":,"arguments":}');
const resultFrame = length('{"type":"tool_result","call_id":,"summary":}');
const contentFrame = length(',"content":');
const errorFrame = length(',"is_error":true');
const attachmentsFrame = length(',"attachments":[]');
const attachmentFrame = length('{"type":"image","payload":{"mime_type":,"data":}}');
const reasoningFrame = length('{"type":"reasoning","text":}');
const summaryFrame = length(',"summary":[]');
const encryptedFrame = length(',"encrypted_content":');
const signatureFrame = length(',"signature":');

/**
 * Sizes of an item: the UTF-8 length of its JSON as serde_json writes the in-memory item, which has `type` where the
 * log has `kind` and leaves absent fields out (yoi, prune core). An `id` that a reasoning item has in memory only is
 * not included.
 */
export function itemBytes(item: LoggedItem): ItemBytes {
  switch (item.kind) {
    case "message":
      return plain(messageFrame + jsonStringBytes(item.role) + listBytes(item.content, partBytes));
    case "tool_call":
      return plain(
        callFrame +
          jsonStringBytes(item.callId) +
          jsonStringBytes(item.name) +
          jsonStringBytes(item.arguments),
      );
    case "tool_result": {
      const content = item.content === undefined ? 0 : contentFrame + jsonStringBytes(item.content);
      const attachments =
        item.attachments.length === 0
          ? 0
          : attachmentsFrame + listBytes(item.attachments, attachmentBytes);
      const frame =
        resultFrame +
        jsonStringBytes(item.callId) +
        jsonStringBytes(item.summary) +
        (item.isError ? errorFrame : 0);
      return {
        whole: bytes(frame + content + attachments),
        content: bytes(content),
        attachments: bytes(attachments),
      };
    }
    case "reasoning":
      return plain(
        reasoningFrame +
          jsonStringBytes(item.text) +
          (item.summary.length === 0
            ? 0
            : summaryFrame + listBytes(item.summary, jsonStringBytes)) +
          (item.encryptedContent === undefined
            ? 0
            : encryptedFrame + jsonStringBytes(item.encryptedContent)) +
          (item.signature === undefined ? 0 : signatureFrame + jsonStringBytes(item.signature)),
      );
  }
}

function plain(whole: number): ItemBytes {
  return { whole: bytes(whole), content: bytes(0), attachments: bytes(0) };
}

function partBytes(part: MessagePart): number {
  return partFrames[part.kind] + jsonStringBytes(part.text);
}

function attachmentBytes(attachment: Attachment): number {
  return attachmentFrame + jsonStringBytes(attachment.mimeType) + jsonStringBytes(attachment.data);
}

/** Sizes of the elements and the commas between them. */
function listBytes<T>(list: readonly T[], sizeOf: (element: T) => number): number {
  return list.reduce((sum, element) => sum + sizeOf(element), Math.max(0, list.length - 1));
}
