import type { LoggedItem } from "../../../src/core/log/item";
import { itemBytes } from "../../../src/core/prune/itemBytes";
import type { ItemSizes } from "../../../src/core/prune/pruneHistory";
import type { UsageRecord } from "../../../src/core/prune/usageRecords";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";

/** The columns of sizes that the core takes, measured item by item. */
export function sizesOf(items: readonly LoggedItem[]): ItemSizes {
  const sizes = items.map(itemBytes);
  return {
    length: items.length,
    wholeBytes: sizes.map((size) => size.whole),
    contentBytes: sizes.map((size) => size.content),
    projectable: items.map((item) =>
      item.kind === "tool_result" && (item.content !== undefined || item.attachments.length > 0)
        ? 1
        : 0,
    ),
  };
}

export function usageRecord(historyLength: number, inputTokens: number): UsageRecord {
  return { historyLength: itemCount(historyLength), inputTokens: tokens(inputTokens) };
}

export function recordsOf(list: readonly UsageRecord[]): UsageRecords {
  const records = new UsageRecords();
  for (const record of list) records.append(record);
  return records;
}

export function textItem(role: string, text: string): LoggedItem {
  return { kind: "message", role, content: [{ kind: "text", text }] };
}

export function resultItem(summary: string, content: string | undefined): LoggedItem {
  return {
    kind: "tool_result",
    callId: "call",
    summary,
    content,
    isError: false,
    attachments: [],
  };
}

/** Turns of a user message and an answer, then a call and a result for each tool content given (undefined: none). */
export function turns(...contents: readonly (readonly (string | undefined)[])[]): LoggedItem[] {
  return contents.flatMap((results, turn) => [
    textItem("user", `turn ${String(turn)}`),
    textItem("assistant", "ok"),
    ...results.flatMap((content, tool): LoggedItem[] => [
      { kind: "tool_call", callId: "call", name: "some_tool", arguments: "{}" },
      resultItem(`summary ${String(turn)}.${String(tool)}`, content),
    ]),
  ]);
}
