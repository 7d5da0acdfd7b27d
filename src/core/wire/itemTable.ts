import type { ItemColumns } from "../session/itemColumns";
import type { TableReader } from "./tableReader";
import type { TableWriter } from "./tableWriter";

const columns = [
  "kind",
  "flags",
  "wholeBytes",
  "contentBytes",
  "attachmentBytes",
  "projectable",
  "ts",
  "line",
  "ordinal",
  "lineOffset",
  "lineBytes",
  "tool",
  "callId",
  "call",
  "callKey",
  "restWeight",
  "contentWeight",
  "attachmentWeight",
] as const satisfies readonly (keyof ItemColumns)[];

/** Writes a history, one array for each of its columns. */
export function writeItems(to: TableWriter, prefix: string, items: ItemColumns): void {
  for (const name of columns) to.array(prefix + name, items[name]);
}

/** Reads it back. */
export function readItems(from: TableReader, prefix: string): ItemColumns {
  const length = from.rows(`${prefix}kind`);
  const u8 = (name: string) => from.array(prefix + name, Uint8Array, length);
  const u32 = (name: string) => from.array(prefix + name, Uint32Array, length);
  const i32 = (name: string) => from.array(prefix + name, Int32Array, length);
  const f32 = (name: string) => from.array(prefix + name, Float32Array, length);
  const f64 = (name: string) => from.array(prefix + name, Float64Array, length);
  return {
    length,
    kind: u8("kind"),
    flags: u8("flags"),
    wholeBytes: u32("wholeBytes"),
    contentBytes: u32("contentBytes"),
    attachmentBytes: u32("attachmentBytes"),
    projectable: u8("projectable"),
    ts: f64("ts"),
    line: u32("line"),
    ordinal: u32("ordinal"),
    lineOffset: f64("lineOffset"),
    lineBytes: u32("lineBytes"),
    tool: i32("tool"),
    callId: i32("callId"),
    call: i32("call"),
    callKey: i32("callKey"),
    restWeight: f32("restWeight"),
    contentWeight: f32("contentWeight"),
    attachmentWeight: f32("attachmentWeight"),
  };
}
