import type { ItemSizes } from "../prune/pruneHistory";

/** Kinds of items as a reader tells them apart; the column `kind` holds positions in this list. */
export const itemKinds = [
  "user",
  "assistant",
  "system",
  "reasoning",
  "tool call",
  "tool result",
] as const;
export type ItemKind = (typeof itemKinds)[number];
/** The position of each kind in that list. */
export const kindIndex: Readonly<Record<ItemKind, number>> = {
  user: 0,
  assistant: 1,
  system: 2,
  reasoning: 3,
  "tool call": 4,
  "tool result": 5,
};

/** Bits of the column `flags`. `lost`: it is known that there was such an item, but its record could not be read. */
export const itemFlags = { content: 1, error: 2, attachments: 4, opening: 8, lost: 16 } as const;

/**
 * A history as columns, one value an item; texts stay in the file. `line`, `lineOffset` and `lineBytes` say where an
 * item's record stands, `ordinal` which of the record's items it is.
 */
export interface ItemColumns extends ItemSizes {
  readonly length: number;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly wholeBytes: Uint32Array;
  readonly contentBytes: Uint32Array;
  readonly attachmentBytes: Uint32Array;
  readonly projectable: Uint8Array;
  /** Moment at which the item's line was written, epoch milliseconds. */
  readonly ts: Float64Array;
  readonly line: Uint32Array;
  readonly ordinal: Uint32Array;
  readonly lineOffset: Float64Array;
  readonly lineBytes: Uint32Array;
  /** Position in the segment's `toolNames`; −1 for other items and for results whose call is not in the history. */
  readonly tool: Int32Array;
  /** Position in the segment's `callIds`; −1 for items that are neither call nor result. */
  readonly callId: Int32Array;
  /** For a result the index of its call; −1 otherwise. */
  readonly call: Int32Array;
  /** Equal for calls of the same tool with the same arguments; −1 for other items. */
  readonly callKey: Int32Array;
  /** Unscaled weight, in the order of tokens, of an item without its content, of its content, of its attachments. */
  readonly restWeight: Float32Array;
  readonly contentWeight: Float32Array;
  readonly attachmentWeight: Float32Array;
}
