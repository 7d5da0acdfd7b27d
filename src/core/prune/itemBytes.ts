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

/** What stands around the literals of an item, in bytes; for sizes from bytes that were never made a text. */
export const itemFrames = {
  message: messageFrame,
  textPart: partFrames.text,
  call: callFrame,
  result: resultFrame,
  content: contentFrame,
  error: errorFrame,
  attachments: attachmentsFrame,
  attachment: attachmentFrame,
  reasoning: reasoningFrame,
  summary: summaryFrame,
  encrypted: encryptedFrame,
  signature: signatureFrame,
} as const;

/**
 * Sizes of an item: the UTF-8 length of its JSON as serde_json writes the in-memory item, which has `type` where the
 * log has `kind` and leaves absent fields out (yoi, prune core). An `id` that a reasoning item has in memory only is
 * not included.
 */
export function itemBytes(item: LoggedItem): ItemBytes {
  return itemBytesFrom(item, jsonStringBytes);
}

/** The same, with sizes of the texts' literals, quotes included, from elsewhere. */
export function itemBytesFrom(item: LoggedItem, literalBytes: (text: string) => number): ItemBytes {
  const partBytes = (part: MessagePart) => partFrames[part.kind] + literalBytes(part.text);
  const attachmentBytes = (attachment: Attachment) =>
    attachmentFrame + literalBytes(attachment.mimeType) + literalBytes(attachment.data);
  switch (item.kind) {
    case "message":
      return plain(messageFrame + literalBytes(item.role) + listBytes(item.content, partBytes));
    case "tool_call":
      return plain(
        callFrame +
          literalBytes(item.callId) +
          literalBytes(item.name) +
          literalBytes(item.arguments),
      );
    case "tool_result": {
      const content = item.content === undefined ? 0 : contentFrame + literalBytes(item.content);
      const attachments =
        item.attachments.length === 0
          ? 0
          : attachmentsFrame + listBytes(item.attachments, attachmentBytes);
      const frame =
        resultFrame +
        literalBytes(item.callId) +
        literalBytes(item.summary) +
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
          literalBytes(item.text) +
          (item.summary.length === 0 ? 0 : summaryFrame + listBytes(item.summary, literalBytes)) +
          (item.encryptedContent === undefined
            ? 0
            : encryptedFrame + literalBytes(item.encryptedContent)) +
          (item.signature === undefined ? 0 : signatureFrame + literalBytes(item.signature)),
      );
  }
}

function plain(whole: number): ItemBytes {
  return { whole: bytes(whole), content: bytes(0), attachments: bytes(0) };
}

/** Sizes of the elements and the commas between them. */
function listBytes<T>(list: readonly T[], sizeOf: (element: T) => number): number {
  return list.reduce((sum, element) => sum + sizeOf(element), Math.max(0, list.length - 1));
}
