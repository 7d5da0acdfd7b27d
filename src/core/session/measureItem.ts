import type { LoggedItem } from "../log/item";
import { itemBytesFrom } from "../prune/itemBytes";
import { itemFlags, kindIndex } from "./itemColumns";
import { plainFigures, type TextFigures } from "./scan/textMeter";
import { itemWeights } from "./textWeight";

/** The numbers that the columns keep of an item. */
export interface ItemFigures {
  /** Position in `itemKinds`. */
  readonly kind: number;
  /** Bits of `itemFlags`, but for `opening`. */
  readonly flags: number;
  readonly wholeBytes: number;
  readonly contentBytes: number;
  readonly attachmentBytes: number;
  readonly restWeight: number;
  readonly contentWeight: number;
  readonly attachmentWeight: number;
  /** Equal for calls with the same arguments; without meaning for other items. */
  readonly argumentsHash: number;
}

/** All that the columns keep of an item. Its texts stay in the file. */
export interface MeasuredItem extends ItemFigures {
  /** Undefined for items that are neither call nor result. */
  readonly callId: string | undefined;
  /** Undefined for items that are no calls. */
  readonly tool: string | undefined;
}

/** Measures an item once, so that its texts need not be kept. */
export function measureItem(item: LoggedItem, texts: TextFigures = plainFigures()): MeasuredItem {
  const size = itemBytesFrom(item, texts.literalBytes);
  const weights = itemWeights(item, texts);
  const isCall = item.kind === "tool_call";
  return {
    kind: indexOfKind(item),
    flags: flagsOf(item),
    wholeBytes: size.whole,
    contentBytes: size.content,
    attachmentBytes: size.attachments,
    restWeight: weights.rest,
    contentWeight: weights.content,
    attachmentWeight: weights.attachments,
    callId: isCall || item.kind === "tool_result" ? item.callId : undefined,
    tool: isCall ? item.name : undefined,
    argumentsHash: isCall ? texts.hash(item.arguments) : 0,
  };
}

function indexOfKind(item: LoggedItem): number {
  switch (item.kind) {
    case "message":
      return item.role === "user"
        ? kindIndex.user
        : item.role === "assistant"
          ? kindIndex.assistant
          : kindIndex.system;
    case "reasoning":
      return kindIndex.reasoning;
    case "tool_call":
      return kindIndex["tool call"];
    case "tool_result":
      return kindIndex["tool result"];
  }
}

function flagsOf(item: LoggedItem): number {
  if (item.kind !== "tool_result") return 0;
  return (
    (item.content === undefined ? 0 : itemFlags.content) |
    (item.isError ? itemFlags.error : 0) |
    (item.attachments.length === 0 ? 0 : itemFlags.attachments)
  );
}
