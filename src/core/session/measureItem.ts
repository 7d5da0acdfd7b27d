import type { LoggedItem } from "../log/item";
import { itemBytes, type ItemBytes } from "../prune/itemBytes";
import { itemFlags, type ItemKind } from "./itemColumns";
import { itemWeights, type ItemWeights } from "./textWeight";

/** All that the columns keep of an item. Its texts stay in the file. */
export interface MeasuredItem {
  readonly kind: ItemKind;
  /** Bits of `itemFlags`, but for `opening`. */
  readonly flags: number;
  readonly size: ItemBytes;
  readonly weights: ItemWeights;
  readonly link: ItemLink | undefined;
}

/** What joins a result to its call, and a call to others like it. */
export type ItemLink =
  | {
      readonly kind: "call";
      readonly callId: string;
      readonly tool: string;
      /** Equal for calls of the same tool with the same arguments. */
      readonly key: string;
    }
  | { readonly kind: "result"; readonly callId: string };

/** Measures an item once, so that its texts need not be kept. */
export function measureItem(item: LoggedItem): MeasuredItem {
  const measured = { size: itemBytes(item), weights: itemWeights(item) };
  switch (item.kind) {
    case "message":
      return { ...measured, kind: speaker(item.role), flags: 0, link: undefined };
    case "reasoning":
      return { ...measured, kind: "reasoning", flags: 0, link: undefined };
    case "tool_call": {
      const key = callKey(item.name, item.arguments);
      const link = { kind: "call", callId: item.callId, tool: item.name, key } as const;
      return { ...measured, kind: "tool call", flags: 0, link };
    }
    case "tool_result": {
      const flags =
        (item.content === undefined ? 0 : itemFlags.content) |
        (item.isError ? itemFlags.error : 0) |
        (item.attachments.length === 0 ? 0 : itemFlags.attachments);
      const link = { kind: "result", callId: item.callId } as const;
      return { ...measured, kind: "tool result", flags, link };
    }
  }
}

function speaker(role: string): ItemKind {
  return role === "user" || role === "assistant" ? role : "system";
}

/** Arguments longer than this are told apart by their length and a hash: a written file may be as long as a log. */
const longArguments = 1024;

function callKey(tool: string, args: string): string {
  // The length keeps the name apart from what follows, whatever characters both have.
  const name = `${String(tool.length)}:${tool}`;
  return args.length <= longArguments
    ? `${name}=${args}`
    : `${name}#${String(args.length)}#${String(hash(args, 0x01000193))}#${String(hash(args, 0x9e3779b1))}`;
}

/** A hash of 32 bits (Fowler, Noll and Vo's, over UTF-16 units). */
function hash(text: string, factor: number): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), factor);
  return state >>> 0;
}
